"""Which copy of the app a site runs.

Usually the one in the bench's `apps`. A developer's site may have a tree of its own: what is
committed, and over it his own rooms as they are in the working tree; rooms he does not need can be
left out. So nobody is stopped by what others have half written. Python finds such a tree first through PYTHONPATH; web and job workers
serve all sites and always run the common copy.
"""

import json
import shutil
import subprocess

from .settings import APP, CLONE
from .shell import give, own, run

ALWAYS = ["tests", "pyproject.toml", "runtime/inside"]


def note(settings, site):
	return settings.state / "trees" / f"{site}.json"


def choice(settings, site):
	"""Rooms from the working tree and rooms as committed (None: all), or None for the common copy."""
	if not site:
		return None
	path = note(settings, site)
	return json.loads(path.read_text()) if path.exists() else None


def choose(settings, site, mine, others=None):
	"""Give a site a tree of its own; no rooms give it back the common copy."""
	path = note(settings, site)
	if not mine:
		path.unlink(missing_ok=True)
		shutil.rmtree(settings.state / "trees" / site, ignore_errors=True)
		return
	own(settings, path.parent)
	path.write_text(json.dumps({"mine": mine, "others": others}))
	give(settings, path)


def folder(settings, site):
	"""The copy this site runs."""
	return settings.app_copy if choice(settings, site) is None else settings.state / "trees" / site


def environment(settings, site):
	"""What a program needs in its environment to run the site's copy."""
	return {} if choice(settings, site) is None else {"PYTHONPATH": str(folder(settings, site))}


def refresh(settings, site, copy):
	"""Bring a site's own tree up to date; `copy` is the function that copies folder to folder."""
	chosen = choice(settings, site)
	if chosen is None:
		return
	mine, others = chosen["mine"], chosen["others"]
	target = folder(settings, site)
	stage = target.with_name(f"{site}.stage")
	shutil.rmtree(stage, ignore_errors=True)
	stage.mkdir(parents=True)
	archive = ["git", "-c", f"safe.directory={CLONE}", "-C", CLONE, "archive", "HEAD"]
	packed = subprocess.run([str(part) for part in archive], capture_output=True, check=True).stdout
	run(settings, ["tar", "-x", "-C", stage], root=True, input=packed, stdin=None)
	for name in [*ALWAYS, *(f"{APP}/{room}" for room in mine)]:
		source, place = CLONE / name, stage / name
		if place.is_dir():
			shutil.rmtree(place)
		if source.is_dir():
			shutil.copytree(source, place, symlinks=True)
		elif source.exists():
			place.parent.mkdir(parents=True, exist_ok=True)
			shutil.copyfile(source, place)
	for source in (CLONE / APP).glob("*.py"):
		shutil.copyfile(source, stage / APP / source.name)
	# A room left out, or not yet committed by anybody, is an empty one here.
	for room in (stage / APP / "modules.txt").read_text().lower().split():
		package = stage / APP / room
		if others is not None and room not in {*mine, *others}:
			shutil.rmtree(package, ignore_errors=True)
		package.mkdir(exist_ok=True)
		(package / "__init__.py").touch()
	with (stage / APP / "hooks.py").open("a", encoding="utf-8") as hooks:
		hooks.write((CLONE / "runtime" / "inside" / "prune_hooks.txt").read_text(encoding="utf-8"))
	own(settings, target)
	copy(settings, stage, target)
	shutil.rmtree(stage)
