"""Dumps of sites' databases: to make a site in seconds, to put one back as it was."""

from . import mariadb
from .shell import give, run


def base(settings):
	"""Dump of a site with Frappe alone."""
	return settings.state / "base.sql"


def of(settings, site):
	"""Dump of a site as it was when just made or migrated."""
	return settings.state / f"{site}.sql"


def save(settings, database, path):
	"""Dump a database; the file appears only when it is whole."""
	temporary = path.with_suffix(".part")
	command = mariadb.client(settings, "--single-transaction", "--skip-comments", database)
	with open(temporary, "wb") as stream:
		give(settings, temporary)
		run(settings, ["mariadb-dump", *command[1:]], stdout=stream)
	temporary.rename(path)


def load(settings, database, path):
	"""Fill an empty database from a dump."""
	log = settings.state / "log" / "dump-load.log"
	with open(path, "rb") as stream:
		run(settings, mariadb.client(settings, database), stdin=stream, log=log)


def reload(settings, database, path):
	"""Put a database back; tables that came since go."""
	mariadb.sql(
		settings,
		f"drop database if exists `{database}`;"
		f"create database `{database}` character set utf8mb4 collate utf8mb4_unicode_ci;",
	)
	load(settings, database, path)
