"""Comparing the present site with the manifest of a backup: what `bench xinfang-compare` asks and prints.

Rule: nothing is changed. Every table is counted, every file is read, and up to `SAMPLE` rows of each kind of cipher
text are opened; nothing of them is shown. A difference is told by the name of the table or file.
"""

from pathlib import Path

import frappe

from xinfang_app.access import opens
from xinfang_app.operations import archive, backup, compare

SAMPLE = 2000
WORDS = {
	opens.IDENTITIES: ("可解密的身份字段", "identities that open"),
	opens.HASHES: ("可检索的身份哈希", "identity hashes that match"),
	opens.SEALED: ("可解密的密封件", "sealed accusations that open"),
	opens.PAPERS: ("可解密的密封附件", "sealed papers that open"),
}


def results(manifest: dict, after_migrate: bool = False) -> list[compare.Result]:
	"""Return what differs and what does not."""
	found = rows()
	if after_migrate:
		first = [compare.migrated(manifest["tables"], found)]
	else:
		first = [*compare.tables(manifest["tables"], found), compare.files(manifest["files"], files())]
	return [*first, *(compare.opened(*WORDS[kind], *pair) for kind, pair in opens.check(SAMPLE).items())]


def rows() -> dict[str, int]:
	"""Return how many rows each table of the site has."""
	# A table's name cannot be a parameter; these come from the database itself.
	return {
		table: frappe.db.sql("select count(*) from `{}`".format(table.replace("`", "``")))[0][0]
		for table in backup.tables()
	}


def files() -> dict[str, str]:
	"""Return the checksum of each of the site's files."""
	found = {}
	for kind in ("public", "private"):
		root = Path(frappe.get_site_path(kind))
		for path in sorted((root / "files").rglob("*")):
			if path.is_file():
				found[f"{kind}/{path.relative_to(root).as_posix()}"] = archive.sha256(path)
	return found
