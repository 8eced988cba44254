"""The site's keys, saved apart from its backups.

Rule: keys go into a file of their own that its owner alone may read, in a folder that is not the folder of the backups.
A file is written once for each set of keys and never thrown away: old backups need old keys. A file on paper, a stick
or in a safe is proved by `check`, which opens nothing and notes the day.
"""

import json
from datetime import datetime
from pathlib import Path

import frappe
from frappe.utils.password import get_encryption_key

from xinfang_app import when
from xinfang_app.access import keys
from xinfang_app.operations import archive, record

#: Frappe's own key opens the passwords of mail accounts and the like.
NAMES = (*keys.KEYS, "encryption_key")


class KeyFault(Exception):
	"""The file is none of ours, or not of this site."""


def present() -> dict[str, list[str]]:
	"""Return the fingerprints of the site's keys by name."""
	return archive.fingerprints(frappe.conf, NAMES)


def save(folder: Path, site: str) -> Path:
	"""Write the site's keys into `folder` unless a file with these keys lies there, and return the file."""
	get_encryption_key()
	mine = present()
	digest = archive.fingerprint(json.dumps(mine, sort_keys=True))
	folder.mkdir(parents=True, exist_ok=True, mode=0o700)
	target = folder / f"{site}-keys-{digest}.json"
	if not target.exists():
		content = {
			"site": site,
			"saved_on": when.now().isoformat(sep=" "),
			"fingerprints": mine,
			"keys": {name: frappe.conf.get(name) for name in NAMES},
		}
		part = target.with_suffix(".part")
		part.touch(mode=0o600)
		part.write_text(json.dumps(content, indent=1), encoding="utf-8")
		part.rename(target)
	return target


def read(path: Path) -> dict:
	"""Return the keys in a key file: {name: key or list}. Raises KeyFault."""
	try:
		content = json.loads(path.read_text(encoding="utf-8"))
		found = {name: content["keys"][name] for name in NAMES}
	except (OSError, ValueError, KeyError, TypeError) as error:
		raise KeyFault(f"{path.name}: {error}") from error
	return found


def check(path: Path) -> datetime:
	"""Compare the key file at `path` with the site's keys and note that it was looked at. Raises KeyFault."""
	if archive.fingerprints(read(path), NAMES) != present():
		raise KeyFault(path.name)
	now = when.now()
	record.note(keys_checked_on=now, keys_checked=present())
	return now
