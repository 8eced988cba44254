"""Identities of petitioners: put away, opened by one method, found by hash.

Rule (idea 9). What an officer types goes encrypted into a Petitioner; everywhere else stands a masked name. Nobody
reads the DocType. `open` alone gives an identity back, for a record that mentions it and that the user may see:
- it is his own task (an officer of the organ that has it in hand, or given to him or his organ): the reason is written
  by itself;
- anything else: he types a reason.
Administrator has no task; on the desk and over HTTP he gets nothing, a job that runs as Administrator gives a reason.
Every opening, search and refusal is logged, and the petitioner may see the openings (`openings_for`).

A search is by exact phone, exact ID number, last four digits or exact name; it answers masked names and the matters
in the user's scope, never more, and is limited in number.
"""

from datetime import timedelta

import frappe
from frappe import _
from pypika import Order

from xinfang_app import when
from xinfang_app.access import append_only, custody, identity_links, keys, masking, normal, scope, scoped
from xinfang_app.access.errors import NotPermitted, ReasonMissing, TooManySearches
from xinfang_app.access.scope_map import ScopeMap, scope_map
from xinfang_app.organization import posting
from xinfang_app.organization.roles import OFFICERS

PARTS = ("name", "phone", "id_no", "address")
#: Field of the Petitioner → (part, how the value is brought to one form before it is hashed).
HASHES = {
	"name_hash": ("name", normal.name),
	"phone_hash": ("phone", normal.phone),
	"phone4_hash": ("phone", normal.last4),
	"id_hash": ("id_no", normal.id_no),
}
#: Search key → (field of the Petitioner, normal form, label in the log).
SEARCHES = {
	"phone": ("phone_hash", normal.phone, "Phone"),
	"id_no": ("id_hash", normal.id_no, "ID number"),
	"last4": ("phone4_hash", normal.last4, "Last four digits"),
	"name": ("name_hash", normal.name, "Exact name"),
}
SEARCHES_PER_HOUR = 60
SEARCHED_AT_MOST = 200
REASON_LENGTH = 4
OWN_TASK = "本人承办"


def keep(
	*,
	name: str = "",
	phone: str = "",
	id_no: str = "",
	id_type: str = "",
	address: str = "",
	kind: str = masking.PERSON,
	petitioner: str | None = None,
) -> str:
	"""Put an identity away and return the name of its Petitioner; with `petitioner`, correct that one.

	A correction leaves the parts that are not given as they are. An ID number that does not check is kept and warned
	about, never refused (idea 10). `kind` is "Person" or "Organization".
	"""
	typed = {"name": name, "phone": phone, "id_no": id_no, "address": address}
	typed = {part: (value or "").strip() for part, value in typed.items()}
	fault = normal.id_fault(typed["id_no"], id_type) if kind == masking.PERSON else None
	if fault:
		frappe.msgprint(_(fault), title=_("Please check the ID number"), indicator="orange", alert=True)
	with append_only.writing():
		if petitioner:
			doc = frappe.get_doc("Petitioner", petitioner)
			typed = {part: value for part, value in typed.items() if value}
		else:
			doc = frappe.new_doc("Petitioner")
			# The cipher text is bound to the name, so the name has to be known first.
			doc.name = frappe.generate_hash(length=16)
			doc.kind = kind
		if id_type or not petitioner:
			known = frappe.get_meta("Petitioner").get_field("id_type").options.split("\n")
			doc.id_type = (id_type if id_type in known else "Other") if id_type else None
		for part, value in typed.items():
			doc.set(f"{part}_enc", keys.encrypt(value, _place(doc.name, part)) if value else None)
		for field, (part, form) in HASHES.items():
			if part in typed:
				value = form(typed[part])
				doc.set(field, keys.keyed_hash(value, field) if value else None)
		if "name" in typed:
			doc.masked_name = masking.masked(typed["name"], doc.kind)
		if "id_no" in typed:
			doc.id_suspect = int(bool(fault))
		doc.flags.ignore_permissions = True
		doc.save() if petitioner else doc.insert(set_name=doc.name)
	return doc.name


def forget(petitioner: str) -> None:
	"""Delete an identity that its caller alone kept and no longer points to (a number to call back, emptied or sealed)."""
	frappe.db.delete("Petitioner", {"name": petitioner})


def open(petitioner: str, ref_doctype: str, ref_name: str, reason: str | None = None) -> dict:
	"""Return the identity {"name", "phone", "id_type", "id_no", "address", "kind"} of `petitioner`, and log it.

	`ref_doctype` and `ref_name` name the record for which it is opened. Raises NotPermitted where the user may not,
	ReasonMissing where it is not his own task and `reason` says nothing.
	"""
	who = scope_map()
	if not _may_open(who, petitioner, ref_doctype, ref_name):
		_log("Refused", petitioner, ref_doctype, ref_name, who, reason=reason, stays=True)
		frappe.throw(_("You may not open this identity."), NotPermitted)
	own = _is_own_task(who, ref_doctype, ref_name)
	reason = (reason or "").strip()
	if not own and len(reason) < REASON_LENGTH:
		frappe.throw(_("This is not your own task: say why you need to know who it is."), ReasonMissing)
	_log("Opened", petitioner, ref_doctype, ref_name, who, reason=reason or OWN_TASK, own_task=int(own))
	return _opened(petitioner)


