"""Rota rules: kept by the office that runs the receptions, or by the petition admin of its county.

Rule. A rule names whose leaders receive, on which days, at what hours and where. The leaders stand in the order of
their turns with the post told to the public; without any, all leaders of the organ take turns. A rule that was used is
switched off, not deleted: rotas refer to it.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_time

from xinfang_app.organization import codes, posting
from xinfang_app.organization.roles import ADMIN_ROLE, LEADERS
from xinfang_app.petition import acting, handling
from xinfang_app.reception.leaders import days
from xinfang_app.reception.leaders.errors import RotaRefused

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def check(rule: Document) -> None:
	"""Refuse a rule that sets no days, or of an office that is not the user's. Raises RotaRefused, NotYourOrgan."""
	before = rule.get_doc_before_save()
	for office in {rule.holder, before.holder if before else rule.holder}:
		_require_keeper(office)
	place, own = (
		frappe.get_cached_value("Organ", organ, "place_code") for organ in (rule.organ, rule.holder)
	)
	if rule.organ != rule.holder and not (place and own and codes.contains(own, place)):
		frappe.throw(
			_("{0} lies outside the range of {1}.").format(
				acting.organ_title(rule.organ), acting.organ_title(rule.holder)
			),
			RotaRefused,
		)
	_check_days(rule)
	if get_time(rule.begins_at) >= get_time(rule.ends_at):
		frappe.throw(_("The reception ends before it begins."), RotaRefused)
	seen = set()
	for row in rule.leaders:
		if row.user in seen:
			frappe.throw(_("{0} stands twice among the leaders.").format(_name(row.user)), RotaRefused)
		seen.add(row.user)
		if row.user not in posting.users_at(rule.organ, LEADERS):
			frappe.throw(
				_("{0} is no leader in post at {1}.").format(_name(row.user), acting.organ_title(rule.organ)),
				RotaRefused,
			)


def refuse_used(rule: Document) -> None:
	"""Refuse to delete a rule that rotas were made by."""
	if frappe.db.exists("Reception Rota", {"rule": rule.name}):
		frappe.throw(_("Rotas were made by this rule; switch it off instead."), RotaRefused)


def days_in(rule: Document, first: date, calendar) -> list[days.SetDay]:
	"""Return the days that `rule` sets in the month of `first`."""
	times = cint(rule.times) * (len(people(rule)) if rule.each_leader else 1)
	return days.of_month(
		first,
		rule.pattern,
		calendar,
		digits=days.numbers(rule.digits, 0, 9),
		weekdays=days.numbers(rule.weekdays, 1, 5),
		times=times,
		rest_days=rule.rest_days or days.MOVED,
	)


def people(rule: Document) -> list[str]:
	"""Return the leaders in the order of their turns."""
	return [row.user for row in rule.leaders] or posting.users_at(rule.organ, LEADERS)


def fixed(rule: Document) -> dict[int, str]:
	"""Return who is set for a weekday (1 is Monday)."""
	return {WEEKDAYS.index(row.weekday) + 1: row.user for row in rule.leaders if row.weekday in WEEKDAYS}


def hours(begins_at, ends_at) -> str:
	"""Return the hours of a reception as they are told: 09:00—12:00."""
	return "—".join(get_time(value or "09:00:00").strftime("%H:%M") for value in (begins_at, ends_at))


def post_of(organ: str, user: str, rule: Document | None = None) -> str:
	"""Return the post of a leader as the public is told it."""
	for row in rule.leaders if rule else ():
		if row.user == user and row.post:
			return row.post
	others = frappe.get_all("Reception Rule", filters={"organ": organ, "enabled": 1}, pluck="name", limit=0)
	told = frappe.get_all(
		"Reception Rule Leader",
		filters={"parent": ("in", others or ("",)), "user": user, "post": ("is", "set")},
		pluck="post",
		limit=1,
	)
	if told:
		return told[0]
	title = acting.organ_title(organ)
	return (_("Head of {0}") if posting.head_of(organ) == user else _("Leader of {0}")).format(title)


def _check_days(rule: Document) -> None:
	try:
		digits, weekdays = days.numbers(rule.digits, 0, 9), days.numbers(rule.weekdays, 1, 5)
	except ValueError:
		frappe.throw(_("Write last digits as 5,0 and weekdays as 1,4."), RotaRefused)
	needed = {days.DIGITS: digits, days.WEEKDAYS: weekdays, days.TIMES: 0 < cint(rule.times) <= 31}
	if not needed.get(rule.pattern, True):
		handling.demand(None, _(rule.pattern))


def _require_keeper(office: str) -> None:
	user = frappe.session.user
	if user == "Administrator" or acting.acts_for(office, user):
		return
	admins = [row.organ for row in posting.current(user) if row.post == ADMIN_ROLE]
	if not any(posting.county_of(organ) == posting.county_of(office) for organ in admins):
		acting.require_at(office)


def _name(user: str) -> str:
	return frappe.utils.get_fullname(user)
