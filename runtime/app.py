"""The app in the bench: always a copy of the working tree, so that the bench never writes into it."""

import hashlib
import os

from . import redis, services, stamps, tools, trees
from .locks import lock
from .settings import APP, CLONE
from .shell import give, own, run

NOT_COPIED = [
	".git",
	"node_modules",
	"__pycache__",
	"*.pyc",
	".pytest_cache",
	".ruff_cache",
	".hypothesis",
	".import_linter_cache",
	"*.egg-info",
	f"/{APP}/public/dist",
]


def sync(settings, dev=True, site=None):
	"""Copy what changed and install dependencies when pyproject changed.

	With a site, only that site forgets what it cached, and the servers read the new code when they are
	next asked for: other people work on the same bench. Without one, both happens now.
	"""
	with lock(settings, "sync"):
		# Run from a copy of its own, as tests do, it has nothing to copy.
		if settings.bench not in CLONE.parents:
			copy(settings, CLONE, settings.app_copy)
		# A bench in use has no linters and no tests; a bundle does not bring them.
		install(settings, dev and not settings.production)
		if site:
			trees.refresh(settings, site, copy)
		code = stamps.digest(trees.folder(settings, site) / APP)
		if not stamps.is_done(settings, f"cached-{site or 'all'}", code):
			redis.forget_cache(settings, database(settings, site) if site else None)
			stamps.done(settings, f"cached-{site or 'all'}", code)
	if not site:
		services.reload_code(settings)


def database(settings, site):
	"""Name of a site's database; every site's is made from its name."""
	return "_" + hashlib.sha1(f"{settings.bench}/{site}".encode()).hexdigest()[:16]


def copy(settings, source, target):
	"""rsync the app's sources, owned by the bench user."""
	own(settings, target)
	command = ["rsync", "-a", "--delete", "--checksum", "--chmod=Du=rwx,go=rX,Fu+rw,Fgo+rX"]
	command += [f"--exclude={pattern}" for pattern in NOT_COPIED]
	if os.geteuid() == 0:
		command.append(f"--chown={settings.user}:{settings.user}")
	else:
		command += ["--no-owner", "--no-group"]
	run(settings, [*command, f"{source}/", f"{target}/"], root=True, capture_output=True)


def install(settings, dev):
	"""`pip install -e` once; again only when the project's dependencies changed."""
	project = settings.app_copy / "pyproject.toml"
	key = stamps.digest(project, f"dev={dev}")
	both = stamps.digest(project, "dev=True")
	if stamps.is_done(settings, "app-install", both) or stamps.is_done(settings, "app-install", key):
		return
	target = f"{settings.app_copy}[{'dev,ocr' if dev else 'ocr'}]"
	# Naming Frappe again keeps its own pins in force while the app's dependencies are resolved.
	command = ["uv", "pip", "install", "--quiet", "--python", settings.python]
	command += ["-e", target, "-e", settings.bench / "apps" / "frappe"]
	run(settings, command, log=settings.state / "log" / "app-install.log", env=tools.uv_environment(settings))
	stamps.done(settings, "app-install", key)


def register(settings):
	"""List the app among those of the bench."""
	path = settings.sites / "apps.txt"
	names = path.read_text().split() if path.exists() else ["frappe"]
	if APP not in names:
		path.write_text("\n".join([*names, APP]) + "\n")
		give(settings, path)


def schema_key(settings, site):
	"""Changes with what `migrate` reads: DocTypes and other records, hooks, patches."""
	package = trees.folder(settings, site) / APP
	read = ("hooks.py", "patches.txt", "modules.txt", "install.py")
	return stamps.digest(*(p for p in stamps.files(package) if p.suffix == ".json" or p.name in read))
