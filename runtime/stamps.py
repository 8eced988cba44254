"""Stamps: a step whose inputs have the same content as last time is not done again."""

import hashlib
from pathlib import Path

from .shell import give, own

SKIPPED = {"__pycache__", "node_modules", "dist", ".pytest_cache", ".ruff_cache", ".hypothesis"}


def digest(*parts):
	"""Hash of texts and of the contents of files and folders."""
	total = hashlib.sha256()
	for part in parts:
		if isinstance(part, Path):
			for path in files(part):
				total.update(str(path.relative_to(part.parent)).encode() + b"\0")
				total.update(path.read_bytes() + b"\0")
		else:
			total.update(str(part).encode() + b"\0")
	return total.hexdigest()[:24]


def files(path):
	"""Files of a folder in a fixed order; a file stands for itself."""
	if path.is_file():
		return [path]
	if not path.is_dir():
		return []
	return sorted(
		found
		for found in path.rglob("*")
		if found.is_file()
		and not SKIPPED.intersection(found.relative_to(path).parts)
		and found.suffix != ".pyc"
	)


def is_done(settings, name, key):
	"""Whether step `name` was last done with this key."""
	path = settings.state / "stamps" / name
	return path.exists() and path.read_text() == key


def done(settings, name, key):
	"""Note that step `name` is done with this key."""
	own(settings, settings.state / "stamps")
	path = settings.state / "stamps" / name
	path.write_text(key)
	give(settings, path)


def forget(settings, name):
	"""The step has to be done again."""
	(settings.state / "stamps" / name).unlink(missing_ok=True)
