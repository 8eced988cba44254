"""The machine: its operating system, its packages, the bench user, room on the disk, free ports."""

import os
import pwd
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

from .say import Stop, both
from .shell import child_environment, own, run

PACKAGES = [
	"build-essential",
	"ca-certificates",
	"chromium",
	"fonts-noto-cjk",
	"git",
	"libgl1",
	"libglib2.0-0",
	"libharfbuzz-subset0",
	"libmariadb-dev",
	"libpango-1.0-0",
	"libpangoft2-1.0-0",
	"mariadb-client",
	"mariadb-server",
	"nginx-light",
	"pkg-config",
	"python3-dev",
	"python3-venv",
	"redis-server",
	"rsync",
	"tzdata",
	"xz-utils",
]
# An installed bench compiles nothing, and opens no browser.
PRODUCTION = [
	*(
		name
		for name in PACKAGES
		if name not in ("build-essential", "chromium", "libmariadb-dev", "pkg-config", "python3-dev")
	),
	"libmariadb3",
	"logrotate",
	"make",
	"python3",
]
# Started by apt after installing; the bench runs its own, so these would only take memory and ports.
SERVICES = {"mariadb-server": "mariadb", "redis-server": "redis-server", "nginx-light": "nginx"}
# For a bench from nothing (2.5 GB, with downloads), and for going on with one.
ROOM_MB = 4000
ROOM_WARM_MB = 500
POLICY = Path("/usr/sbin/policy-rc.d")


def check_os():
	"""Debian 12 only: versions of MariaDB, Redis and Python are those it ships."""
	release = {}
	path = Path("/etc/os-release")
	if path.exists():
		release = dict(r.split("=", 1) for r in path.read_text().splitlines() if "=" in r)
	if release.get("ID", "").strip('"') != "debian" or release.get("VERSION_ID", "").strip('"') != "12":
		raise Stop(
			"本命令只支持 Debian 12", "this needs Debian 12; elsewhere install the app on your own bench"
		)


def check_room(settings, needed):
	"""Enough free space where the bench and the downloads will lie."""
	for path in (settings.bench, settings.cache):
		there = next(p for p in (path, *path.parents) if p.exists())
		free = shutil.disk_usage(there).free // 2**20
		if free < needed:
			raise Stop(
				f"{there} 所在磁盘只剩 {free} MB,需要 {needed} MB;请清理,或改 XF_BENCH_DIR / XF_CACHE_DIR",
				f"{free} MB free on the disk of {there}, {needed} MB needed; make room or set XF_BENCH_DIR / XF_CACHE_DIR",
			)


def port_is_free(port):
	"""Whether nobody listens on this port of this machine."""
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("0.0.0.0", port))
		except OSError:
			return False
	return True


def packages(settings):
	"""What this bench needs of Debian."""
	return PRODUCTION if settings.production else PACKAGES


def missing_packages(wanted=PACKAGES):
	"""Packages of the list that are not installed."""
	asked = subprocess.run(
		["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n", *wanted],
		capture_output=True,
		text=True,
	)
	there = {text.split()[0] for text in asked.stdout.splitlines() if text.endswith(" installed")}
	return [name for name in wanted if name not in there]


def source(settings):
	"""Options that make apt take everything from the bundle, and leave the machine's own lists as they are."""
	if not settings["XF_DEBS"]:
		return []
	lists = settings.cache / "apt"
	(lists / "partial").mkdir(parents=True, exist_ok=True)
	chosen = settings.cache / "apt.list"
	chosen.write_text(f"deb [trusted=yes] file:{settings['XF_DEBS']} ./\n")
	return [
		*("-o", f"Dir::Etc::sourcelist={chosen}", "-o", "Dir::Etc::sourceparts=-"),
		*("-o", f"Dir::State::lists={lists}", "-o", "APT::Sandbox::User=root"),
	]


@contextmanager
def services_kept_down():
	"""Let apt install servers without starting them."""
	ours = not POLICY.exists()
	if ours:
		POLICY.write_text("#!/bin/sh\nexit 101\n")
		POLICY.chmod(0o755)
	try:
		yield
	finally:
		if ours:
			POLICY.unlink(missing_ok=True)


def install_packages(settings):
	"""Install what is missing; a system server that this brings is switched off again."""
	missing = missing_packages(packages(settings))
	if not missing:
		return
	if os.geteuid() != 0:
		raise Stop(
			f"缺少系统软件包:{' '.join(missing)};请用 root 或 sudo 运行",
			f"missing packages: {' '.join(missing)}; run as root or with sudo",
		)
	both(f"安装 {len(missing)} 个软件包", f"installing {len(missing)} packages: {' '.join(missing)}")
	log = Path("/var/log/xinfang-apt.log")
	env = {"DEBIAN_FRONTEND": "noninteractive", "HOME": "/root"}
	apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-y", "--no-install-recommends", *source(settings)]
	run(settings, [*apt, "update"], root=True, log=log, env=env, check=False, cwd="/")
	with services_kept_down():
		try:
			run(settings, [*apt, "install", *missing], root=True, log=log, env=env, cwd="/")
		except Stop as stop:
			raise Stop(f"软件包装不上,见 {log}", f"packages could not be installed, see {log}") from stop
	if shutil.which("systemctl") and Path("/run/systemd/system").exists():
		for package in set(missing) & set(SERVICES):
			run(
				settings,
				["systemctl", "disable", "--now", SERVICES[package]],
				root=True,
				log=log,
				check=False,
			)


def make_user(settings):
	"""The unprivileged user who owns and runs the bench."""
	try:
		pwd.getpwnam(settings.user)
	except KeyError:
		if os.geteuid() != 0:
			raise Stop(
				f"没有用户 {settings.user};请用 root 或 sudo 运行",
				f"no user {settings.user}; run as root or with sudo",
			) from None
		command = ["useradd", "--create-home", "--shell", "/bin/bash", settings.user]
		run(settings, command, root=True, cwd="/", env={"HOME": "/root"})
	own(settings, settings.cache)


def become_root_or_user(settings, argv):
	"""Go on as root through sudo, unless this already is root or the bench user."""
	if os.geteuid() == 0:
		return
	me = pwd.getpwuid(os.geteuid()).pw_name
	if me == settings.user:
		return
	sudo = shutil.which("sudo")
	if not sudo:
		raise Stop("须以 root 运行,或先装 sudo", f"run as root, as {settings.user}, or install sudo")
	kept = {
		k: v
		for k, v in child_environment(settings).items()
		if k.startswith(("PIP_", "UV_", "npm_config_")) or "SSL" in k or "proxy" in k.lower()
	}
	for cached in ("PIP_CACHE_DIR", "UV_CACHE_DIR", "npm_config_cache"):
		kept.pop(cached, None)
	kept.update({k: v for k, v in os.environ.items() if k.startswith("XF_")})
	pairs = [f"{k}={v}" for k, v in kept.items()]
	os.execv(sudo, [sudo, "env", *pairs, "/usr/bin/python3", "-m", "runtime", *argv])
