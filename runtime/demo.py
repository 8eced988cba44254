"""`make demo`: from nothing to a desk that answers, with the demo county in it."""

import json
import re
import subprocess

from . import build, desk, services, site, stamps
from .say import Steps, Stop, both, clock, line
from .settings import APP
from .shell import give, run_shown

LOADER = f"{APP}.demo.load"
LOGINS = f"{APP}.demo.logins"


def run(settings, arguments):
	"""Build what is missing, load the demo county, start everything, print the logins."""
	step = Steps(7)
	step("检查系统与软件包", "checking the system and its packages")
	build.machine(settings)
	with services.stopped_on_failure(settings):
		build.bench(settings, step, dev=False)
		name = settings["XF_SITE"]
		step(f"站点 {name}", f"site {name}")
		site.ensure(settings, name, scheduler=True, remake=False)
		step("演示数据", "demo county")
		load(settings, name)
		step("启动服务", "starting the services")
		services.start_web(settings)
		services.start_jobs(settings)
		desk.wait(settings, name)
		announce(settings, name)


def has_demo(settings):
	"""Whether the app brings a demo county that can be loaded."""
	package = settings.app_copy / APP
	found = [path for path in (package / "demo.py", package / "demo" / "__init__.py") if path.exists()]
	return bool(found) and re.search(r"\bload\b", found[0].read_text(encoding="utf-8")) is not None


def load(settings, name):
	"""Load the demo county once; again only into a site made anew."""
	stamp = f"demo-{name}"
	if not has_demo(settings) or stamps.is_done(settings, stamp, "loaded"):
		return
	log = settings.state / "log" / f"demo-{name}.log"
	try:
		# As `bench execute` would, which hides the error of a function behind one of its own.
		script = settings.app_copy / "runtime" / "inside" / "call.py"
		run_shown(settings, [settings.python, script, name, LOADER], log, cwd=settings.sites)
	except Stop:
		# Half a county would look like a fault of the app; the next run starts from an empty site.
		site.drop(settings, name)
		raise
	stamps.done(settings, stamp, "loaded")


def announce(settings, name):
	"""Print the address and one login for each role and tier."""
	line()
	both(f"桌面已就绪,用时 {clock()}", f"the desk is ready after {clock()}")
	line(f"      http://localhost:{settings.port('http')}/app")
	line()
	for row in logins(settings, name):
		line(
			"      "
			+ "  ".join(str(row.get(key, "")) for key in ("tier", "role", "name", "user", "password"))
		)


def logins(settings, name):
	"""What `logins()` of the demo says; Administrator alone where there is no demo."""
	admin = {"role": "Administrator", "user": "Administrator", "password": settings["XF_ADMIN_PASSWORD"]}
	if not has_demo(settings):
		return [admin]
	cached = settings.state / "logins.json"
	key = stamps.digest(settings.app_copy / APP)
	if not (stamps.is_done(settings, "logins", key) and cached.exists()):
		done = site.inside(settings, "call.py", name, LOGINS, stdout=subprocess.PIPE, text=True)
		rows = json.loads(done.stdout.strip().splitlines()[-1])
		cached.write_text(json.dumps(rows, ensure_ascii=False))
		give(settings, cached)
		stamps.done(settings, "logins", key)
	return [*json.loads(cached.read_text()), admin]
