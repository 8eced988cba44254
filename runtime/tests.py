"""`make test` and `runtime/test`: linters, then pytest in the bench's Python on a real site.

The tests run in parts, the longest first, and each of the test sites takes the next part when it has done one: the demo
county alone fills one core for minutes. One site more than cores, for browsers, killed processes and the database leave
gaps. What a part prints comes whole when it has ended.
"""

import os
import re
import shlex
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from . import app, assets, build, dumps, mariadb, redis, services, site, trees
from .say import Steps, line
from .shell import run

#: How many test sites work side by side, each a twin of the first.
SITES = 3
#: What is left when the others are named, so that no folder is forgotten.
REST = "the rest"
PARTS = [
	["tests/site/demo"],
	["tests/browser", "tests/web"],
	["tests/security"],
	["tests/site/petition", "tests/site/handling", "tests/site/reception"],
	[REST],
	["tests/browser/beside"],
	["tests/site/hearing", "tests/site/leadership", "tests/site/review"],
	["tests/faults", "tests/restore"],
	["tests/site/letters", "tests/site/operations"],
	["tests/site/office", "tests/site/organization", "tests/site/workflows"],
	[
		"tests/site/accountability",
		"tests/site/deadline",
		"tests/site/duties",
		"tests/site/messages",
		"tests/site/supervision_letters",
	],
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
	others = [name.replace(".", f"{number}.", 1) for number in range(2, 1 + SITES)]
	with services.stopped_on_failure(settings):
		build.bench(settings, step, dev=True)
		step(f"站点 {name}", f"site {name}")
		narrowed = shlex.split(os.environ.get("T", ""))
		(site.ensure if narrowed else site.renew)(settings, name)
		if not narrowed:
			for other in others:
				site.twin(settings, other, name)
		wanted = narrowed or existing(settings)
		if wants_web(wanted):
			services.start_web(settings)
			services.start_jobs(settings, scheduler=False)
	step("代码检查与测试", "linters and tests")
	clean = True if narrowed else lint(settings)
	if narrowed:
		code = pytest(settings, name, wanted)
	else:
		code = in_parts(settings, [name, *others])
	if not clean:
		line("✗ 代码检查未通过,见上文 · linters failed, see above")
	return code or (0 if clean else 1)


def in_parts(settings, sites):
	"""All tests, part by part, by as many processes at once as there are sites; returns the first bad exit code."""
	free, said = list(sites), threading.Lock()

	def one(part):
		# A worker has a site to itself for as long as its part runs.
		with said:
			at = free.pop()
			line(f"… {at}: {' '.join(part)}")
		log = settings.state / "log" / f"tests-{at}.log"
		log.unlink(missing_ok=True)
		begun = time.monotonic()
		try:
			code = pytest(
				settings, at, ["--durations=10", "--durations-min=2", *paths(settings, part)], log=log
			)
			if code:
				# What is left behind by a test that was broken off would fail every part that follows here.
				site.put_back(settings, at, dumps.of(settings, sites[0]))
			if code == 1 and (files := to_try_again(log.read_text(errors="replace"))):
				with said:
					line(f"↻ {at}: {' '.join(files)}")
				code = pytest(settings, at, files, log=log)
				if code:
					site.put_back(settings, at, dumps.of(settings, sites[0]))
		finally:
			with said:
				free.append(at)
				line(f"{at}: {' '.join(part)}, {time.monotonic() - begun:.0f} s")
				print(log.read_text(errors="replace") if log.exists() else "", flush=True)
		return code

	with ThreadPoolExecutor(len(sites)) as pool:
		codes = list(pool.map(one, PARTS))
	for part, code in zip(PARTS, codes, strict=True):
		if code:
			line(f"✗ {' '.join(part)}: pytest {code}")
	return next((code for code in codes if code), 0)


def to_try_again(log):
	"""The browser's files with a failure, where every failure is one: on a busy machine a click may come before its page.

	They are run once more, whole and on a clean site; the first failure stays in what is printed.
	"""
	failures = re.findall(r"^(?:FAILED|ERROR) (\S+?\.py)(?:::| |$)", log, flags=re.MULTILINE)
	browsers = [path for path in failures if path.startswith("tests/browser/")]
	return list(dict.fromkeys(browsers)) if len(browsers) == len(failures) else []


def paths(settings, part):
	"""What pytest is told to run for `part`: its folders, without those below them that are a part of their own."""
	elsewhere = [folder for other in PARTS if other not in (part, [REST]) for folder in other]
	wanted = part if part != [REST] else [one for one in existing(settings) if one not in elsewhere]
	below = [one for one in elsewhere if any(one.startswith(f"{folder}/") for folder in wanted)]
	return wanted + [f"--ignore={folder}" for folder in below]


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
		"XF_DB_SOCKET": mariadb.socket(settings),
		"XF_CACHE_SOCKET": redis.socket(settings, "cache"),
		**trees.environment(settings, name),
	}
	command = [settings.python, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
	folder = trees.folder(settings, name)
	return run(settings, command, cwd=folder, env=env, check=False, log=log).returncode
