"""The rows behind one figure of 信访情况月报, for the session's user."""

from frappe import _
from frappe.utils import escape_html

from xinfang_app.insight.monthly import columns, counting, dimensions, listing, view
from xinfang_app.insight.monthly.figure import ADDED, REMOVED, Figure


def execute(filters: dict | None = None):
	"""Return columns and rows behind `filters.figure`, within `office`, `place` and `organ`."""
	filters = filters or {}
	bounds = view.of(filters.get("office"), filters.get("place"), filters.get("organ"))
	figure = Figure.parse(filters.get("figure"))
	if listing.is_about_sealed(figure):
		found = listing.sealed(bounds, figure)
		return columns.of_sealed(), [_sealed(row) for row in found], _message(figure, len(found))
	found = listing.rows(bounds, figure)
	known = listing.titles(bounds, [row.piece for row in found])
	rows = [_piece(row, known.get(row.piece)) for row in found]
	heads = sum(row.heads for row in found)
	if figure.kind not in (ADDED, REMOVED):
		return columns.of_pieces(), rows, _message(figure, len(found), heads)
	told = listing.explain(counting.corrections(bounds, figure.month))
	for row, entry in zip(rows, found, strict=True):
		row.update(
			month=entry.month.label,
			sign=_("added") if entry.sign > 0 else _("taken out"),
			why=told[entry.piece, entry.sign],
		)
	return columns.of_corrections(), rows, _message(figure, len(found), heads)


def _piece(row: counting.Row, known: dict | None) -> dict:
	return {
		"number": row.number,
		"title": known.title if known else _("(no longer in your range)"),
		"received_on": row.received_on,
		**{
			key: dimensions.label_of(key, dimensions.text(getattr(row, key)))
			for key in ("form", "source_level", "category", "place", "organ", "is_repeat")
		},
		"people": row.heads,
		"petition": known.petition if known else None,
	}


def _sealed(row: counting.SealedRow) -> dict:
	return {
		"number": row.number,
		"received_on": row.received_on,
		"form": dimensions.label_of("form", row.form),
	}


def _message(figure: Figure, rows: int, heads: int | None = None) -> str:
	words = _("{0}: {1} rows").format(figure.label, rows)
	if heads is not None:
		words += _(", {0} people").format(heads)
	return escape_html(words)
