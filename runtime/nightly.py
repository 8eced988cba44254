"""Every night: the backup of the site in use, and log rotation where the system does not do it.

`nightly --once` is what systemd's timer runs. Without systemd `nightly` is one more program of the bench, which waits
for the hour itself.
"""

import datetime
import shutil
import time

from . import services, site, units
from .say import Stop, both
from .shell import run

AT = datetime.time(2, 30)


def command(settings, arguments):
	"""Once now, or for ever at night."""
	if "--once" in arguments:
		return once(settings)
	while True:
		time.sleep(seconds_until(datetime.datetime.now()))
		try:
			once(settings)
		except Exception as error:
			# Tonight's failure is noted for the health page by the backup itself; tomorrow is another night.
			both(f"夜间任务失败:{error}", f"the nightly run failed: {error}")


def seconds_until(now):
	"""How long from `now` to the next AT."""
	then = datetime.datetime.combine(now.date(), AT)
	if then <= now:
		then += datetime.timedelta(days=1)
	return (then - now).total_seconds()


def once(settings):
	"""Back the site up; rotate logs."""
	log = settings.state / "log" / "nightly.log"
	try:
		backup(settings, settings["XF_SITE"], log=log)
	finally:
		rotate(settings, log)
	return 0


def backup(settings, name, log=None):
	"""`bench xinfang-backup` on one site."""
	if not site.exists(settings, name):
		raise Stop(f"没有站点 {name}", f"there is no site {name}")
	site.bench(
		settings,
		*("--site", name, "xinfang-backup", "--to", settings.backup_dir, "--keys-to", settings.keys_dir),
		log=log,
	)


def rotate(settings, log):
	"""logrotate with our own file, unless the system's runs every day anyway."""
	config, program = settings.state / "logrotate.conf", shutil.which("logrotate", path="/usr/sbin:/usr/bin")
	if config.exists() and program and not units.runs_here():
		run(settings, [program, "--state", settings.state / "logrotate.state", config], log=log, check=False)


def make_backup(settings, arguments):
	"""`make backup`: now, of SITE or of the site in use."""
	name = arguments[0] if arguments and arguments[0] else settings["XF_SITE"]
	services.start_data(settings)
	backup(settings, name)
	return 0
