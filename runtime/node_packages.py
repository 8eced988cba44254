"""Node packages of the desk: installed once per lock file, into the cache, shared by all benches."""

import shutil

from . import stamps
from .say import Stop
from .settings import CLONE
from .shell import give, own, run

FOLDER = CLONE / "runtime" / "assets"


def key():
	"""Changes with the list of packages and its lock."""
	return stamps.digest(FOLDER / "package.json", FOLDER / "package-lock.json")


def folder(settings):
	"""Where node_modules of this lock lies."""
	return settings.cache / "node" / key()


def install(settings):
	"""`npm ci` without install scripts; integrity hashes come from the lock file."""
	target = folder(settings)
	if (target / "node_modules").is_dir():
		return
	temporary = target.with_name(target.name + ".part")
	if temporary.exists():
		shutil.rmtree(temporary)
	own(settings, settings.cache, target.parent, temporary)
	for name in ("package.json", "package-lock.json"):
		shutil.copyfile(FOLDER / name, temporary / name)
		give(settings, temporary / name)
	log = settings.state / "log" / "npm.log"
	try:
		run(settings, ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=temporary, log=log)
	except Stop as stop:
		shutil.rmtree(temporary, ignore_errors=True)
		raise Stop(f"npm 软件包装不上,见 {log}", f"npm packages could not be installed, see {log}") from stop
	temporary.rename(target)


def link(settings):
	"""Frappe expects its packages beside its source."""
	place = settings.bench / "apps" / "frappe" / "node_modules"
	wanted = folder(settings) / "node_modules"
	if place.is_symlink() and place.readlink() == wanted:
		return
	place.unlink(missing_ok=True)
	place.symlink_to(wanted)
