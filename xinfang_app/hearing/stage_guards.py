"""What has to stand on a hearing before it enters a stage, by whatever door (`xf_stage_guards`)."""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.hearing.errors import HearingRefused


def check_decided(hearing: Document) -> None:
	"""Stage guard: prepared only on a decision."""
	if hearing.decision != "To be held" or not hearing.decided_by:
		frappe.throw(_("A hearing is prepared when the organ has decided to hold it."), HearingRefused)


def check_asked(hearing: Document) -> None:
	"""Stage guard: asked for by somebody, in a way, on a day."""
	if not (hearing.asked_on and hearing.asked_way):
		frappe.throw(_("A request is put on record with its button."), HearingRefused)


def check_refused(hearing: Document) -> None:
	"""Stage guard: not held only with its ground and reason."""
	if not (hearing.refusal_ground and hearing.refusal_reason and hearing.decided_by):
		frappe.throw(_("A hearing is refused with ground and reason only."), HearingRefused)


def check_ended(hearing: Document) -> None:
	"""Stage guard: ended only with a reason."""
	if not hearing.ended_reason:
		frappe.throw(_("A hearing ends without a conclusion with a reason only."), HearingRefused)


def check_notified(hearing: Document) -> None:
	"""Stage guard: told to those concerned, with day and venue."""
	if not (hearing.notified_on and hearing.held_on and hearing.place):
		frappe.throw(_("A hearing is told with its notices only."), HearingRefused)


def check_open(hearing: Document) -> None:
	"""Stage guard: under way only when it was opened."""
	if not hearing.opened_on:
		frappe.throw(_("A hearing is opened with its button, when its members are there."), HearingRefused)


def check_closed(hearing: Document) -> None:
	"""Stage guard: the panel deliberates when the sitting is closed."""
	if not hearing.closed_on:
		frappe.throw(_("The panel deliberates when the sitting is closed."), HearingRefused)


def check_concluded(hearing: Document) -> None:
	"""Stage guard: a conclusion that was carried and signed."""
	if not (hearing.conclusion and hearing.concluded_on):
		frappe.throw(_("A hearing is concluded with the signed conclusion of its panel."), HearingRefused)
