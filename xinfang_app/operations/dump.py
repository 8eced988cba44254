"""Reading a database dump without loading it. Pure.

Rule: a backup counts only when its dump was read to its end: it unpacks, it holds the definition of every table, and it
ends as a whole dump ends. The rows counted here are what a restored database must hold, to the row.
"""

import gzip
import re
from dataclasses import dataclass, field
from pathlib import Path

CREATE = re.compile(rb"CREATE TABLE `([^`]+)`")
INSERT = re.compile(rb"(?:INSERT|REPLACE) (?:IGNORE )?INTO `([^`]+)`(?: \([^)]*\))? VALUES\s*")
# The client escapes line ends, so a quoted text never leaves its line.
QUOTED = re.compile(rb"'[^'\\]*(?:\\.[^'\\]*)*'", re.S)
#: What mysqldump and mariadb-dump write last, with and without comments.
END = (
	b"-- Dump completed",
	b"/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES",
	b"/*M!100616 SET NOTE_VERBOSITY=@OLD_NOTE",
)


class BrokenDump(Exception):
	"""The dump cannot be read, or not to its end."""


@dataclass
class Dump:
	"""`rows` has every table of the dump, empty ones too."""

	rows: dict[str, int] = field(default_factory=dict)
	complete: bool = False


def read(path: Path) -> Dump:
	"""Read the gzipped dump at `path` and return what it holds. Raises BrokenDump."""
	found, table = Dump(), None
	try:
		with gzip.open(path, "rb") as stream:
			for line in stream:
				table = _line(found, table, line)
	except (OSError, EOFError, ValueError) as error:
		raise BrokenDump(f"{path.name}: {error}") from error
	if not found.complete:
		raise BrokenDump(f"{path.name}: it ends in the middle")
	return found


def _line(found: Dump, table: str | None, line: bytes) -> str | None:
	"""Take one line; return the table whose rows the next line goes on with."""
	if table is None:
		if line.startswith(END):
			found.complete = True
		if created := CREATE.match(line):
			found.rows.setdefault(created.group(1).decode(), 0)
		begun = INSERT.match(line)
		if not begun:
			return None
		table, line = begun.group(1).decode(), line[begun.end() :]
	bare = QUOTED.sub(b"", line)
	found.rows[table] = found.rows.get(table, 0) + bare.count(b"(")
	return None if bare.rstrip().endswith(b";") else table
