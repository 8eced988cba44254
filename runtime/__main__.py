"""`python3 -m runtime COMMAND …`; the Makefile and the small scripts beside this file call it."""

import importlib
import os
import sys

from . import settings, system
from .say import Stop, stopped

#: Command → module and function. Looked up when asked for: an installed bench has no demo.
COMMANDS = {
	"demo": "demo.run",
	"test-all": "tests.run_all",
	"test": "dev.test",
	"bench": "dev.bench",
	"dev-site": "dev.dev_site",
	"py": "dev.script",
	"console": "dev.console",
	"migrate": "dev.migrate",
	"sync": "dev.sync",
	"web": "dev.web",
	"logs": "dev.logs",
	"stop": "dev.stop",
	"clean": "dev.clean",
	# operations (docs/operations.md)
	"bundle": "bundle.command",
	"install": "install.command",
	"install-here": "installed.command",
	"up": "installed.up",
	"backup": "nightly.make_backup",
	"nightly": "nightly.command",
	"restore": "restore.command",
	"restore-drop": "restore.remove",
	"use": "restore.use",
}


def found(name):
	"""The function of a command."""
	module, function = COMMANDS[name].split(".")
	try:
		return getattr(importlib.import_module(f".{module}", __package__), function)
	except ModuleNotFoundError as missing:
		if missing.name != f"{__package__}.{module}":
			raise
		raise Stop(f"这里没有 {name} 命令", f"there is no command {name} here") from missing


def main(argv):
	"""Run one command; a Stop becomes one line and exit code 2."""
	if not argv or argv[0] not in COMMANDS:
		print("python3 -m runtime " + " | ".join(COMMANDS), file=sys.stderr)
		return 2
	try:
		chosen = settings.load()
		system.become_root_or_user(chosen, argv)
		os.umask(0o022)
		return found(argv[0])(chosen, argv[1:]) or 0
	except Stop as stop:
		stopped(stop)
		return 2
	except KeyboardInterrupt:
		return 130


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
