"""The records behind one figure of 半年信访工作情况."""

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app.insight import half_year
from xinfang_app.insight.filters import period_of


def execute(filters: dict | None = None):
	"""Return columns and rows behind `filters.figure` in the period `from_date`–`to_date`."""
	figure = half_year.find((filters or {}).get("figure") or "H1")
	if not figure:
		frappe.throw(_("There is no figure {0} in the half-year table.").format(filters.get("figure")))
	rows = figure.rows(half_year.Material(period_of(filters)).rows(figure.source))
	if figure.source == "pieces":
		return _piece_columns(), [_piece(r) for r in rows]
	if figure.source == "assignments":
		return _assignment_columns(), [_assignment(r) for r in rows]
	if figure.source in half_year.WORK:
		return _work_columns(), [_work(r) for r in rows]
	return _clock_columns(), [_clock(r) for r in rows]


def _column(fieldname: str, label: str, fieldtype: str = "Data", width: int = 140, **more) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}


def _piece_columns() -> list[dict]:
	return [
		_column("number", _("Number"), width=180),
		_column("title", _("Title"), width=300),
		_column("form", _("Form"), width=80),
		_column("source_level", _("Source level"), width=90),
		_column("received_on", _("Received on"), "Datetime", 150),
		_column("done_on", _("Done on"), "Datetime", 150),
		_column("open_matters", _("Open matters"), "Int", 90),
		_column("petition", _("Petition"), "Link", 110, options="Petition"),
	]


def _piece(row) -> dict:
	return {
		"number": row.number,
		"title": row.title,
		"form": _(row.form, context="Petition Form"),
		"source_level": _(row.source_level, context="Source Level"),
		"received_on": row.received_on,
		"done_on": row.done_on,
		"open_matters": row.open_matters,
		"petition": row.petition,
	}


def _assignment_columns() -> list[dict]:
	return [
		_column("petition_number", _("Number"), width=180),
		_column("to_organ", _("Assigned to"), "Link", 180, options="Organ"),
		_column("sent_on", _("Assigned on"), "Datetime", 150),
		_column("due_on", _("Report due on"), "Date", 110),
		_column("passed_on", _("Report passed on"), "Datetime", 150),
		_column("referral", _("Petition Referral"), "Link", 110, options="Petition Referral"),
		_column("petition", _("Petition"), "Link", 110, options="Petition"),
	]


def _assignment(row) -> dict:
	return {
		"petition_number": row.petition_number,
		"to_organ": row.to_organ,
		"sent_on": row.sent_on,
		"due_on": row.due_on,
		"passed_on": row.passed_on,
		"referral": row.name,
		"petition": row.petition,
	}


def _clock_columns() -> list[dict]:
	return [
		_column("rule", _("Deadline Rule"), "Link", 100, options="Deadline Rule"),
		_column("organ", _("Organ"), "Link", 180, options="Organ"),
		_column("started_on", _("Started on"), "Datetime", 150),
		_column("due_on", _("Due on"), "Date", 110),
		_column("stopped_on", _("Ended on"), "Datetime", 150),
		_column("kept", _("In time"), "Check", 80),
		_column("petition", _("Petition"), "Link", 110, options="Petition"),
	]


def _clock(row) -> dict:
	return {
		"rule": row.rule,
		"organ": row.organ,
		"started_on": row.started_on,
		"due_on": row.due_on,
		"stopped_on": row.stopped_on,
		"kept": row.kept,
		"petition": row.petition,
	}


def _work_columns() -> list[dict]:
	return [
		_column("title", _("Title"), width=300),
		_column("organ", _("Organ"), "Link", 180, options="Organ"),
		_column("happened_on", _("Date"), "Date", 110),
		_column("leader", _("Leader"), width=100),
		_column("people", _("People received"), "Int", 100),
		_column("done", _("done"), "Check", 80),
		_column("doctype", _("Record"), width=110),
		_column("record", _("Open"), "Dynamic Link", 110, options="record_type"),
		_column("record_type", _("Type"), hidden=1),
	]


def _work(row) -> dict:
	return {
		"title": row.title,
		"organ": row.organ,
		"happened_on": getdate(row.happened_on),
		"leader": row.leader,
		"people": row.people,
		"done": int(row.done),
		"doctype": _(row.doctype),
		"record": row.name,
		"record_type": row.doctype,
	}