def is_own_task(ref_doctype: str, ref_name: str) -> bool:
	"""Return whether the identities of the record (ref_doctype, ref_name) are the user's own task: no reason is asked."""
	return _is_own_task(scope_map(), ref_doctype, ref_name)


def open_sealed(petitioner: str, register: str) -> dict:
	"""Return the identity of somebody who brought a sealed piece, and log it.

	For `sealing` alone, which has checked that the user is a custodian named for the piece.
	"""
	_log("Opened", petitioner, "Sealed Register", register, scope_map(), reason=OWN_TASK, own_task=1)
	return _opened(petitioner)


def search(
	*,
	phone: str | None = None,
	id_no: str | None = None,
	last4: str | None = None,
	name: str | None = None,
	reason: str | None = None,
) -> list[dict]:
	"""Return the matters in the user's scope of people with exactly this phone, ID number, last four digits or name.

	Exactly one key is given. Rows: petitioner, masked_name, ref_doctype, ref_name, and number and title of that
	matter. Every search is logged, with the `reason` if one is given. Raises TooManySearches beyond
	SEARCHES_PER_HOUR.
	"""
	given = {key: value for key, value in locals().items() if key in SEARCHES and value}
	if len(given) != 1:
		frappe.throw(_("Search by exactly one of phone, ID number, last four digits or name."))
	((key, value),) = given.items()
	field, form, label = SEARCHES[key]
	who = scope_map()
	_check_rate(who)
	value = form(value)
	found = _people(field, value) if value else {}
	rows = _matters(found)
	_log("Searched", None, None, None, who, searched_by=label, hits=len(rows), reason=reason, stays=True)
	return rows


def person_hashes(petitioner: str) -> dict[str, str]:
	"""Return the keyed hashes {"id", "phone", "name"} of `petitioner`, those that are known."""
	row = frappe.db.get_value("Petitioner", petitioner, ["id_hash", "phone_hash", "name_hash"], as_dict=True)
	return {key: row[f"{key}_hash"] for key in ("id", "phone", "name") if row and row[f"{key}_hash"]}


def same_person(petitioner: str) -> list[str]:
	"""Return the Petitioners that are the same person as `petitioner`, itself included.

	The same: equal ID numbers; or equal phone and name, unless both have an ID number and these differ. A phone alone
	is often a family's or a village's, a name alone is many people's.
	"""
	hashes = person_hashes(petitioner)
	table = frappe.qb.DocType("Petitioner")
	names = {petitioner}
	if "id" in hashes:
		names.update(_pluck(frappe.qb.from_(table).select(table.name).where(table.id_hash == hashes["id"])))
	if "phone" in hashes and "name" in hashes:
		query = (
			frappe.qb.from_(table)
			.select(table.name)
			.where(table.phone_hash == hashes["phone"])
			.where(table.name_hash == hashes["name"])
		)
		if "id" in hashes:
			query = query.where(table.id_hash.isnull() | (table.id_hash == hashes["id"]))
		names.update(_pluck(query))
	return sorted(names)


def openings_for(petitioner: str) -> list[dict]:
	"""Return who opened the identity `petitioner`, for the petitioner himself: date, organ and reason, oldest first.

	No official is named; a disciplinary question goes to the organ.
	"""
	rows = frappe.get_all(
		"Identity Access Log",
		filters={"petitioner": petitioner, "way": "Opened"},
		fields=["happened_on", "organ", "reason"],
		order_by="happened_on asc, creation asc",
	)
	return [
		{
			"on": row.happened_on.date(),
			"organ": (frappe.get_cached_value("Organ", row.organ, "title") if row.organ else None)
			or _("System"),
			"reason": row.reason,
		}
		for row in rows
	]


def log_of(doc) -> list[dict]:
	"""Return who opened, or tried to open, identities for the matter of `doc`, to those who supervise it, oldest first."""
	scope.require(doc, "supervise")
	subject_doctype, subject = scoped.subject_of(doc)
	names = [subject]
	for entry in scoped.related(subject_doctype):
		names += frappe.get_all(entry.doctype, filters={entry.subject: subject}, pluck="name")
	return frappe.get_all(
		"Identity Access Log",
		filters={"ref_name": ("in", names)},
		fields=["happened_on", "way", "user", "organ", "own_task", "reason"],
		order_by="creation asc",
	)


