"""The draft of a letter, a visit or a call: begun, saved while it is typed, handed to a colleague.

Rule. The draft exists from the first moment, so that nothing is lost when a browser closes, and so that the terms run
from when the letter was there and not from when somebody had time (`received_on`, arts. 21 to 23). It is its writer's
alone, since nobody has yet decided whether it is an accusation; whoever knows what lies in the envelope may lay it out
for the office in common instead, or hand it to a colleague of the same organ.

Every save names the state the officer had before him (`seen`): if somebody saved since, the second is told who, and
nothing of either is overwritten. Identities go into Petitioners with every save (`registering.entry`); a person
typed further is corrected in place, so that one letter leaves one identity and not one for each save.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import identity, scope
from xinfang_app.access.scope_map import WORKING_POSTS
from xinfang_app.organization import posting
from xinfang_app.petition import acting
from xinfang_app.petition.registering import entry, intake
from xinfang_app.petition.registering.errors import AlreadyRegistered
from xinfang_app.reception import serving
from xinfang_app.reception.errors import NotYourLetter

DOCTYPE = "Petition Submission"
#: What the desks write of a piece; people are written by `entry`, the rest by the services.
FIELDS = (
	"form",
	"channel",
	"source_level",
	"source_kind",
	"upper_number",
	"written_on",
	"arrived_on",
	"arrival_scan",
	"arrival_reason",
	"organ",
	"urgency",
	"agent_kind",
	"agent_consent",
	"agent_consent_way",
	"agent_consent_file",
	"agent_witness",
	"agent_consent_on",
	"people_count",
	"is_joint",
	"is_anonymous",
	"title",
	"content",
	"claims_text",
	"place",
	"place_detail",
	"respondent_organ",
	"purpose",
	"category",
	"cause",
)
#: The channel a piece of a form comes by unless somebody says otherwise.
CHANNELS = {"Letter": "0201", "Visit": "0301", "Call": "0401"}
PERSON = ("name", "phone", "id_type", "id_no", "address")
#: What a letter cut off a stack has in common with it.
ALIKE = ("channel", "source_level", "source_kind", "arrived_on", "arrival_scan", "arrival_reason")


def begin(
	*,
	organ: str | None = None,
	form: str = "Letter",
	common: bool = False,
	received_with: datetime | None = None,
	like: Document | None = None,
	people_count: int = 1,
) -> Document:
	"""Save an empty draft, received now (or `received_with` a stack cut apart), and return it.

	`common` lays it out for the officers of the organ; without it only its writer sees it. `like` is the letter it was
	cut from. Raises NotPermitted for an organ the user does not serve.
	"""
	organ = serving.organ(organ)
	doc = frappe.new_doc(DOCTYPE)
	channel = CHANNELS.get(form)
	doc.update(
		{
			"form": form,
			"organ": organ,
			"source_level": serving.level_of(organ),
			"channel": channel if channel and frappe.db.exists("Petition Channel", channel) else None,
			"people_count": people_count,
			"holder": organ if common else None,
		}
	)
	if like:
		doc.update({field: like.get(field) for field in ALIKE})
	doc.flags.received_with = received_with
	return doc.insert(ignore_permissions=True)


def get(name: str, action: str = "act") -> Document:
	"""Return the piece `name`, held until the transaction ends, if the user may `action` it. Raises NotPermitted."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	scope.require(doc, action)
	return doc


def require_draft(doc: Document) -> None:
	"""Raise AlreadyRegistered unless `doc` is still a draft."""
	if doc.status != "Draft":
		frappe.throw(
			_("{0} has registered this letter already: {1}").format(
				frappe.utils.get_fullname(doc.registered_by), doc.number
			),
			AlreadyRegistered,
		)


