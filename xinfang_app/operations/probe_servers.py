"""Database, Redis, disk, versions, settings."""

import platform
import shutil
import time
from pathlib import Path

import frappe
from frappe import _
from frappe.utils.background_jobs import get_redis_conn

import xinfang_app
from xinfang_app.operations import limits, words
from xinfang_app.operations.line import ATTENTION, FAULT, FINE, Line


def database() -> list[Line]:
	"""Whether MariaDB answers, and how fast."""
	began = time.monotonic()
	version = frappe.db.sql("select version()")[0][0]
	took = (time.monotonic() - began) * 1000
	said = _("{0} answers in {1} ms").format(version, f"{took:.0f}")
	slow = took > 200
	todo = _("Look at the load of the machine and at the disk.") if slow else ""
	return [Line("database", _("Servers"), _("Database"), ATTENTION if slow else FINE, said, todo)]


def redis() -> list[Line]:
	"""The cache and the queue."""
	return [
		_redis("redis_cache", _("Cache (Redis)"), frappe.cache),
		_redis("redis_queue", _("Queue of the jobs (Redis)"), get_redis_conn()),
	]


def _redis(key: str, title: str, connection) -> Line:
	try:
		connection.ping()
	except Exception:
		todo = _("Start Redis; without it nobody can log in and no job runs.")
		return Line(key, _("Servers"), title, FAULT, _("does not answer"), todo)
	return Line(key, _("Servers"), title, FINE, _("answers"))


def disk() -> list[Line]:
	"""Room where the site lies, and where the backups go if that is another disk."""
	places = {"disk": (_("Room on the disk of the site"), Path(frappe.get_site_path()))}
	folder = frappe.conf.get("xf_backup_dir")
	# Whether the folder may be looked into at all depends on who runs the web server.
	if folder and Path(folder).is_dir() and Path(folder).stat().st_dev != places["disk"][1].stat().st_dev:
		places["disk_backup"] = (_("Room on the disk of the backups"), Path(folder))
	found = []
	for key, (title, path) in places.items():
		room = shutil.disk_usage(path)
		state = limits.of_room(room.free, room.total)
		said = _("{0} free of {1}").format(words.size(room.free), words.size(room.total))
		todo = "" if state == FINE else _("Make room: old backups, logs, or a larger disk.")
		found.append(Line(key, _("Servers"), title, state, said, todo))
	return found


def versions() -> list[Line]:
	"""What is installed, for whoever is asked over the telephone."""
	said = f"xinfang_app {xinfang_app.__version__} · Frappe {frappe.__version__} · Python {platform.python_version()}"
	return [Line("versions", _("Versions and settings"), _("Versions"), FINE, said)]


def settings() -> list[Line]:
	"""Settings that no site in use should have."""
	conf = frappe.conf
	wrong = []
	if conf.get("developer_mode"):
		wrong.append(_("developer mode is on"))
	if conf.get("server_script_enabled"):
		wrong.append(_("server scripts are allowed"))
	if conf.get("maintenance_mode"):
		wrong.append(_("the site is in maintenance"))
	state = ATTENTION if wrong else FINE
	said = "；".join(wrong) or _("as they should be")
	todo = _("Change it in the site's configuration (site_config.json).") if wrong else ""
	return [Line("settings", _("Versions and settings"), _("Risky settings"), state, said, todo)]
