"""Which suggestions belong to a drive, and what became of them.

Rule (art. 29): a suggestion made because an organ asked is a petition as any other; the drive counts it in by its
number. Whoever has the matter in hand counts it in, if it is a suggestion, lies where the drive asks and did not come
before the drive began; once for each drive, until the outcome is published. The organ of the drive, or who has the
matter in hand, takes out what does not belong there. What is counted is read from the matters and their replies, never
typed: adopted, partly adopted, not adopted, ended in another way, still studied. A matter that turned out to be no
suggestion is not counted; nothing but its number stands here, so nothing has to be wiped.
"""

from dataclasses import asdict, dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import access, when
from xinfang_app.access import scope
from xinfang_app.organization import codes
from xinfang_app.petition import acting, handling
from xinfang_app.petition.accepting.suggestion import ADOPTION
from xinfang_app.reception.drives import drives
from xinfang_app.reception.drives.errors import DriveRefused, NotASuggestion

ROW = "Drive Suggestion"
#: Where suggestions are still counted in.
COUNTS_IN = (drives.OPEN, drives.CLOSED)
#: Stages of a matter that ended without a reply to the suggestion.
ENDED = (
	"Terminated",
	"Diverted",
	"Referred Judicial",
	"Archived",
	"Not Accepted",
	"No Further Acceptance",
	"Withdrawn",
	"Settled",
	"Merged",
	"Filed",
)


@dataclass(frozen=True)
class Counted:
	"""How many suggestions of a drive came to what."""

	all: int = 0
	adopted: int = 0
	partly: int = 0
	not_adopted: int = 0
	otherwise: int = 0
	studied: int = 0

	def as_dict(self) -> dict[str, int]:
		"""As plain values, for a form or a page."""
		return asdict(self)


def join(petition: Document, drive: str) -> Document:
	"""Count `petition` in with a drive; return the drive. Raises NotPermitted, NotASuggestion, DriveRefused."""
	access.require(petition, "act")
	found = _locked(drive)
	if petition.purpose_class != "Suggestion":
		frappe.throw(_("Only a suggestion belongs to a drive."), NotASuggestion)
	if not codes.contains(found.scope_code, petition.scope_code or ""):
		frappe.throw(_("The matter lies outside the area of the drive."), NotASuggestion)
	if getdate(petition.received_on) < getdate(found.opens_on):
		frappe.throw(_("The suggestion came before the drive began."), NotASuggestion)
	if any(row.petition == petition.name for row in found.suggestions):
		frappe.throw(_("The suggestion is counted in already."), NotASuggestion)
	found.append(
		"suggestions",
		{
			"petition": petition.name,
			"petition_number": petition.number,
			"joined_on": when.now(),
			"joined_by": frappe.session.user,
		},
	)
	return handling.write(found)


def leave(drive: str, petition: str) -> Document:
	"""Take a suggestion out that does not belong to the drive; the drive's history keeps who did it."""
	found = _locked(drive)
	if not acting.acts_for(found.holder):
		access.require(frappe.get_doc("Petition", petition), "act")
	if all(row.petition != petition for row in found.suggestions):
		frappe.throw(_("The suggestion is not counted in with this drive."), NotASuggestion)
	return _without(found, petition)


def of(drive: str) -> Counted:
	"""Return what became of the suggestions of a drive. Numbers alone: they are for everybody."""
	rows = frappe.get_all(ROW, filters={"parent": drive}, pluck="petition")
	stage = dict(
		frappe.get_all(
			"Petition",
			filters={"name": ("in", rows or ("",)), "purpose_class": "Suggestion"},
			fields=["name", "stage"],
			as_list=True,
		)
	)
	petitions = list(stage)
	if not petitions:
		return Counted()
	adoption = dict(
		frappe.get_all(
			"Legal Route",
			filters={"petition": ("in", petitions), "kind": "Suggestion", "adoption": ("in", ADOPTION)},
			fields=["petition", "adoption"],
			order_by="creation asc",
			as_list=True,
		)
	)
	results = [adoption.get(name) for name in petitions]
	otherwise = sum(1 for name in petitions if stage[name] in ENDED and name not in adoption)
	return Counted(
		all=len(petitions),
		adopted=results.count("Adopted"),
		partly=results.count("Partly adopted"),
		not_adopted=results.count("Not adopted"),
		otherwise=otherwise,
		studied=results.count(None) - otherwise,
	)


def for_petition(petition: Document) -> dict:
	"""Return {open, joined} for a petition's form: drives it could be counted in with, and those it is; [{value, label}]."""
	joined = frappe.get_all(ROW, filters={"petition": petition.name}, pluck="parent")
	acts = scope.may(petition, "act")
	may = acts and petition.purpose_class == "Suggestion"
	rows = frappe.get_all(
		drives.DOCTYPE,
		filters={"stage": ("in", COUNTS_IN)},
		fields=["name", "title", "holder", "scope_code", "opens_on", "stage"],
		order_by="closes_on asc",
	)
	return {
		"open": [
			_choice(row)
			for row in rows
			if may
			and row.name not in joined
			and codes.contains(row.scope_code, petition.scope_code or "")
			and getdate(petition.received_on) >= getdate(row.opens_on)
		],
		"joined": [
			{
				**_choice(row),
				"reads": scope.may_name(drives.DOCTYPE, row.name, "read"),
				"leaves": row.stage in COUNTS_IN and (acts or acting.acts_for(row.holder)),
			}
			for row in frappe.get_all(
				drives.DOCTYPE,
				filters={"name": ("in", joined or ("",))},
				fields=["name", "title", "holder", "stage"],
			)
		],
	}


def _choice(row) -> dict:
	return {"value": row.name, "label": f"{row.title}（{acting.organ_title(row.holder)}）"}


def _locked(drive: str) -> Document:
	found = frappe.get_doc(drives.DOCTYPE, drive, for_update=True)
	if found.stage not in COUNTS_IN:
		frappe.throw(
			_("Suggestions are counted in while the drive is open, or until its outcome is published."),
			DriveRefused,
		)
	return found


def _without(drive: Document, petition: str) -> Document:
	drive.suggestions = [row for row in drive.suggestions if row.petition != petition]
	return handling.write(drive)
