"""`./install` of a bundle: asks, copies the bundle to its place, and has the copy there build the bench.

Rule: everything is asked and checked before anything is made. A password comes from the terminal (typed twice), from a
file that only root may read, or from standard input; never from the command line or the environment, where others could
see it. Run again with a newer bundle, it backs the site up and brings it up to date.
"""

import argparse
import getpass
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

from . import passwords, system, units
from . import settings as settings_module
from .say import Stop, both, line
from .settings import CLONE, read_file
from .shell import run

PLACE = "/opt/xinfang"
SITE = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
LOGIN = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
#: Of the bundle → where it lies in PLACE.
COPIED = ("app", "wheels", "cache", "assets", "debs")


def arguments_of(arguments):
	parser = argparse.ArgumentParser(prog="./install", description="xinfang_app, without a network")
	parser.add_argument("--site", help="name of the site, as in the address people type: xinfang.county.gov")
	parser.add_argument("--operator", help="login (like an e-mail address) of the person who runs the system")
	parser.add_argument(
		"--password-file", help="root's own file: Administrator's password, then the operator's"
	)
	parser.add_argument(
		"--password-stdin", action="store_true", help="the same two lines from standard input"
	)
	parser.add_argument("--public-port", help="the port people use (default 80, 443 with TLS; under systemd)")
	parser.add_argument("--tls-cert", default="", help="certificate chain (PEM)")
	parser.add_argument("--tls-key", default="", help="its key (PEM)")
	parser.add_argument("--backup-dir", default="", help="nightly backups; best another disk")
	parser.add_argument("--keys-dir", default="", help="the keys; not the folder of the backups")
	parser.add_argument("--new-passwords", action="store_true", help="ask again on a site that is there")
	return parser.parse_args(arguments)


def command(settings, arguments):
	"""The first part, from the bundle."""
	chosen = arguments_of(arguments)
	bundle = Path(os.environ.get("XF_BUNDLE", ""))
	if not (bundle / "bundle.json").is_file():
		raise Stop("请从安装包运行 ./install", "run ./install of a bundle")
	if os.geteuid() != 0:
		raise Stop("请以 root 运行", "run as root")
	check_machine(bundle)
	place = Path(os.environ.get("XF_PLACE", PLACE))
	kept = place / "settings.env"
	before = read_file(kept)
	values = answers(chosen, before)
	known = before.get("XF_SITE") == values["XF_SITE"]
	secrets = {} if known and not chosen.new_passwords else ask_passwords(chosen, values["XF_SITE"])
	copy(settings, bundle, place)
	values |= {
		"XF_PRODUCTION": "1",
		"XF_CACHE_DIR": str(place / "cache"),
		"XF_WHEELS": str(place / "wheels"),
		"XF_ASSETS": str(place / "assets"),
		"XF_DEBS": str(place / "debs") if (place / "debs").is_dir() else "",
	}
	write_settings(kept, place, values)
	# From here on the copy works: nobody has to keep the bundle.
	clean = {key: value for key, value in os.environ.items() if not key.startswith("XF_")}
	second = [sys.executable, "-B", "-m", "runtime", "install-here"]
	return subprocess.run(
		second, cwd=place / "app", env=clean, input=json.dumps(secrets), text=True
	).returncode


def check_machine(bundle):
	"""The bundle's wheels were made for one kind of machine."""
	system.check_os()
	about = json.loads((bundle / "bundle.json").read_text())
	asked = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True)
	if asked.stdout.strip() != about["architecture"]:
		raise Stop(
			f"安装包适用于 {about['architecture']},本机为 {asked.stdout.strip()}",
			f"the bundle is for {about['architecture']}, this machine is {asked.stdout.strip()}",
		)


def answers(chosen, before):
	"""Site, ports, folders: given, asked, or as at the last time; settings of the environment are remembered too."""
	values = {key: value for key, value in before.items() if key in settings_module.DEFAULTS}
	values |= {key: os.environ[key] for key in settings_module.DEFAULTS if os.environ.get(key)}
	values.pop("XF_ADMIN_PASSWORD", None)
	site = chosen.site or before.get("XF_SITE") or ask("站点名(浏览器地址中的名字) · name of the site: ")
	if not SITE.fullmatch(site):
		raise Stop(f"站点名不合规:{site}", f"not a name for a site: {site} (like xinfang.county.gov)")
	if site.endswith(".localhost"):
		both("注意:*.localhost 只能在本机打开", "mind: *.localhost opens on this machine only")
	values["XF_SITE"] = site
	for key, given in (
		("XF_TLS_CERT", chosen.tls_cert),
		("XF_TLS_KEY", chosen.tls_key),
		("XF_BACKUP_DIR", chosen.backup_dir),
		("XF_KEYS_DIR", chosen.keys_dir),
	):
		values[key] = given or values.get(key, "")
	usual = "443" if values["XF_TLS_CERT"] else "80"
	values["XF_PUBLIC_PORT"] = (
		chosen.public_port or values.get("XF_PUBLIC_PORT") or (usual if units.runs_here() else "")
	)
	values["XF_DB_BUFFER"] = values.get("XF_DB_BUFFER") or f"{buffer_mb()}M"
	if values["XF_PUBLIC_PORT"] and int(values["XF_PUBLIC_PORT"]) < 1024 and not units.runs_here():
		raise Stop("没有 systemd 时只能使用 1024 以上的端口", "without systemd only ports from 1024 up")
	settings_module.check(settings_module.Settings({**settings_module.DEFAULTS, **values}))
	return values


