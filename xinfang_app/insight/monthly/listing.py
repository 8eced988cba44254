"""The rows behind one figure of the monthly table.

As many rows as the figure says; for people (人次) as many heads. Title and matter are shown where the user may open the
piece today; of a piece that has left his range since the month was closed he sees what the closed table told him.
"""

from frappe import _

from xinfang_app.access import scope
from xinfang_app.insight.monthly import counting, definitions, dimensions
from xinfang_app.insight.monthly.definitions import PIECE
from xinfang_app.insight.monthly.figure import (
	ADDED,
	OWN,
	REMOVED,
	SEALED,
	SEALED_ADDED,
	Figure,
	matches,
)
from xinfang_app.insight.monthly.view import View


def rows(view: View, figure: Figure) -> list[counting.Row]:
	"""Return the pieces (or corrections) that `figure` counts."""
	measure = definitions.measures()[figure.measure]
	if figure.kind == OWN:
		found = counting.rows(view, figure.month)
	elif figure.kind in (ADDED, REMOVED):
		sign = 1 if figure.kind == ADDED else -1
		found = [
			row
			for row in counting.corrections(view, figure.month)
			if row.sign == sign and figure.corrected in (None, row.month)
		]
	else:
		return []
	return [row for row in found if matches(row, figure.where) and measure.takes(row)]


def sealed(view: View, figure: Figure) -> list[counting.SealedRow]:
	"""Return the sealed pieces that `figure` counts."""
	if figure.kind == SEALED:
		return counting.sealed(view, figure.month) or []
	sign = 1 if figure.kind == SEALED_ADDED else -1
	return [row for row in counting.sealed_corrections(view, figure.month) if row.sign == sign]


def titles(view: View, names: list[str]) -> dict[str, dict]:
	"""Return {piece: {title, petition}} of those of the pieces `names` that the user may open."""
	found: dict[str, dict] = {}
	for start in range(0, len(names), 1000):
		part = scope.get_list(
			PIECE,
			filters={"name": ("in", names[start : start + 1000])},
			fields=["name", "title", "petition"],
			user=view.user,
		)
		found.update({row.name: row for row in part})
	return found


def is_about_sealed(figure: Figure) -> bool:
	"""Return whether the figure counts sealed pieces."""
	return figure.kind not in (OWN, ADDED, REMOVED)


def explain(rows: list[counting.Correction]) -> dict[tuple[str, int], str]:
	"""Return for each correction (piece, sign) why it was made, and what changed: the values before and after."""
	told: dict[tuple[str, int], str] = {}
	by_piece: dict[str, dict[int, counting.Correction]] = {}
	for row in rows:
		by_piece.setdefault(row.piece, {})[row.sign] = row
	for piece, signs in by_piece.items():
		changed = _changes(signs[-1], signs[1]) if len(signs) == 2 else ""
		for sign, row in signs.items():
			told[piece, sign] = f"{_(row.reason)}({changed})" if changed else _(row.reason)
	return told


def _changes(before: counting.Correction, after: counting.Correction) -> str:
	labels = dimensions.all_of_them()
	parts = [
		f"{labels[key].label}:{_value(before, key)}→{_value(after, key)}"
		for key in ("form", "source_level", "category", "place", "organ", "is_repeat")
		if getattr(before, key) != getattr(after, key)
	]
	if before.heads != after.heads:
		parts.append(f"{definitions.measures()['heads'].label}:{before.heads}→{after.heads}")
	return ";".join(parts)


def _value(row: counting.Correction, key: str) -> str:
	return dimensions.label_of(key, dimensions.text(getattr(row, key)))
