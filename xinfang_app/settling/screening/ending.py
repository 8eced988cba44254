"""How a dispute ends: checked and closed, opened again, or become a petition.

Rule (arts. 10, 15, 17). Settled is checked by somebody else of the township or the office than who said so; what is not
settled is opened again. Whoever asks for it has the dispute registered as a petition, like any other.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.petition import handling
from xinfang_app.settling.screening import disputes, persons
from xinfang_app.settling.screening.errors import DisputeRefused


def send_back(dispute: Document, reason: str) -> Document:
	"""Open a dispute again that was called settled and is not; somebody else than who said so."""
	_check_other(dispute)
	handling.demand(reason, _("The reason"))
	persons.refuse(reason)
	disputes.say(dispute, _("not settled: {0}", lang="zh").format(reason.strip()))
	dispute.update(
		{
			"settled_on": None,
			"duty_unit": None,
			"due_on": None,
			"level": dispute.level if dispute.level == disputes.COUNTY else disputes.TOWNSHIP,
		}
	)
	return disputes.go(dispute, "Sent Up")


def close(dispute: Document, lessons: str = "") -> Document:
	"""Close a settled dispute after a look at it by somebody else of the township or the office."""
	_check_other(dispute)
	persons.refuse(lessons)
	dispute.update(
		{"lessons": (lessons or "").strip(), "closed_on": when.now(), "closed_by": frappe.session.user}
	)
	disputes.say(dispute, _("closed", lang="zh"))
	return disputes.go(dispute, "Dispute closed")


def become_petition(dispute: Document, submission: str) -> Document:
	"""Record that somebody asked for it and the dispute was registered as the piece `submission`; it ends here."""
	disputes.require_actor(dispute)
	disputes.at(dispute, "Dispute found", "Sent Up", "Sorted")
	rows = scope.get_list(
		"Petition Submission", {"name": submission, "status": "Registered"}, ["name", "number", "petition"]
	)
	if not rows:
		frappe.throw(_("Register what was brought first; then enter its number here."), DisputeRefused)
	had_clock = dispute.stage == "Sorted"
	row = rows[0]
	dispute.update(
		{"submission": row["name"], "submission_number": row["number"], "petition": row["petition"]}
	)
	disputes.say(dispute, _("became petition {0}", lang="zh").format(row["number"]))
	dispute = disputes.go(dispute, "Became Petition")
	if had_clock:
		milestones.record(dispute, "became_petition", organ=dispute.holder)
	return dispute


def _check_other(dispute: Document) -> None:
	disputes.require_sorter(dispute)
	disputes.at(dispute, "Dispute settled")
	if dispute.settled_by == frappe.session.user:
		frappe.throw(_("Whoever said that it is settled does not check it himself."), DisputeRefused)
