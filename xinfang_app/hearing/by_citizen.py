"""What the petitioner sees of hearings on his own page, and how he asks for one there.

Rule (arts. 18, 31(6), 36 §2): he may ask while his matter, or its review, is still to be decided and no hearing is open;
his request is on record at once, with its term. He is shown day, venue and state of his hearings, and what was decided,
never what the panel deliberates nor who votes how. Of a review only who asked for it is heard, and told of its hearing. He was let in by his number and code (`citizen`), so access is not
asked here.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from xinfang_app import when
from xinfang_app.deadline import milestones
from xinfang_app.hearing import announcement, hearings, pending, telling
from xinfang_app.hearing.errors import HearingRefused
from xinfang_app.hearing.vocabulary import CONCLUDED, LEVELS
from xinfang_app.petition import handling
from xinfang_app.petition.serving import recipients
from xinfang_app.review import asking
from xinfang_app.workflows import stages

#: Stage → what he reads.
STATES = {
	"Considered": "您可以申请听证",
	"Requested": "已收到您的听证申请，等待决定",
	"Preparing": "已决定举行听证，正在准备",
	"Notified": "听证即将举行",
	"Under Way": "听证正在举行",
	"Deliberation": "听证已举行，正在评议",
	CONCLUDED: "已作出听证结论",
	"Not Held": "不举行听证，理由见告知书",
	"Waived": "已放弃听证",
	"Cancelled": "听证已取消",
}


def of(petition: Document, petitioner: str | None) -> list[dict]:
	"""Return the hearings of `petitioner`, oldest first: {level, state, organ, held_on, venue, address, public, steps}."""
	rows = []
	same = recipients.same(petitioner)
	for hearing in hearings.of(petition.name):
		if hearing.source == hearings.OWN and hearing.stage == "Considered":
			continue
		if hearing.review and not asking.is_his(hearing.review, same):
			continue
		shown = announcement.of(hearing)
		dated = hearing.notified_on and hearing.stage not in ("Cancelled", "Waived")
		rows.append(
			{
				"level": hearing.level_shown,
				"state": STATES[hearing.stage],
				"organ": shown.organ,
				"ask_by": getdate(hearing.ask_by) if hearing.stage == "Considered" else None,
				"held_on": get_datetime(hearing.held_on) if dated else None,
				"venue": shown.venue if dated else "",
				"address": shown.address if dated else "",
				"public": bool(hearing.public),
				"steps": _steps(hearing, shown.organ),
			}
		)
	return rows


def may_ask(petition: Document, petitioner: str | None) -> str | None:
	"""Return at which level he may ask for a hearing now, in the words of the page, or None."""
	level = _where(petition, petitioner)
	return LEVELS[level[0]] if level else None


def ask(petition: Document, reason: str, petitioner: str | None) -> Document:
	"""Put his request on record. Raises HearingRefused where none can be held."""
	found = _where(petition, petitioner)
	if not found:
		frappe.throw(_("A hearing cannot be asked for at present."), HearingRefused)
	handling.demand(reason, _("The reason"))
	review = found[1]
	hearing = pending.standing(petition.name, review) or hearings.new(
		petition, hearings.ASKED, reason, review, review.organ if review else petition.holder
	)
	hearing.update({"asked_on": when.now(), "asked_way": "Online", "reason": reason})
	hearing = stages.advance(handling.write(hearing), "Requested", by_service=True)
	milestones.record(hearing, "asked", organ=hearing.organ)
	telling.organ(hearing, telling.ASKED)
	return hearing


def _where(petition: Document, petitioner: str | None) -> tuple[str, Document | None] | None:
	"""Return (level, review) at which he may ask for a hearing: the newest open review of his own, else the handling."""
	names = frappe.get_all(
		"Petition Review",
		filters={"petition": petition.name, "stage": ["in", pending.REVIEWED], "external": 0},
		order_by="creation desc",
		pluck="name",
	)
	same = recipients.same(petitioner)
	name = next((one for one in names if asking.is_his(one, same)), None)
	review = frappe.get_doc("Petition Review", name) if name else None
	if not review and not (petition.stage in pending.HANDLED and petition.pathway in (None, "", "P6")):
		return None
	open_ = pending.standing(petition.name, review, lock=False)
	if open_ and not (open_.stage == "Considered" and open_.source == hearings.TOLD):
		return None
	return (review.level if review else "Handling", review)


def _steps(hearing: Document, organ: str) -> list[tuple]:
	told = {
		"asked_on": "申请听证",
		"decided_on": "决定举行听证" if hearing.decision == "To be held" else "决定不举行听证",
		"notified_on": "发出听证通知",
		"opened_on": "举行听证",
		"concluded_on": "作出听证结论",
	}
	found = [(getdate(hearing.get(field)), text, organ) for field, text in told.items() if hearing.get(field)]
	if hearing.ended_on and hearing.stage in ("Waived", "Cancelled"):
		found.append((getdate(hearing.ended_on), STATES[hearing.stage], organ))
	return found
