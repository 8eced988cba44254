"""What a bundle takes from registries: Python wheels, the Node packages that run, Debian's packages."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import node_packages, tools
from .backup_file import digest
from .settings import APP
from .shell import own, run

#: What `bench init` and editable installs ask for besides.
BUILDERS = ["flit_core>=3.4,<4", "pip", "wheel", "packaging"]
#: Needed while the desk runs: the socket.io server, and what pages load from `node_modules` by address.
RUNS = ("@redis/client", "cookie", "socket.io")
LOADED = re.compile(r"assets/frappe/node_modules/((?:@[\w.-]+/)?[\w.-]+)/")


def wheels(settings, app, stage, folder):
	"""Every Python package of the bench and of its tools, as a wheel: nothing is compiled where it is installed."""
	own(settings, folder)
	log = settings.state / "log" / "bundle.log"
	wanted = stage / "wanted.in"
	wanted.write_text(f"frappe @ file://{stage}/apps/frappe\n{APP}[ocr] @ file://{stage}/apps/{APP}\n")
	pinned = stage / "pinned.txt"
	command = [
		"uv",
		"pip",
		"compile",
		"--quiet",
		"--no-annotate",
		"--no-header",
		"--python",
		settings["XF_PYTHON"],
	]
	env = tools.uv_environment(settings)
	run(settings, [*command, wanted, "-o", pinned], cwd=stage, log=log, env=env)
	lines = [text for text in pinned.read_text().splitlines() if text and "file://" not in text]
	pinned.write_text("\n".join(lines) + "\n")
	pip = [settings.tools / "python", "-m", "pip", "wheel", "--quiet", "-w", folder]
	run(settings, [*pip, "--no-deps", "-r", pinned, *BUILDERS], cwd=stage, log=log)
	constraints = tools.readable(settings, tools.CONSTRAINTS)
	run(settings, [*pip, "--constraint", constraints, *tools.PINNED, tools.NODE], cwd=stage, log=log)


def node(settings, folder):
	"""The packages that run, and theirs; what only builds the assets stays behind."""
	source = node_packages.folder(settings) / "node_modules"
	lock = json.loads((node_packages.FOLDER / "package-lock.json").read_text())["packages"]
	for place in closure(lock, [*RUNS, *loaded(settings)]):
		target = folder / place.removeprefix("node_modules/")
		target.parent.mkdir(parents=True, exist_ok=True)
		# A package inside another's folder comes with that one.
		if not target.exists():
			shutil.copytree(source / place.removeprefix("node_modules/"), target, symlinks=True)


def loaded(settings):
	"""Packages that Frappe's pages ask the web server for."""
	found = set()
	root = settings.state / "frappe-repo" / "frappe"
	for path in root.rglob("*"):
		if path.suffix in (".js", ".html", ".py", ".css", ".scss", ".vue", ".ts") and path.is_file():
			found.update(LOADED.findall(path.read_text(encoding="utf-8", errors="ignore")))
	return sorted(found)


def closure(lock, wanted):
	"""Where the named packages and all they need lie, by a package-lock's `packages`: nearest folder first."""
	places, waiting = [], [("", name) for name in wanted]
	while waiting:
		inside, name = waiting.pop()
		place = nearest(lock, inside, name)
		if place is None or place in places:
			continue
		places.append(place)
		needs = {**lock[place].get("dependencies", {}), **lock[place].get("optionalDependencies", {})}
		waiting += [(place, other) for other in needs]
	return sorted(places)


def nearest(lock, inside, name):
	"""Where Node finds `name` from the package at `inside`; None for an optional one that is not there."""
	while True:
		place = f"{inside}/node_modules/{name}".lstrip("/")
		if place in lock:
			return place
		if not inside:
			return None
		inside = inside.rpartition("/node_modules/")[0] if "/node_modules/" in inside else ""


def debs(settings, folder, packages):
	"""Debian's packages with all they need, down to the C library, and an index: apt takes what a machine lacks."""
	folder.mkdir(parents=True)
	with tempfile.TemporaryDirectory() as temporary:
		nothing = Path(temporary) / "status"
		nothing.touch()
		(Path(temporary) / "archives" / "partial").mkdir(parents=True)
		apt = [
			*("apt-get", "-y", "--no-install-recommends", "--download-only"),
			*("-o", f"Dir::State::status={nothing}", "-o", f"Dir::Cache::archives={temporary}/archives"),
			*("-o", "APT::Sandbox::User=root", "-o", "DPkg::Lock::Timeout=300"),
		]
		env = {"DEBIAN_FRONTEND": "noninteractive", "HOME": "/root"}
		log = settings.state / "log" / "bundle.log"
		run(settings, [*apt, "install", *packages], root=True, cwd="/", env=env, log=log)
		for path in (Path(temporary) / "archives").glob("*.deb"):
			shutil.move(path, folder / path.name.replace("%3a", "_"))
	index(folder)


def index(folder):
	"""`Packages`, by which apt finds them. Written from the packages themselves."""
	entries = []
	for path in sorted(folder.glob("*.deb")):
		control = subprocess.run(
			["dpkg-deb", "-f", str(path)], capture_output=True, text=True, check=True
		).stdout
		with open(path, "rb") as stream:
			total = digest(stream)
		entries.append(
			f"{control.rstrip()}\nFilename: ./{path.name}\nSize: {os.path.getsize(path)}\nSHA256: {total}\n"
		)
	(folder / "Packages").write_text("\n".join(entries))
