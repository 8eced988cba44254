"""Sites: a base one made by `bench new-site` once, every other restored from its dump in seconds."""

import base64
import json
import os
import secrets
import shutil

from . import app, dumps, mariadb, redis, stamps, trees
from .locks import lock
from .settings import APP
from .shell import give, own, run

BASE = "base.localhost"
SETUP, SETUP_IN_USE = "site_setup.py", "site_setup_production.py"


def bench(settings, *arguments, **kwargs):
	"""Run the real bench command in the bench."""
	env = trees.environment(settings, named(arguments))
	return run(settings, [settings.tools / "bench", *arguments], cwd=settings.bench, env=env, **kwargs)


def named(arguments):
	"""The site a bench command line names with --site, or ''."""
	return dict(zip(arguments, arguments[1:], strict=False)).get("--site", "")


def inside(settings, script, site, *arguments, **kwargs):
	"""Run one of our scripts on a site with the bench's Python, in the sites folder."""
	path = settings.app_copy / "runtime" / "inside" / script
	env = trees.environment(settings, site)
	return run(settings, [settings.python, path, site, *arguments], cwd=settings.sites, env=env, **kwargs)


def make_base(settings):
	"""`bench new-site`, the setup wizard without a browser, then a dump; the site itself goes."""
	setup = settings.app_copy / "runtime" / "inside" / SETUP
	key = stamps.digest(
		setup, settings["XF_ADMIN_PASSWORD"], (settings.state / "stamps" / "bench").read_text()
	)
	if stamps.is_done(settings, "base", key) and dumps.base(settings).exists():
		return
	log = settings.state / "log" / "new-site.log"
	drop(settings, BASE)
	try:
		bench(
			settings,
			*("new-site", BASE, "--db-root-username", "root", "--no-mariadb-socket"),
			*("--db-root-password", mariadb.root_password(settings)),
			*("--admin-password", settings["XF_ADMIN_PASSWORD"]),
			log=log,
		)
		script = SETUP_IN_USE if settings.production else SETUP
		inside(settings, script, BASE, settings["XF_ADMIN_PASSWORD"], log=log)
		dumps.save(settings, database(settings, BASE), dumps.base(settings))
	finally:
		drop(settings, BASE)
	stamps.done(settings, "base", key)


def config_file(settings, site):
	return settings.sites / site / "site_config.json"


def config(settings, site):
	"""The site's own settings."""
	return json.loads(config_file(settings, site).read_text())


def database(settings, site):
	"""Name of the site's database (and of its user)."""
	return config(settings, site)["db_name"]


def exists(settings, site):
	return config_file(settings, site).exists() and (settings.state / "stamps" / f"site-{site}").exists()


def base_key(settings):
	"""What the base site was made from: a site remembers which base it came from."""
	return (settings.state / "stamps" / "base").read_text()


def create(settings, site, scheduler=False):
	"""A new site with the app installed; nothing stays when it fails."""
	log = settings.state / "log" / f"site-{site}.log"
	try:
		restore(settings, site)
		if not scheduler:
			write_config(settings, site, pause_scheduler=1)
		bench(settings, "--site", site, "install-app", APP, log=log)
	except BaseException:
		drop(settings, site)
		raise
	stamps.done(settings, f"site-{site}", base_key(settings))
	note_migrated(settings, site)


def restore(settings, site, dump=None, like=None):
	"""Database, folders and settings of a site, from a dump (default: the base site's); `like`: settings it begins with."""
	drop(settings, site)
	name = app.database(settings, site)
	password = secrets.token_urlsafe(12)
	make_database(settings, name, password)
	dumps.load(settings, name, dump or dumps.base(settings))
	folder = settings.sites / site
	for part in ("public/files", "private/files", "private/backups", "locks", "logs"):
		own(settings, folder / part)
	own_values = {
		"db_name": name,
		"db_password": password,
		"db_type": "mariadb",
		"host_name": settings.url(site),
	}
	# The key is made on first use otherwise: two processes at once would each make their own.
	key = {"encryption_key": base64.urlsafe_b64encode(os.urandom(32)).decode()}
	write_config(settings, site, **{**key, **(like or {}), **own_values})