def save(doc: Document, values: dict, people: list[dict] | None = None, seen=None) -> list[str]:
	"""Write what was typed to the draft `doc`; return notes on what could not be taken over, in the user's language.

	`values` holds fields of FIELDS; an empty one is emptied, one that is left out stays. `people`: every person of
	the letter, {petitioner (of a row that stands already), name, phone, id_type, id_no, address, kind, is_main,
	is_representative}; an empty part of a standing person stays as it is; a person left out is taken off. None:
	the people stay. Raises StaleDocument, AlreadyRegistered, TooManyRepresentatives.
	"""
	require_draft(doc)
	acting.lock(doc, seen)
	given = {key: value for key, value in values.items() if key in FIELDS}
	if given.get("organ"):
		given["organ"] = serving.organ(given["organ"])
	known, notes = intake.known(given)
	for key, value in given.items():
		if value in (None, "") and key != "organ":
			doc.set(key, None)
	if "purpose" in given and not given["purpose"]:
		doc.purpose_class = None
	doc.update(known)
	if people is not None:
		_write_people(doc, people)
	doc.save(ignore_permissions=True)
	return notes


def hand_to(doc: Document, user: str, seen=None) -> None:
	"""Give the draft `doc` to a colleague of its organ; from then on it is his. Raises NotYourLetter, StaleDocument."""
	scope.require(doc, "act")
	require_draft(doc)
	acting.lock(doc, seen)
	if user not in posting.users_at(doc.organ, WORKING_POSTS):
		frappe.throw(_("A letter is handed to somebody who works at the same organ."), NotYourLetter)
	doc.add_comment("Info", _("Handed to {0}.").format(frappe.utils.get_fullname(user)))
	table = frappe.qb.DocType(DOCTYPE)
	frappe.qb.update(table).set(table.owner, user).set(table.modified, frappe.utils.now()).where(
		(table.name == doc.name) & (table.status == "Draft")
	).run()


def shown(doc: Document) -> dict:
	"""Return what a desk shows of the draft `doc`: its fields, its people masked, and its state as `seen`."""
	return {
		"name": doc.name,
		"seen": str(doc.modified),
		"status": doc.status,
		"received_on": str(doc.received_on),
		"owner": doc.owner,
		"common": bool(doc.holder),
		"values": {field: _plain(doc.get(field)) for field in FIELDS},
		"people": [
			{
				"petitioner": row.petitioner,
				"masked_name": row.masked_name,
				"has_name": row.has_name,
				"has_address": row.has_address,
				"is_main": row.is_main,
				"is_representative": row.is_representative,
			}
			for row in doc.petitioners
		],
	}


def _write_people(doc: Document, people: list[dict]) -> None:
	standing = {row.petitioner: row for row in doc.petitioners}
	rows = []
	for person in people:
		row = standing.get(person.get("petitioner"))
		typed = {part: str(person.get(part) or "").strip() for part in PERSON}
		if row:
			_correct(row, typed, person)
		elif any(typed[part] for part in PERSON if part != "id_type"):
			entry.add(
				doc,
				**typed,
				kind=person.get("kind") or "Person",
				is_main=bool(person.get("is_main")),
				is_representative=bool(person.get("is_representative")),
			)
			row = doc.petitioners[-1]
		if row:
			rows.append(row)
	doc.set("petitioners", rows)
	for place, row in enumerate(doc.petitioners, start=1):
		row.idx = place


def _correct(row: Document, typed: dict, person: dict) -> None:
	"""Correct the person of a row that stands; what is not typed stays as it is."""
	row.is_main, row.is_representative = (
		int(bool(person.get(mark))) for mark in ("is_main", "is_representative")
	)
	if not any(typed[part] for part in PERSON if part != "id_type"):
		return
	identity.keep(**typed, petitioner=row.petitioner)
	row.masked_name = frappe.db.get_value("Petitioner", row.petitioner, "masked_name")
	row.has_name = int(bool(row.has_name or typed["name"]))
	row.has_address = int(bool(row.has_address or typed["address"]))


def _plain(value):
	return str(value) if hasattr(value, "isoformat") else value
