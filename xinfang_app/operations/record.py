"""What is noted about backups and keys, for the health page: `xf_backup.json` beside the site's configuration.

A file and not a record: it must not be part of what is backed up, and it has to be there when the database is not.
It holds times, sizes, file names and fingerprints, no key.
"""

import json
import os
from pathlib import Path

import frappe

FILE = "xf_backup.json"


def path() -> Path:
	"""Return where the note of the present site lies."""
	return Path(frappe.get_site_path(FILE))


def read() -> dict:
	"""Return the note; empty when there is none or it cannot be read."""
	try:
		return json.loads(path().read_text(encoding="utf-8"))
	except (OSError, ValueError):
		return {}


def note(**values) -> None:
	"""Add to the note."""
	place = path()
	part = place.with_name(f"{FILE}.{os.getpid()}.part")
	part.write_text(
		json.dumps({**read(), **values}, ensure_ascii=False, indent=1, default=str), encoding="utf-8"
	)
	part.chmod(0o600)
	part.rename(place)
