"""Funds for help in money: what is budgeted, what is bound by approvals, what is left.

Rule: a fund belongs to one organ and one year. Bound is what was approved and what was given; a help that was declined or
refused frees its amount. Nothing is approved beyond what is left, nor beyond the most for one help. The budget is not
set below what is bound.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, getdate

from xinfang_app import when
from xinfang_app.settling.assistance_errors import AssistanceRefused

BINDING = ("Approved", "Help given")


def bound(fund: str, *, besides: str | None = None) -> float:
	"""Return how much of the fund named `fund` is approved or given, the record named `besides` left out."""
	filters = {"fund": fund, "stage": ["in", BINDING], **({"name": ["!=", besides]} if besides else {})}
	return sum(flt(amount) for amount in frappe.get_all("Assistance Record", filters=filters, pluck="amount"))


def left(fund: str) -> float:
	"""Return how much of the fund named `fund` is left."""
	return flt(frappe.db.get_value("Assistance Fund", fund, "amount")) - bound(fund)


def demand(record: Document) -> None:
	"""Refuse an amount that its fund does not carry. Raises AssistanceRefused."""
	if not flt(record.amount):
		return
	if not record.fund:
		frappe.throw(_("Help in money names the fund it comes from."), AssistanceRefused)
	fund = frappe.get_doc("Assistance Fund", record.fund, for_update=True)
	if not fund.enabled or fund.organ != record.organ or fund.year != getdate(when.today()).year:
		frappe.throw(_("This fund is not one of this organ for this year."), AssistanceRefused)
	if flt(fund.most_each) and flt(record.amount) > flt(fund.most_each):
		frappe.throw(
			_("One help from this fund is at most {0} yuan.").format(fund.most_each), AssistanceRefused
		)
	rest = flt(fund.amount) - bound(fund.name, besides=record.name)
	if flt(record.amount) > rest:
		frappe.throw(_("The fund has {0} yuan left.").format(rest), AssistanceRefused)


def of(organ: str) -> list[dict]:
	"""Return the funds of `organ` for this year, each with what is left: [{value, label, most_each}]."""
	rows = frappe.get_all(
		"Assistance Fund",
		filters={"organ": organ, "year": getdate(when.today()).year, "enabled": 1},
		fields=["name", "title", "most_each"],
		order_by="title asc",
	)
	return [
		{
			"value": row.name,
			"label": _("{0}, {1} yuan left").format(row.title, f"{left(row.name):,.2f}"),
			"most_each": row.most_each,
		}
		for row in rows
	]


def check(fund: Document) -> None:
	"""Before a save: no negative budget, none below what is bound. Raises AssistanceRefused."""
	if flt(fund.amount) < 0 or flt(fund.most_each) < 0:
		frappe.throw(_("A budget is not negative."), AssistanceRefused)
	if not fund.is_new() and flt(fund.amount) < bound(fund.name):
		frappe.throw(_("More than this is approved already."), AssistanceRefused)
