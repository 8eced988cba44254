"""What one backup is: a folder packed into one tar file, with a manifest and checksums inside. Pure.

Rule: the file holds the database, the files, and the configuration without any secret: not the keys that open
identities and sealed pieces, not the database's password. The manifest says what a restored site must hold: the rows of
every table, the checksum of every file, and the fingerprints of the keys that open it. `SHA256SUMS` is in the form that
`sha256sum -c` reads, so that a backup can be checked on any machine.
"""

import hashlib
import json
import re
import tarfile
from datetime import datetime
from pathlib import Path

FORMAT = 1
MANIFEST, SUMS, CONFIG = "manifest.json", "SHA256SUMS", "site_config.json"
DATABASE, PUBLIC, PRIVATE = "database.sql.gz", "files.tgz", "private-files.tgz"
PART = ".part"
NAME = re.compile(r"(\d{8}_\d{6})-(.+)\.tar")
STAMP = "%Y%m%d_%H%M%S"
#: Entries of a site's configuration that open something: they never go into a backup.
SECRET = re.compile(r"key|secret|password|token|credential", re.I)
#: Entries that belong to the machine or the database of before.
LOCAL = ("db_name", "db_host", "db_port", "db_socket", "db_user", "host_name", "xf_backup_dir", "xf_keys_dir")


def file_name(site: str, moment: datetime) -> str:
	"""Return the name of the backup of `site` made at `moment`."""
	return f"{moment.strftime(STAMP)}-{site}.tar"


def made_on(name: str) -> datetime | None:
	"""Return when the backup with this file name was made; None for a file that is no backup."""
	found = NAME.fullmatch(name)
	return datetime.strptime(found.group(1), STAMP) if found else None


def without_secrets(config: dict) -> dict:
	"""Return a site's configuration as it may lie in a backup."""
	return {key: value for key, value in config.items() if not SECRET.search(key) and key not in LOCAL}


def sha256(path: Path) -> str:
	"""Return the checksum of a file."""
	with open(path, "rb") as stream:
		return _sha256(stream)


def _sha256(stream) -> str:
	total = hashlib.sha256()
	while block := stream.read(2**20):
		total.update(block)
	return total.hexdigest()


def members(path: Path) -> dict[str, str]:
	"""Return the checksum of each file in a packed folder of files, by its path below that folder (`files/…`)."""
	found = {}
	with tarfile.open(path, "r:*") as packed:
		for member in packed:
			if member.isfile():
				found[below_files(member.name)] = _sha256(packed.extractfile(member))
	return found


def below_files(name: str) -> str:
	"""Return a member's name from its `files` on: Frappe packs them with the path from the bench."""
	return name[name.index("/files/") + 1 :] if "/files/" in name else name


def write_sums(folder: Path) -> None:
	"""Write the checksums of all files of `folder` beside them."""
	names = sorted(path.name for path in folder.iterdir() if path.name != SUMS)
	(folder / SUMS).write_text("".join(f"{sha256(folder / name)}  {name}\n" for name in names))


def pack(folder: Path, target: Path) -> None:
	"""Pack `folder` into `target`, which appears only when it is whole; its own checksum lies beside it."""
	part = target.with_name(target.name + PART)
	with tarfile.open(part, "w") as packed:
		# The manifest first: who asks for it need not read the rest.
		first = (MANIFEST, SUMS)
		for path in sorted(folder.iterdir(), key=lambda path: (path.name not in first, path.name)):
			packed.add(path, path.name)
	part.chmod(0o600)
	checksum = target.with_name(target.name + ".sha256")
	checksum.write_text(f"{sha256(part)}  {target.name}\n")
	checksum.chmod(0o600)
	part.rename(target)


def fingerprint(key: str) -> str:
	"""Return by what a key is known without being told."""
	return hashlib.sha256(f"xinfang key {key}".encode()).hexdigest()[:16]


def fingerprints(config: dict, names) -> dict[str, list[str]]:
	"""Return the fingerprints of the keys `names` in a configuration; an entry may be a list of keys."""
	found = {}
	for name in names:
		value = config.get(name)
		values = [value] if isinstance(value, str) else list(value or ())
		found[name] = [fingerprint(key) for key in values]
	return found


def read_manifest(path: Path) -> dict:
	"""Return the manifest in a backup, or a manifest file itself. Raises ValueError when it is neither."""
	if path.suffix == ".json":
		manifest = json.loads(path.read_text(encoding="utf-8"))
	else:
		try:
			with tarfile.open(path) as packed:
				manifest = json.load(packed.extractfile(MANIFEST))
		except (tarfile.TarError, KeyError, OSError) as error:
			raise ValueError(str(error)) from error
	if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
		raise ValueError("format")
	return manifest
