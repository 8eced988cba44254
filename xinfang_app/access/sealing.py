"""Sealed accusations: put away, opened by named custodians, handed on.

Rule (arts. 30, 46(5); idea 8). What an accusation says, whom it accuses and who brought it lie encrypted in one Sealed
Accusation; its papers lie encrypted beside it, in the database and not among Frappe's files. Everybody else who has
reason to know sees a row of the Sealed Register. `open` gives the content to a custodian named for it, never to
Administrator, and every opening and every attempt without right is logged. Who is named and who is excluded is
decided in `custodians`, unsealing in `unsealing`.

Sealing follows the accusation, not the organ complained of. The petition room calls `seal` and purges what the piece
was typed into.
"""

import json

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import append_only, custodians, identity, keys, sealed_files
from xinfang_app.access.errors import NotPermitted

SYSTEM = "system"
PLACE = "Sealed Accusation/{}"


def seal(
	content: dict,
	*,
	received_on,
	form: str | None = None,
	source_level: str | None = None,
	organ: str,
	target_organ: str | None = None,
	accused_users=(),
	accused_organs=(),
	files=(),
	number: str | None = None,
	channel: str | None = None,
) -> Document:
	"""Put an accusation away and return its row of the Sealed Register.

	`content` is kept as JSON; `petitioners` in it is a list of {"petitioner": name of a Petitioner, …}, and
	`respondent_organ`, if set, is excluded like `accused_organs`. `organ` registered it; `target_organ` is to receive
	it. `accused_users` are kept away whatever their post. `files` are names of File rows, or dicts {"file_name",
	"content": bytes}; the caller removes the File rows. `received_on` is naive, in the site's zone.
	"""
	register = append_only.add(
		"Sealed Register",
		number=number,
		stage="Registered",
		received_on=received_on,
		registered_on=when.now(),
		form=form,
		channel=channel,
		source_level=source_level,
		organ=organ,
		target_organ=target_organ,
		# Where it happened is part of the content; the row lies with the office that registered it.
		scope_code=frappe.get_cached_value("Organ", organ, "place_code"),
	)
	custodians.exclude(register.name, accused_users, [*accused_organs, content.get("respondent_organ")])
	labels = sealed_files.keep(register.name, files)
	text = json.dumps({**content, "accused_users": list(accused_users)}, ensure_ascii=False, default=str)
	with append_only.writing():
		accusation = frappe.new_doc("Sealed Accusation")
		accusation.update({"register": register.name, "sealed_on": when.now()})
		accusation.content = keys.encrypt(text, PLACE.format(register.name), keys.SEALED)
		accusation.files = keys.encrypt(json.dumps(labels), PLACE.format(register.name), keys.SEALED)
		accusation.flags.ignore_permissions = True
		accusation.insert()
	_name_custodians(register, accusation, organ)
	return register


def open(name: str) -> dict:
	"""Return the content of the sealed piece whose register row is `name`, to a custodian named for it; log it.

	Keys are those given to `seal`; each of `petitioners` carries its identity, and `files` lists {"no", "file_name",
	"size"}. Raises NotPermitted for everybody else, in the same words whether the piece exists or not.
	"""
	accusation = require_custodian(name)
	log(name, "Opened")
	return _content(accusation)


def open_file(name: str, no: int) -> tuple[str, bytes]:
	"""Return (file name, content) of paper `no` of the sealed piece `name`, to a custodian named for it; log it."""
	accusation = require_custodian(name)
	label = next((label for label in _files(accusation) if label["no"] == int(no)), None)
	if not label:
		frappe.throw(_("There is no such paper."), frappe.DoesNotExistError)
	log(name, "File opened", str(no))
	return label["file_name"], sealed_files.read(name, label["no"])


def transfer(register, to_organ: str, occurred_on=None) -> Document:
	"""Record that the sealed piece went to `to_organ` (by the cadre's level), and let its custodians take over.

	Only a custodian named for it may; an organ that is excluded receives nothing. Where `to_organ` has no custodian
	in the system, those who have it keep it until it is closed. Returns the register row.
	"""
	register = _register(register)
	accusation = require_custodian(register.name)
	out = set(custodians.excluded(register.name))
	if custodians.organ_mark(to_organ) in out:
		frappe.throw(_("This organ is concerned itself; the piece cannot go there (art. 30)."), NotPermitted)
	_save(register, stage="Transferred", to_organ=to_organ, transferred_on=occurred_on or when.now())
	log(register.name, "Transferred", to_organ)
	people = custodians.eligible(to_organ, out)
	if people:
		for row in accusation.custodians:
			if row.active and (row.user, row.organ) not in people:
				custodians.end(row, _("Transferred"))
				log(register.name, "Custodian ended", row.user)
		_name(register, accusation, people, frappe.session.user)
	return register


def close(register, closing: str, occurred_on=None) -> Document:
	"""Record how the sealed piece ended (`closing`: a code or short text without names). Only its custodian may."""
	register = _register(register)
	require_custodian(register.name)
	_save(register, stage="Closed", closing=closing, closed_on=occurred_on or when.now())
	log(register.name, "Closed")
	return register


