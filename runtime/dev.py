"""Commands for people who write the app: their own sites, the bench command, scripts, consoles."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from . import app, assets, services, site, tests, trees
from .say import Stop, both
from .settings import CLONE
from .shell import give, own, run


def ready(settings, name=None):
	"""A bench with running data servers and, for this site, the sources of now."""
	tests.build_is_needed(settings)
	services.start_data(settings)
	app.sync(settings, site=name)


def full(name):
	"""`anna` means anna.localhost."""
	return name if "." in name else f"{name}.localhost"


def bench(settings, arguments):
	"""`bench …` as the bench user in the bench's folder."""
	ready(settings, site.named(arguments))
	return site.bench(settings, *arguments, check=False, stdin=None).returncode


def dev_site(settings, arguments):
	"""Make or refresh NAME.localhost; --new makes it anew, --mine names the rooms one works on."""
	parser = argparse.ArgumentParser(prog="runtime/dev-site")
	parser.add_argument("name")
	parser.add_argument("--new", action="store_true", help="make it anew")
	parser.add_argument("--mine", help="rooms to take from the working tree, by comma; the rest as committed")
	parser.add_argument("--with", dest="others", help="rooms to take as committed; the others stay empty")
	parser.add_argument("--all", action="store_true", help="give up --mine: everything from the working tree")
	chosen = parser.parse_args(arguments)
	name = full(chosen.name)
	if chosen.mine or chosen.all:
		trees.choose(settings, name, split(chosen.mine), split(chosen.others))
	ready(settings, name)
	if chosen.new:
		site.drop(settings, name)
	site.ensure(settings, name, remake=False)
	both(
		f"站点 {name} 就绪",
		f"site {name} is ready, password of Administrator: {settings['XF_ADMIN_PASSWORD']}",
	)
	return 0


def split(text):
	"""`a,b` as a list; nothing as None."""
	return None if text is None else [part for part in text.split(",") if part]


def script(settings, arguments):
	"""Run a Python file with frappe connected to a site."""
	if len(arguments) < 2:
		raise Stop("用法:runtime/py 站点 脚本.py [参数]", "usage: runtime/py SITE script.py [arguments]")
	name, source, *rest = arguments
	name = full(name)
	ready(settings, name)
	own(settings, settings.state / "run")
	place = settings.state / "run" / f"script-{os.getpid()}.py"
	if source == "-":
		place.write_text(sys.stdin.read())
	else:
		shutil.copyfile(Path(os.environ.get("XF_CALLED_FROM", CLONE)) / source, place)
	give(settings, place)
	try:
		return site.inside(settings, "run_script.py", name, place, *rest, check=False).returncode
	finally:
		place.unlink(missing_ok=True)


def console(settings, arguments):
	"""`bench console` on a site."""
	name = full(arguments[0]) if arguments else settings["XF_SITE"]
	ready(settings, name)
	return site.bench(settings, "--site", name, "console", check=False, stdin=None).returncode


def test(settings, arguments):
	"""pytest on one site."""
	if not arguments:
		raise Stop("用法:runtime/test 站点 tests/…", "usage: runtime/test SITE tests/…")
	return tests.run_some(settings, full(arguments[0]), arguments[1:])


def migrate(settings, arguments):
	"""Migrate one site, or the demo and test sites that are there."""
	names = [full(a) for a in arguments] or [settings["XF_SITE"], settings["XF_TEST_SITE"]]
	for name in names:
		if site.exists(settings, name):
			ready(settings, name)
			site.migrate(settings, name)
			both(f"{name} 已迁移", f"{name} migrated")
	return 0


def sync(settings, arguments):
	"""Copy the working tree into the bench and rebuild the app's assets."""
	ready(settings)
	assets.build(settings)
	return 0


def web(settings, arguments):
	"""Start the web server, socket.io and nginx for all sites of the bench."""
	ready(settings)
	assets.build(settings)
	services.start_web(settings)
	both("所有站点:", f"every site: http://NAME.localhost:{settings.port('http')}")
	return 0


def logs(settings, arguments):
	"""Show the end of the logs, those of our programs and Frappe's own; the newest last."""
	folders = (settings.state / "log", settings.bench / "logs")
	found = [path for folder in folders for path in folder.glob("*.log") if path.stat().st_size]
	files = sorted(found, key=lambda path: path.stat().st_mtime)
	return run(settings, ["tail", "-n", "40", *files], check=False).returncode


def stop(settings, arguments):
	"""Stop everything that runs for this bench."""
	services.stop_all(settings)
	return 0


def clean(settings, arguments):
	"""Remove the bench and its data; downloads stay."""
	services.stop_all(settings)
	if settings.state.is_dir():
		shutil.rmtree(settings.bench)
	both(f"已删除 {settings.bench}", f"removed {settings.bench}; downloads stay in {settings.cache}")
	return 0
