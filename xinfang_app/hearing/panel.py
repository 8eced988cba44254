"""Who sits on the panel (听证主持人、听证员、记录人), and who may not.

Rule (arts. 28 §3, 31(6); local rules for the numbers, `settings`). The chair leads; the members decide by vote, at least
as many as is set and odd in number. The chair counts among them only where the settings say so. None of them, the recorder
included, has investigated the matter, worked on an opinion on it or reviewed it (`petition.answering.hands`); neither
chair nor member serves at the organ complained of, and no member serves at the organ whose handling is heard. Nobody is on the panel and a party at once, nobody sits twice, and
whoever stands aside from the matter sits not at all. What somebody without an account is, is told by his name and unit.

A county may lack people: the minimum is a setting, the rest is not.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.hearing import settings, who
from xinfang_app.hearing.errors import PanelRefused
from xinfang_app.hearing.vocabulary import CHAIR, MEMBER, RECORDER
from xinfang_app.organization import competence, posting
from xinfang_app.petition import acting
from xinfang_app.petition.answering import hands, recusal
from xinfang_app.review import casework
from xinfang_app.settling import booking


def fill(hearing: Document) -> None:
	"""Complete the rows: name and unit of those who have an account."""
	for row in hearing.panel:
		if not row.user:
			continue
		row.member_name = frappe.utils.get_fullname(row.user)
		organs = posting.organs_of(row.user, when.today())
		row.unit = row.unit or (acting.organ_title(organs[0]) if organs else None)


def keys(hearing: Document) -> dict[str, str]:
	"""Return key → name of everybody on the panel who does not stand aside (`booking.person`)."""
	return {
		booking.person(row.user, row.member_name, row.unit): row.member_name
		for row in hearing.panel
		if not row.stands_aside
	}


def check(hearing: Document, before: Document | None = None) -> None:
	"""Refuse a row that may not sit on this panel. Raises PanelRefused. The number is `check_number`'s.

	With `before`, only of rows that changed since it is asked whether they may sit.
	"""
	seated = [row for row in hearing.panel if not row.stands_aside]
	seen: set[str] = set()
	for row in seated:
		if not (row.member_name or "").strip() or not (row.unit or "").strip():
			_refuse(_("Row {0} of the panel: name and unit are needed.").format(row.idx))
		key = booking.person(row.user, row.member_name, row.unit)
		if key in seen:
			_refuse(_("{0} stands on the panel twice.").format(row.member_name))
		seen.add(key)
	for role, text in ((CHAIR, _("A hearing has one chair.")), (RECORDER, _("A hearing has one recorder."))):
		if len([row for row in seated if row.role == role]) > 1:
			_refuse(text)
	worked = hands_in(hearing.petition) if seated else hands.Hands(frozenset())
	known = {_person(row) for row in before.panel} if before else set()
	for row in seated:
		if _person(row) in known:
			continue
		fault = _fault(hearing, row, worked)
		if fault:
			_refuse(_("{0} may not sit on this panel: {1}").format(row.member_name, fault))


def voting(hearing: Document) -> list[Document]:
	"""Return the rows of those who decide."""
	roles = (MEMBER, CHAIR) if settings.load().chair_votes else (MEMBER,)
	return [row for row in hearing.panel if row.role in roles and not row.stands_aside]


def least(hearing: Document) -> int:
	"""Return how many have to decide."""
	return settings.load().least(frappe.get_cached_value("Organ", who.organ_of(hearing), "tier"))


def number_fault(hearing: Document, deciding: list[Document]) -> str | None:
	"""Return what is wrong with the number of those who decide, or None."""
	needed = least(hearing)
	if len(deciding) < needed:
		return _("At least {0} members decide; there are {1}.").format(needed, len(deciding))
	if len(deciding) % 2 == 0:
		return _("Those who decide are odd in number; there are {0}.").format(len(deciding))
	return None


def unable(hearing: Document) -> str | None:
	"""Return why the panel that opened the hearing can no longer decide, or None: somebody has to stand aside."""
	there = [row for row in hearing.panel if row.present and not row.stands_aside]
	aside = next((row for row in there if row.user and recusal.is_recused(hearing.petition, row.user)), None)
	if aside:
		return _("{0} stands aside from the matter (art. 28).").format(aside.member_name)
	if not {CHAIR, RECORDER} <= {row.role for row in there}:
		return _("Chair and recorder have to be there.")
	return number_fault(hearing, [row for row in voting(hearing) if row.present])


def check_number(hearing: Document) -> None:
	"""Refuse a panel without chair or recorder, too small or even. Raises PanelRefused."""
	for role, text in ((CHAIR, _("Name the chair.")), (RECORDER, _("Name the recorder."))):
		if not any(row.role == role and not row.stands_aside for row in hearing.panel):
			_refuse(text)
	fault = number_fault(hearing, voting(hearing))
	if fault:
		_refuse(fault)


def row_of(hearing: Document, name: str) -> Document:
	"""Return a row of the panel. Raises PanelRefused where there is none."""
	found = next((row for row in hearing.panel if row.name == name), None)
	if not found:
		_refuse(_("There is no such person on the panel."))
	return found


def hands_in(petition: str) -> hands.Hands:
	"""Return who inquired into the matter, worked on an opinion on it or reviewed it."""
	handled = hands.of(petition)
	reviews = frappe.get_all("Petition Review", filters={"petition": petition}, pluck="name")
	return hands.Hands(handled.users | casework.people(reviews), handled.texts)


def _person(row: Document) -> tuple:
	return row.role, row.user or None, row.member_name, row.unit


def _fault(hearing: Document, row: Document, worked: hands.Hands) -> str | None:
	if row.user and recusal.is_recused(hearing.petition, row.user):
		return _("he stands aside from the matter (art. 28).")
	if any(_same_person(row, party) for party in hearing.parties):
		return _("he takes part in the hearing as a party.")
	if worked.has(row.user, row.member_name):
		return _("he has investigated the matter or worked on its opinion.")
	if row.role == RECORDER:
		return None
	if hearing.respondent_organ and _serves(row, hearing.respondent_organ):
		return _("he serves at the organ complained of ({0}).").format(
			acting.organ_title(hearing.respondent_organ)
		)
	if row.role == MEMBER and _serves(row, who.handling_organ(hearing)):
		return _("he serves at the organ whose handling is heard ({0}).").format(
			acting.organ_title(who.handling_organ(hearing))
		)
	return None


def _serves(row: Document, organ: str) -> bool:
	"""Whether the person serves at `organ` or at the one that followed it; by the unit, where he has no account."""
	organs = {organ, competence.current_organ(organ)}
	if row.user:
		return bool(organs & set(posting.organs_of(row.user, when.today())))
	titles = {
		title
		for code in organs
		for title in frappe.get_cached_value("Organ", code, ["title", "short_title"]) or ()
		if title
	}
	return any(title in (row.unit or "") for title in titles)


def _same_person(row: Document, party: Document) -> bool:
	"""An official named among the parties; people who petition stand there masked, and are no officials."""
	return not party.petitioner and party.shown_name == row.member_name and bool(party.shown_name)


def _refuse(text: str) -> None:
	frappe.throw(text, PanelRefused)
