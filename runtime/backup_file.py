"""A backup as the restore reads it: whole, of a known form, and opened by the keys given. Written by the app
(`xinfang_app/operations/archive.py`, which tells what is in it).

Rule: everything that can be wrong with a file is found before anything is made.
"""

import hashlib
import json
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path

from .say import Stop

FORMAT = 1
MANIFEST, SUMS, CONFIG = "manifest.json", "SHA256SUMS", "site_config.json"
DATABASE, PUBLIC, PRIVATE = "database.sql.gz", "files.tgz", "private-files.tgz"
PARTS = {MANIFEST, SUMS, CONFIG, DATABASE, PUBLIC, PRIVATE}
KEYS = ("xf_identity_key", "xf_hash_key", "xf_sealed_key")
#: Beside those: Frappe's own. What it opens can be typed again.
FRAPPE_KEY = "encryption_key"


@dataclass
class BackupFile:
	"""A backup that was found whole."""

	path: Path
	manifest: dict

	@property
	def needs_keys(self):
		"""Whether anything in it is encrypted."""
		return any(self.manifest.get("encrypted", {}).values())


def check(given):
	"""Read the file to its end; Stop at whatever is wrong with it."""
	path = Path(given)
	if not given or not path.is_file():
		raise Stop(
			f"没有备份文件 {given or '(未给 FILE)'}", f"no backup file {given or '(FILE is not given)'}"
		)
	try:
		with tarfile.open(path) as packed:
			names = packed.getnames()
			if set(names) != PARTS or len(names) != len(PARTS):
				raise wrong(path)
			sums = dict(
				reversed(text.split()) for text in packed.extractfile(SUMS).read().decode().splitlines()
			)
			for name in PARTS - {SUMS}:
				if digest(packed.extractfile(name)) != sums.get(name):
					raise Stop(
						f"备份已损坏:{path.name} 中的 {name}", f"the backup is damaged: {name} in {path.name}"
					)
			manifest = json.load(packed.extractfile(MANIFEST))
	except (tarfile.TarError, OSError, ValueError, KeyError, EOFError) as error:
		raise wrong(path) from error
	if manifest.get("format") != FORMAT:
		raise Stop("备份格式不是本版本的", "the backup is of another format than this version reads")
	return BackupFile(path, manifest)


def name_of(folder):
	"""From which site and moment an unpacked backup is."""
	manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
	return f"{manifest['site']} {manifest['made_on']}"


def wrong(path):
	return Stop(
		f"{path.name} 不是本系统的备份文件,或不完整", f"{path.name} is no backup of this app, or not whole"
	)


def digest(stream):
	total = hashlib.sha256()
	while block := stream.read(2**20):
		total.update(block)
	return total.hexdigest()


def fingerprint(key):
	"""By what a key is known without being told; the same in the app."""
	return hashlib.sha256(f"xinfang key {key}".encode()).hexdigest()[:16]


def read_keys(backup, given):
	"""The keys for the configuration of the restored site; Stop when they are missing or others."""
	if not given:
		if backup.needs_keys:
			raise Stop(
				"备份中有加密的身份或密封件,须用 KEYS=密钥文件 指明密钥",
				"the backup holds encrypted identities or sealed pieces: name the key file with KEYS=",
			)
		return {}
	path = Path(given)
	try:
		keys = json.loads(path.read_text(encoding="utf-8"))["keys"]
		found = {
			name: [keys[name]] if isinstance(keys[name], str) else list(keys[name] or ()) for name in KEYS
		}
	except (OSError, ValueError, KeyError, TypeError) as error:
		raise Stop(f"读不出密钥文件 {path.name}", f"cannot read the key file {path.name}") from error
	wanted = backup.manifest["keys"]
	for name in KEYS:
		# A list may have grown since: every key of the time of the backup has to be there.
		if not set(wanted.get(name, ())) <= {fingerprint(key) for key in found[name]}:
			raise Stop(
				f"密钥文件 {path.name} 与备份不符({name})",
				f"the key file {path.name} is not that of this backup ({name})",
			)
	return {name: value for name, value in keys.items() if value and name in (*KEYS, FRAPPE_KEY)}


def unpack(backup, folder):
	"""Unpack the parts into `folder`."""
	with tarfile.open(backup.path) as packed:
		for name in PARTS:
			with open(folder / name, "wb") as target:
				shutil.copyfileobj(packed.extractfile(name), target)
