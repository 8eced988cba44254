"""Tools beside the bench: the real `bench` command and uv, in an environment of their own."""

import json
import shutil

from . import stamps
from .say import Stop
from .shell import own, run

PINNED = ["frappe-bench==5.31.1", "uv==0.13.9"]
YARN = "yarn@1.22.22"


def install(settings):
	"""Make the environment, unless it is there with these versions."""
	key = stamps.digest(*PINNED, YARN if settings.upstream else "", settings["XF_PYTHON"])
	if stamps.is_done(settings, "tools", key):
		return
	own(settings, settings.bench, settings.state)
	folder = settings.state / "tools"
	if folder.exists():
		shutil.rmtree(folder)
	log = settings.state / "log" / "tools.log"
	try:
		run(settings, ["/usr/bin/python3", "-m", "venv", folder], log=log)
		run(settings, [folder / "bin" / "pip", "install", "--quiet", *PINNED], log=log)
		if settings.upstream:
			run(settings, ["npm", "install", "--global", "--prefix", folder, YARN], log=log)
	except Stop as stop:
		shutil.rmtree(folder, ignore_errors=True)
		raise Stop(f"bench 工具装不上,见 {log}", f"cannot install the bench command, see {log}") from stop
	stamps.done(settings, "tools", key)


def uv_environment(settings):
	"""uv does not read pip's configuration: hand it the index that pip uses, when one is set."""
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
		if name.split(".")[-1] == "index-url":
			found["UV_DEFAULT_INDEX"] = value.strip("'\"")
	return found


def versions(settings):
	"""Versions of the tools, for the log of a run."""
	asked = run(
		settings, [settings.tools / "pip", "list", "--format", "json"], capture_output=True, text=True
	)
	return {entry["name"]: entry["version"] for entry in json.loads(asked.stdout)}
