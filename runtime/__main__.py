"""`python3 -m runtime COMMAND …`; the Makefile and the small scripts beside this file call it."""

import os
import sys

from . import demo, dev, settings, system, tests
from .say import Stop, stopped

COMMANDS = {
	"demo": demo.run,
	"test-all": tests.run_all,
	"test": dev.test,
	"bench": dev.bench,
	"dev-site": dev.dev_site,
	"py": dev.script,
	"console": dev.console,
	"migrate": dev.migrate,
	"sync": dev.sync,
	"web": dev.web,
	"logs": dev.logs,
	"stop": dev.stop,
	"clean": dev.clean,
}


def main(argv):
	"""Run one command; a Stop becomes one line and exit code 2."""
	if not argv or argv[0] not in COMMANDS:
		print("python3 -m runtime " + " | ".join(COMMANDS), file=sys.stderr)
		return 2
	try:
		chosen = settings.load()
		system.become_root_or_user(chosen, argv)
		os.umask(0o022)
		return COMMANDS[argv[0]](chosen, argv[1:]) or 0
	except Stop as stop:
		stopped(stop)
		return 2
	except KeyboardInterrupt:
		return 130


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
