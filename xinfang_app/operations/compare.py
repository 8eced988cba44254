"""Comparing a restored site with the manifest of its backup. Pure.

Rule: before it is migrated, a restored site holds exactly what the backup held: every table with every row, every file
with the same content, and every sampled cipher text opens with the keys given. One row less is a difference and is
named. After migrating, a table may have gained rows, and none may be gone or have lost any (sessions and logs aside).
"""

from dataclasses import dataclass, field

#: Tables that Frappe cleans by itself.
TRANSIENT = {"tabSessions", "tabDefaultValue", "__UserSettings", "__global_search", "tabPatch Log", "tabScheduled Job Type", "tabScheduled Job Log", "tabError Log", "tabActivity Log"}  # fmt: skip


@dataclass
class Result:
	"""One thing compared: how many there should be, how many are as they should be, and what is not."""

	title_zh: str
	title_en: str
	wanted: int
	found: int
	wrong: list[str] = field(default_factory=list)

	@property
	def same(self) -> bool:
		return not self.wrong and self.wanted == self.found

	def line(self) -> str:
		"""Return the result for the terminal, in both languages."""
		mark = "✓ 一致 · same" if self.same else "✗ 不一致 · differs"
		return f"{self.title_zh} · {self.title_en}: {self.found} / {self.wanted}  {mark}"


def tables(wanted: dict[str, int], found: dict[str, int]) -> list[Result]:
	"""Compare the rows of every table."""
	wrong = [
		f"{name}: {found.get(name, '—')} / {rows}"
		for name, rows in sorted(wanted.items())
		if found.get(name) != rows
	]
	wrong += [f"{name}: {found[name]} / —" for name in sorted(set(found) - set(wanted))]
	return [
		Result("表", "tables", len(wanted), len(wanted) - len(wrong), wrong),
		Result("行", "rows", sum(wanted.values()), sum(found.get(name, 0) for name in wanted)),
	]


def migrated(wanted: dict[str, int], found: dict[str, int]) -> Result:
	"""Compare after the migration: no table gone, none with fewer rows."""
	lost = [
		f"{name}: {found.get(name, '—')} / {rows}"
		for name, rows in sorted(wanted.items())
		if name not in TRANSIENT and found.get(name, -1) < rows
	]
	return Result(
		"迁移后未少行的表", "tables with no row lost by migrating", len(wanted), len(wanted) - len(lost), lost
	)


def files(wanted: dict[str, str], found: dict[str, str]) -> Result:
	"""Compare the content of every file."""
	wrong = [name for name, checksum in sorted(wanted.items()) if found.get(name) != checksum]
	extra = sorted(set(found) - set(wanted))
	return Result(
		"文件", "files", len(wanted), len(wanted) - len(wrong), [*wrong, *(f"+ {name}" for name in extra)]
	)


def opened(title_zh: str, title_en: str, tried: int, opened: int) -> Result:
	"""Compare how many cipher texts opened with how many were tried."""
	return Result(title_zh, title_en, tried, opened)