def _may_open(who: ScopeMap, petitioner: str, ref_doctype: str, ref_name: str) -> bool:
	if who.everything and getattr(frappe.local, "request", None):
		return False
	if not scoped.get(ref_doctype) or not frappe.db.exists("Petitioner", petitioner):
		return False
	if not scope.may_name(ref_doctype, ref_name, "read", who.user):
		return False
	return identity_links.is_about(petitioner, ref_doctype, ref_name)


def _is_own_task(who: ScopeMap, doctype: str, name: str) -> bool:
	if who.everything:
		return False
	entry = scoped.get(doctype)
	row = frappe.db.get_value(doctype, name, ["owner", *entry.columns], as_dict=True)
	if entry.draft and row[entry.draft[0]] == entry.draft[1] and row.owner == who.user:
		return True
	if entry.holder and row[entry.holder] and posting.has_post(who.user, row[entry.holder], OFFICERS):
		return True
	subject_doctype, subject = identity_links.subject_of_name(doctype, name)
	return custody.has_task(who, subject_doctype, subject, (custody.TASK, custody.CO_ORGAN))


def _opened(petitioner: str) -> dict:
	doc = frappe.get_doc("Petitioner", petitioner)
	parts = {part: part_of(doc, part) for part in PARTS}
	return {**parts, "id_type": doc.id_type or "", "kind": doc.kind}


def part_of(doc, part: str) -> str:
	"""Return one part of an identity in the clear. The caller has checked and logged who asks."""
	token = doc.get(f"{part}_enc")
	return keys.decrypt(token, _place(doc.name, part)) if token else ""


def _place(petitioner: str, part: str) -> str:
	return f"Petitioner/{petitioner}/{part}"


def _people(field: str, value: str) -> dict[str, str]:
	table = frappe.qb.DocType("Petitioner")
	query = (
		frappe.qb.from_(table)
		.select(table.name, table.masked_name)
		.where(table[field] == keys.keyed_hash(value, field))
		.orderby(table.creation, order=Order.desc)
		.limit(SEARCHED_AT_MOST)
	)
	return dict(query.run())


def _matters(people: dict[str, str]) -> list[dict]:
	"""The matters of `people` that the user may see, each once for each person."""
	by_doctype: dict[str, dict[str, list[str]]] = {}
	for petitioner, doctype, name in identity_links.mentions(list(people)):
		by_doctype.setdefault(doctype, {}).setdefault(name, []).append(petitioner)
	rows: dict[tuple[str, str, str], dict] = {}
	for doctype, names in by_doctype.items():
		for seen in scope.get_list(doctype, {"name": ("in", list(names))}):
			subject_doctype, subject = identity_links.subject_of_name(doctype, seen.name)
			if not scope.may_name(subject_doctype, subject):
				subject_doctype, subject = doctype, seen.name
			for petitioner in names[seen.name]:
				rows.setdefault(
					(petitioner, subject_doctype, subject),
					{
						"petitioner": petitioner,
						"masked_name": people[petitioner],
						"ref_doctype": subject_doctype,
						"ref_name": subject,
						**_headline(subject_doctype, subject),
					},
				)
	return list(rows.values())


def _headline(doctype: str, name: str) -> dict:
	meta = frappe.get_meta(doctype)
	fields = [field for field in ("number", "title") if meta.has_field(field)]
	return dict(frappe.db.get_value(doctype, name, fields, as_dict=True) or {}) if fields else {}


def _check_rate(who: ScopeMap) -> None:
	since = when.now() - timedelta(hours=1)
	made = frappe.db.count(
		"Identity Access Log",
		{"user": who.user, "way": "Searched", "happened_on": (">=", since)},
	)
	if made >= SEARCHES_PER_HOUR:
		frappe.throw(_("Too many searches for people in one hour. Please go on later."), TooManySearches)


def _log(
	way: str, petitioner, ref_doctype, ref_name, who: ScopeMap, *, stays: bool = False, **values
) -> None:
	add = append_only.add_even_if_refused if stays else append_only.add
	add(
		"Identity Access Log",
		way=way,
		petitioner=petitioner,
		ref_doctype=ref_doctype,
		ref_name=ref_name,
		user=who.user,
		organ=_acting_organ(who, ref_doctype, ref_name),
		happened_on=when.now(),
		ip_address=getattr(frappe.local, "request_ip", None),
		**values,
	)


def _acting_organ(who: ScopeMap, doctype: str | None, name: str | None) -> str | None:
	"""The organ through which the user came to it: the holder if it is his, else the first at which he holds a post."""
	entry = scoped.get(doctype) if doctype else None
	if entry and entry.holder and name:
		holder = frappe.db.get_value(doctype, name, entry.holder)
		if holder in who.organs:
			return holder
	return next(iter(posting.organs_of(who.user)), None)


def _pluck(query) -> list[str]:
	return [row[0] for row in query.run()]
