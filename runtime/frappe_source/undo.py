"""Undo the mechanical renaming in the wheel, in file names and contents.

The order matters: the longer names first. Text files only; a file is text when it is UTF-8.
"""

import zipfile
from pathlib import PurePosixPath

RENAMES = [
	("criscostack", "frappe"),
	("CRISCOSTACK", "FRAPPE"),
	("Criscostack", "Frappe"),
	("criscoerp", "erpnext"),
	("Criscoerp", "ERPNext"),
	("Crisco", "Frappe"),
]
# One file was given a new name instead of a replaced one.
MOVED = {"frappe/utils/brik_helper.py": "frappe/utils/bench_helper.py"}


def original(text):
	"""A text with its first names back."""
	for new, old in RENAMES:
		text = text.replace(new, old)
	return text


def unpack(wheel, folder):
	"""Write the package under its own name into `folder`; returns the wheel's METADATA text."""
	metadata = ""
	with zipfile.ZipFile(wheel) as archive:
		for name in archive.namelist():
			content = archive.read(name)
			if PurePosixPath(name).parts[0].endswith(".dist-info"):
				if name.endswith("/METADATA"):
					metadata = content.decode("utf-8")
				continue
			path = original(name)
			path = folder / MOVED.get(path, path)
			path.parent.mkdir(parents=True, exist_ok=True)
			path.write_bytes(restored(content))
	return metadata


def restored(content):
	"""Contents of one file with the first names back, or as they are when not text."""
	try:
		return original(content.decode("utf-8")).encode("utf-8")
	except UnicodeDecodeError:
		return content
