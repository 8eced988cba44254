"""`make test` and `runtime/test`: linters, then pytest in the bench's Python on a real site.

All tests run in two lanes side by side, each on a site of its own, since the demo county alone fills one core for
minutes. What the second lane prints comes whole after the first's.
"""

import os
import shlex
from concurrent.futures import ThreadPoolExecutor

from . import app, assets, build, services, site, trees
from .say import Steps, line
from .shell import run

#: What the second lane runs, on the second test site; the first runs the rest.
SECOND_LANE = [
	"tests/site/demo",
	"tests/site/accountability",
	"tests/site/duties",
	"tests/site/messages",
	"tests/security",
	"tests/restore",
	"tests/faults",
]
FOLDERS = [
	"tests/unit",
	"tests/site",
	"tests/security",
	"tests/restore",
	"tests/faults",
	"tests/web",
	"tests/browser",
]
NEED_WEB = ("tests/web", "tests/browser", "tests/security")


def run_all(settings, arguments):
	"""Everything, or what T names; returns the exit code."""
	step = Steps(6)
	step("检查系统与软件包", "checking the system and its packages")
	build.machine(settings)
	name = settings["XF_TEST_SITE"]
	second = name.replace(".", "2.", 1)
	with services.stopped_on_failure(settings):
		build.bench(settings, step, dev=True)
		step(f"站点 {name}", f"site {name}")
		narrowed = shlex.split(os.environ.get("T", ""))
		(site.ensure if narrowed else site.renew)(settings, name)
		if not narrowed:
			site.renew(settings, second)
		wanted = narrowed or existing(settings)
		if wants_web(wanted):
			services.start_web(settings)
			services.start_jobs(settings, scheduler=False)
	step("代码检查与测试", "linters and tests")
	clean = True if narrowed else lint(settings)
	if narrowed:
		code = pytest(settings, name, wanted)
	else:
		code = two_lanes(settings, name, second)
	if not clean:
		line("✗ 代码检查未通过,见上文 · linters failed, see above")
	return code or (0 if clean else 1)


def two_lanes(settings, first, second):
	"""All tests, in two processes at once; returns the exit code that is not zero, if any."""
	log = settings.state / "log" / "tests-second-lane.log"
	log.unlink(missing_ok=True)
	durations = ["--durations=10", "--durations-min=2"]
	rest = [*existing(settings), *(f"--ignore={folder}" for folder in SECOND_LANE)]
	rest = [argument for argument in rest if argument not in SECOND_LANE]
	with ThreadPoolExecutor(1) as pool:
		beside = pool.submit(pytest, settings, second, [*durations, *SECOND_LANE], log=log)
		code = pytest(settings, first, [*durations, *rest])
		other = beside.result()
	line(f"{second}: {' '.join(SECOND_LANE)}")
	print(log.read_text(errors="replace"), flush=True)
	return code or other


def run_some(settings, name, arguments):
	"""pytest on one engineer's site, with the working tree as it is now."""
	build_is_needed(settings)
	services.start_data(settings)
	app.sync(settings, site=name)
	if not arguments or any(a.startswith("tests") and not a.startswith("tests/unit") for a in arguments):
		site.ensure(settings, name, remake=False)
	if wants_web(arguments):
		assets.build(settings)
		services.start_web(settings)
	return pytest(settings, name, arguments or existing(settings))


def build_is_needed(settings):
	"""Stop with a hint when there is no bench yet."""
	if not build.is_made(settings):
		build.machine(settings)
		build.bench(settings, Steps(3), dev=True)


def existing(settings):
	"""The test folders that are there, in their order."""
	return [name for name in FOLDERS if (settings.app_copy / name).is_dir()]


def wants_web(arguments):
	"""Whether any of the named tests talks to a web server."""
	named = [a for a in arguments if a.startswith("tests")]
	return not named or any(a == "tests" or a.startswith(NEED_WEB) for a in named)


def lint(settings):
	"""ruff, ruff format and the import contract; all of them, so that one run shows everything."""
	copy, binaries = settings.app_copy, settings.bench / "env" / "bin"
	commands = [
		[binaries / "ruff", "check", "--no-cache", "."],
		[binaries / "ruff", "format", "--no-cache", "--check", "."],
	]
	if "[tool.importlinter]" in (copy / "pyproject.toml").read_text():
		commands.append([binaries / "lint-imports", "--no-cache"])
	codes = [run(settings, command, cwd=copy, check=False).returncode for command in commands]
	return not any(codes)


def pytest(settings, name, arguments, log=None):
	"""Run pytest in the app's copy; its summary is the last thing printed, or written to `log`."""
	env = {
		"XF_SITE": name,
		"XF_SITES_PATH": settings.sites,
		"XF_BASE_URL": settings.url(name, "test"),
		"XF_ADMIN_PASSWORD": settings["XF_ADMIN_PASSWORD"],
		**trees.environment(settings, name),
	}
	command = [settings.python, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
	folder = trees.folder(settings, name)
	return run(settings, command, cwd=folder, env=env, check=False, log=log).returncode
