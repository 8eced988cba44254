"""The second part of an installation, run by the copy in its place: the bench, the site, the services, the proof.

Rule: a new site has Administrator, Guest and the operator asked for, and not one petition; that is looked up at the end,
and that known passwords do not log in. The first backup is made at once, and with it the keys are saved apart.
"""

import json
import secrets
import subprocess
import sys

from . import benchdir, build, desk, logs, mariadb, nightly, services, site, units
from .say import Steps, Stop, both, clock, line
from .shell import give, own

LOGINS = "first_logins.py"


def command(settings, arguments):
	"""Build or update; secrets come over standard input."""
	given = json.loads(sys.stdin.read() or "{}")
	step = Steps(8)
	step("检查系统与软件包", "checking the system and its packages")
	build.machine(settings)
	own(settings, settings.bench, settings.state)
	# Copied as root's; uv and the locks write into it.
	give(settings, settings.cache)
	settings.bench.chmod(0o700)
	settings.values["XF_ADMIN_PASSWORD"] = throwaway(settings)
	name = settings["XF_SITE"]
	with services.stopped_on_failure(settings):
		was_there = site.exists(settings, name)
		if was_there:
			both("升级前先备份", "a backup before updating")
			services.start_data(settings)
			nightly.backup(settings, name)
		build.bench(settings, step, dev=False)
		step(f"站点 {name}", f"site {name}")
		site.ensure(settings, name, scheduler=True, remake=False)
		if given:
			first_logins(settings, name, given)
		step("核对:无演示数据、无多余账号", "proof: no demo data, no other logins")
		proof = prove(settings, name, new=not was_there)
		step("启动服务", "starting the services")
		start(settings)
		desk.wait(settings, name)
		step("备份", "a backup")
		for folder in (settings.backup_dir, settings.keys_dir):
			own(settings, folder)
			give(settings, folder)
			folder.chmod(0o700)
		nightly.backup(settings, name)
	announce(settings, name, proof, given)
	return 0


def throwaway(settings):
	"""A password that sites are made with and nobody is told; the real one is set over a pipe."""
	path = settings.state / "made-with"
	if not path.exists():
		mariadb.write_private(settings, path.name, secrets.token_urlsafe(24))
	return path.read_text()


def first_logins(settings, name, given):
	"""Set the passwords; they pass through a pipe, never through a command line."""
	site.inside(settings, LOGINS, name, "set", input=json.dumps(given), text=True, stdin=None)


def prove(settings, name, new):
	"""What the site holds, as the script finds it; Stop when a new site is not empty."""
	done = site.inside(settings, LOGINS, name, "prove", stdout=subprocess.PIPE, text=True)
	found = json.loads(done.stdout.strip().splitlines()[-1])
	wrong = found["weak"] or (new and (found["petitions"] or found["strangers"]))
	if wrong:
		raise Stop(
			"安装核对未通过", "the installation is not as it should be", json.dumps(found, ensure_ascii=False)
		)
	return found


def start(settings):
	"""Under systemd as units; else as programs of the runtime."""
	logs.write(settings)
	if units.runs_here():
		if not units.in_use(settings):
			# What built the bench was started by hand; the same programs now come as units.
			services.stop_all(settings)
		units.write(settings)
		units.systemctl("restart", f"{units.PREFIX}.target")
	services.start_web(settings)
	services.start_jobs(settings)
	services.start_nightly(settings)


def up(settings, arguments):
	"""`runtime up`: start what was installed, after a restart of a machine without systemd."""
	if not build.is_made(settings):
		raise Stop("尚未安装", "nothing is installed yet")
	# Another site may have taken the place of the one in use.
	benchdir.configure(settings)
	if units.in_use(settings):
		units.systemctl("start", f"{units.PREFIX}.target")
	services.start_web(settings)
	services.start_jobs(settings)
	services.start_nightly(settings)
	desk.wait(settings, settings["XF_SITE"])
	both("已启动", f"running: {settings.url(settings['XF_SITE'])}")
	return 0


def announce(settings, name, proof, given):
	line()
	both(f"安装完成,用时 {clock()}", f"installed after {clock()}")
	line(f"      {settings.url(name)}/app")
	both(f"账号:{', '.join(proof['logins'])}", "accounts; no demo data")
	if not proof["operators"]:
		both(
			"请尽快以 Administrator 建立运维人员账号(System Manager)",
			"make an account with System Manager for the operator soon",
		)
	both(f"备份:{settings.backup_dir},每晚 {nightly.AT:%H:%M}", f"backups every night at {nightly.AT:%H:%M}")
	both(
		f"密钥:{settings.keys_dir};请立即抄录到本机之外并核对,没有密钥,加密内容无法恢复",
		"the keys: copy them off this machine now and check the copy; without them what is encrypted is lost",
	)
	both("说明见 docs/operations.md", "how to go on: docs/operations.md")