def exclude(register, users=(), organs=()) -> None:
	"""Keep further people and organs away, found to be concerned while the piece is handled. Only its custodian may.

	Custodians who are among them lose it at once, and the office above takes over if none is left.
	"""
	register = _register(register)
	accusation = require_custodian(register.name)
	custodians.exclude(register.name, users, organs)
	renew(register, accusation)


def renew(register, accusation=None) -> None:
	"""End custodians who have left or are concerned now, and name others if none is left. Runs daily for all."""
	register = _register(register)
	accusation = accusation or _accusation(register.name)
	out = set(custodians.excluded(register.name))
	standing = {row.name for row in custodians.active(accusation, out)}
	gone = [row for row in accusation.custodians if row.active and row.name not in standing]
	for row in gone:
		custodians.end(row, _("No longer in post, or concerned himself"))
		log(register.name, "Custodian ended", row.user)
	if gone:
		_write(accusation)
	if not standing:
		_name_custodians(register, accusation, register.to_organ or register.organ)


def renew_all() -> None:
	"""See that every sealed piece that is not closed has a custodian in post. Scheduled daily."""
	for name in frappe.get_all("Sealed Register", filters={"stage": ("!=", "Closed")}, pluck="name"):
		renew(name)


def require_custodian(name: str):
	"""Return the Sealed Accusation of register row `name` if the session's user is a custodian of it, else refuse.

	The refusal is logged even though what was asked for is rolled back (art. 46(5)).
	"""
	accusation = _accusation(name)
	user = frappe.session.user
	if accusation:
		out = set(custodians.excluded(accusation.register))
		if any(row.user == user for row in custodians.active(accusation, out)):
			return accusation
	log(accusation.register if accusation else None, "Refused", asked_for=str(name)[:140], stays=True)
	frappe.throw(
		_("Only a custodian named for this piece may open it. The attempt has been recorded."), NotPermitted
	)


def is_custodian(name: str, user: str | None = None) -> bool:
	"""Return whether `user` (default: the session's) may open the sealed piece `name`. Asks without logging."""
	accusation = _accusation(name)
	if not accusation:
		return False
	out = set(custodians.excluded(accusation.register))
	return any(row.user == (user or frappe.session.user) for row in custodians.active(accusation, out))


def log_of(name: str) -> list[dict]:
	"""Return who opened or tried to open the sealed piece `name`, oldest first, to its custodian (art. 46(5)).

	Besides the columns, each row has `user_name` and `about`: whom or which organ the note means, by name.
	"""
	require_custodian(name)
	rows = frappe.get_all(
		"Sealed Opening Log",
		filters={"register": name},
		fields=["happened_on", "what", "user", "note"],
		order_by="creation asc",
	)
	meant = {row.user for row in rows} | {row.note for row in rows if row.note}
	titles = _titles("Organ", "title", meant) | _titles("User", "full_name", meant)
	for row in rows:
		row.user_name, row.about = titles.get(row.user, row.user), titles.get(row.note, row.note)
	return rows


def _titles(doctype: str, field: str, names: set[str]) -> dict[str, str]:
	rows = frappe.get_all(doctype, filters={"name": ("in", sorted(names))}, fields=["name", field])
	return {row.name: row[field] for row in rows if row[field]}


def log(
	register: str | None, what: str, note: str | None = None, *, asked_for: str | None = None, stays=False
) -> None:
	"""Write one row of the Sealed Opening Log; with `stays` it outlives a rollback."""
	add = append_only.add_even_if_refused if stays else append_only.add
	add(
		"Sealed Opening Log",
		register=register,
		asked_for=asked_for or register,
		what=what,
		user=frappe.session.user,
		happened_on=when.now(),
		note=note,
		ip_address=getattr(frappe.local, "request_ip", None),
	)


def content_of(accusation) -> dict:
	"""Return the whole content of `accusation`. The caller has checked and logged who asks."""
	return _content(accusation)


def _content(accusation) -> dict:
	place = PLACE.format(accusation.register)
	content = json.loads(keys.decrypt(accusation.content, place, keys.SEALED))
	for person in content.get("petitioners") or []:
		person.update(identity.open_sealed(person["petitioner"], accusation.register))
	return {**content, "files": _files(accusation)}


def _files(accusation) -> list[dict]:
	return json.loads(keys.decrypt(accusation.files, PLACE.format(accusation.register), keys.SEALED))


def _accusation(register: str):
	name = (
		frappe.db.get_value("Sealed Accusation", {"register": register})
		if isinstance(register, str)
		else None
	)
	return frappe.get_doc("Sealed Accusation", name) if name else None


def _register(register) -> Document:
	return frappe.get_doc("Sealed Register", register) if isinstance(register, str) else register


def _name_custodians(register, accusation, organ: str) -> None:
	people = custodians.eligible(organ, set(custodians.excluded(register.name)))
	if people:
		_name(register, accusation, people, SYSTEM)
	if bool(register.custodians_missing) != (not people):
		_save(register, custodians_missing=int(not people))


def _name(register, accusation, people, by: str) -> None:
	for user, office in people:
		custodians.name(accusation, user, office, by)
		log(register.name, "Custodian named", user)
	_write(accusation)


def _save(register, **values) -> None:
	register.update(values)
	_write(register)


def _write(doc) -> None:
	with append_only.writing():
		doc.flags.ignore_permissions = True
		doc.save()