def make_database(settings, name, password):
	"""An empty database and the user who owns it."""
	mariadb.sql(
		settings,
		f"create database `{name}` character set utf8mb4 collate utf8mb4_unicode_ci;"
		f"create user '{name}'@'%' identified by '{password}';"
		f"grant all privileges on `{name}`.* to '{name}'@'%';"
		f"create user '{name}'@'localhost' identified by '{password}';"
		f"grant all privileges on `{name}`.* to '{name}'@'localhost';",
	)


def write_config(settings, site, **values):
	"""Add to the site's settings."""
	path = config_file(settings, site)
	before = json.loads(path.read_text()) if path.exists() else {}
	merged = {**before, **values}
	if merged == before:
		return
	path.write_text(json.dumps(merged, indent=1, sort_keys=True) + "\n")
	path.chmod(0o600)
	give(settings, path)


def drop(settings, site):
	"""Remove a site with its database, if it is there."""
	folder = settings.sites / site
	names = {app.database(settings, site)}
	if config_file(settings, site).exists():
		names.add(database(settings, site))
	for name in names:
		mariadb.sql(
			settings,
			f"drop database if exists `{name}`; drop user if exists '{name}'@'%', '{name}'@'localhost';",
		)
	if folder.exists():
		shutil.rmtree(folder)
	stamps.forget(settings, f"site-{site}")
	stamps.forget(settings, f"migrated-{site}")
	stamps.forget(settings, f"saved-{site}")
	stamps.forget(settings, f"demo-{site}")


def migrate(settings, site):
	"""`bench migrate`."""
	log = settings.state / "log" / f"site-{site}.log"
	bench(settings, "--site", site, "migrate", "--skip-search-index", log=log)
	note_migrated(settings, site)


def note_migrated(settings, site):
	stamps.done(settings, f"migrated-{site}", app.schema_key(settings, site))


def is_current(settings, site):
	"""Whether the site's tables are those of the app as it is now."""
	return stamps.is_done(settings, f"migrated-{site}", app.schema_key(settings, site))


def ensure(settings, site, scheduler=False, remake=True):
	"""The site is there and current; a test site that cannot be migrated is made anew."""
	with lock(settings, f"site-{site}"):
		if not exists(settings, site):
			return create(settings, site, scheduler)
		if is_current(settings, site):
			return
		try:
			migrate(settings, site)
		except Exception:
			if not remake:
				raise
			create(settings, site, scheduler)


def renew(settings, site):
	"""The test site as it was when just made, current: what earlier runs left in it is gone, also one that was cut off."""
	saved = dumps.of(settings, site)
	key = f"{base_key(settings)} {app.schema_key(settings, site)}"
	with lock(settings, f"site-{site}"):
		if not (exists(settings, site) and saved.exists() and stamps.is_done(settings, f"saved-{site}", key)):
			# Nobody knows what is in it. Made anew it is there sooner than migrated.
			create(settings, site)
			dumps.save(settings, database(settings, site), saved)
			stamps.done(settings, f"saved-{site}", key)
			return
		put_back(settings, site, saved)


def put_back(settings, site, saved):
	"""A site as it was when `saved` was dumped from it or from its twin."""
	dumps.reload(settings, database(settings, site), saved)
	note_migrated(settings, site)
	for kind in ("public", "private"):
		shutil.rmtree(settings.sites / site / kind / "files", ignore_errors=True)
		own(settings, settings.sites / site / kind / "files")
	redis.forget_cache(settings, database(settings, site))


def twin(settings, site, of):
	"""A second test site in the clean state of the first, with its keys: the app is installed and migrated once."""
	with lock(settings, f"site-{site}"):
		restore(settings, site, dumps.of(settings, of), config(settings, of))
		redis.forget_cache(settings, database(settings, site))
		stamps.done(settings, f"site-{site}", base_key(settings))
		note_migrated(settings, site)