def buffer_mb():
	"""A third of the memory for MariaDB, between 512 MB and 16 GB."""
	text = Path("/proc/meminfo").read_text()
	total = int(re.search(r"MemTotal:\s+(\d+) kB", text).group(1)) // 1024
	return max(512, min(total // 3, 16384))


def ask(question):
	"""One line from the terminal."""
	if not sys.stdin.isatty():
		raise Stop(
			f"未给出:{question.strip()}", "not given, and there is no terminal to ask; see ./install --help"
		)
	return input(question).strip()


def ask_passwords(chosen, site):
	"""{"admin": …} and, with an operator, {"operator": login, "operator_password": …}."""
	lines = given_passwords(chosen)
	operator = chosen.operator
	if operator is None and lines is None:
		operator = ask(
			"系统运维人员登录名(邮箱格式,可留空) · operator's login, like an e-mail address, or empty: "
		)
	if operator and not LOGIN.fullmatch(operator):
		raise Stop(f"登录名须为邮箱格式:{operator}", f"a login looks like an e-mail address: {operator}")
	who = [("Administrator", "admin")] + ([(operator, "operator_password")] if operator else [])
	if lines is not None and len(lines) < len(who):
		raise Stop("密码不足:每人一行", "not enough passwords: one line for each person")
	secrets = {"operator": operator} if operator else {}
	for number, (name, key) in enumerate(who):
		secrets[key] = checked(lines[number], site, name) if lines is not None else typed(site, name)
	if operator and secrets["admin"] == secrets["operator_password"]:
		raise Stop("两个账号的密码不得相同", "the two accounts may not share a password")
	return secrets


def given_passwords(chosen):
	"""Lines of the file or of standard input; None when they are to be typed."""
	if chosen.password_file:
		path = Path(chosen.password_file)
		try:
			found = path.stat()
		except OSError as error:
			raise Stop(f"读不到密码文件 {path}", f"cannot read the password file {path}") from error
		if found.st_uid != 0 or stat.S_IMODE(found.st_mode) & 0o077:
			raise Stop(
				f"密码文件须归 root 且仅 root 可读(chmod 600 {path})",
				f"the password file must be root's and readable by root only (chmod 600 {path})",
			)
		return path.read_text(encoding="utf-8").splitlines()
	return sys.stdin.read().splitlines() if chosen.password_stdin else None


def checked(password, site, name):
	"""The password, or Stop with the reason."""
	found = passwords.fault(password, site, name)
	if found:
		raise Stop(f"{name}:{found[0]}", f"{name}: {found[1]}")
	return password


def typed(site, name):
	"""Typed twice, until it is strong and the same."""
	while True:
		if not sys.stdin.isatty():
			raise Stop(
				"没有终端,请用 --password-file 或 --password-stdin",
				"no terminal: use --password-file or --password-stdin",
			)
		password = getpass.getpass(f"{name} 的密码 · password of {name}: ")
		found = passwords.fault(password, site, name)
		if found:
			both(*found)
		elif getpass.getpass("再输一次 · again: ") != password:
			both("两次输入不一致", "the two differ")
		else:
			return password


def copy(settings, bundle, place):
	"""The bundle in its place; what an older one had and this has not is removed."""
	line(f"      {bundle} → {place}")
	place.mkdir(parents=True, exist_ok=True)
	for name in COPIED:
		if (bundle / name).is_dir():
			command = ["rsync", "-a", "--delete", "--chown=root:root", "--chmod=Du=rwx,go=rX,Fu+rw,Fgo+rX"]
			keep = (
				["--exclude=/locks", "--exclude=/pip", "--exclude=/uv", "--exclude=/npm"]
				if name == "cache"
				else []
			)
			mirror(settings, [*command, *keep], bundle / name, place / name)
	(place / "wheels" / "uv.toml").write_text(f'no-index = true\nfind-links = ["{place / "wheels"}"]\n')


def mirror(settings, command, source, target):
	"""rsync; a bare machine does not have it yet, and then nothing lies at the target either."""
	import shutil

	if shutil.which("rsync"):
		run(settings, [*command, f"{source}/", f"{target}/"], root=True, cwd="/")
	else:
		shutil.rmtree(target, ignore_errors=True)
		shutil.copytree(source, target, symlinks=True)


def write_settings(kept, place, values):
	"""Remembered for every later command, and for the next bundle."""
	text = "# Written by ./install; read by every command of the runtime.\n"
	text += "".join(f"{key}={value}\n" for key, value in sorted(values.items()) if value)
	kept.write_text(text)
	link = place / "app" / "runtime" / "settings.env"
	link.unlink(missing_ok=True)
	link.symlink_to(kept)


def told(settings):
	"""Where this runs from, for messages."""
	return f"cd {CLONE}"
