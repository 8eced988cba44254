"""What the letter desk calls. Thin: names and plain data in, plain data out; the rules are in the modules beside this one.

Everything that writes takes POST, so that it runs at READ COMMITTED (`petition.again`); what draws a number repeats
itself once after a deadlock.
"""

import frappe
from frappe import _
from frappe.utils import cint, sbool

from xinfang_app.access import scope
from xinfang_app.petition import again
from xinfang_app.petition.registering import agency, repeats
from xinfang_app.petition.registering import register as registration
from xinfang_app.reception import choices as picking
from xinfang_app.reception import drafts, letter, serving
from xinfang_app.reception import earlier as looking_back
from xinfang_app.reception import tray as lying
from xinfang_app.reception.errors import FileNotReadable
from xinfang_app.reception.reading import engine, job
from xinfang_app.reception.scans import cutting, files, keeping


@frappe.whitelist()
def start() -> dict:
	"""Return what a desk needs once: the user's organs, colleagues, the limit of a scan, whether scans are read."""
	organs = serving.organs()
	return {
		"organs": [
			{"name": name, "title": frappe.get_cached_value("Organ", name, "title")} for name in organs
		],
		"colleagues": serving.colleagues(organs[0]) if organs else [],
		"limit": keeping.limit(),
		"reads": engine.available(),
		"me": frappe.utils.get_fullname(frappe.session.user),
	}


@frappe.whitelist()
def choices() -> dict:
	"""Return the lists of the pickers (`choices.mine`)."""
	return picking.mine()


@frappe.whitelist()
def tray() -> list[dict]:
	"""Return the letters received and not registered that the user may see (`tray.rows`)."""
	return lying.rows()


@frappe.whitelist(methods=["POST"])
def take_in(
	draft: str | None = None, organ: str | None = None, common: str | int = 0, again_too: str | int = 0
) -> dict:
	"""Take an uploaded scan (`file` of the form) in: as a letter of its own, or as more pages of `draft`.

	Returns {"draft", "scan"}; or {"twin": {by, on}}, and nothing is kept, where the same file lies at the office
	already and `again_too` is not set.
	"""
	content = _uploaded()
	taken = keeping.checked(content)
	organ = serving.organ(organ)
	piece = drafts.get(draft) if draft else None
	twin = None if cint(again_too) else keeping.twin(content, piece.organ if piece else organ)
	if twin:
		return {"twin": twin}
	if piece:
		drafts.require_draft(piece)
	else:
		piece = drafts.begin(organ=organ, common=bool(cint(common)))
	scan = keeping.add(piece, taken, content)
	job.later()
	return {"draft": piece.name, "scan": scan.name}


@frappe.whitelist(methods=["POST"])
def begin(organ: str | None = None, form: str = "Letter", common: str | int = 0) -> str:
	"""Begin a letter without a scan; return the name of its draft."""
	return drafts.begin(organ=organ, form=form, common=bool(cint(common))).name


@frappe.whitelist(methods=["POST"])
def open_letter(draft: str, window: str, take_over: str | bool = False) -> dict:
	"""Return a letter for the desk: its fields, people, scans, and who else has it open."""
	doc = drafts.get(draft)
	other = lying.open_by(draft, window, take_over=bool(sbool(take_over)))
	scans = keeping.of(draft)
	if any(row.state == keeping.WAITING for row in scans):
		job.later()
	return {**drafts.shown(doc), "scans": [_scan(row) for row in scans], "other": other}


@frappe.whitelist(methods=["POST"])
def still_open(draft: str, window: str) -> dict | None:
	"""Note that the letter is still open in this window; return who has it open otherwise (`tray.open_by`)."""
	scope.require(frappe.get_doc(drafts.DOCTYPE, draft), "act")
	return lying.open_by(draft, window)


@frappe.whitelist(methods=["POST"])
def close_letter(draft: str, window: str) -> None:
	"""Note that the letter is no longer open in this window."""
	lying.close(draft, window)


@frappe.whitelist()
def page(scan: str, number: int, longest: int = 1600) -> None:
	"""Send one page of a scan as a picture, to whoever may see its piece."""
	row = _readable(scan)
	try:
		image = files.page(
			keeping.content(row),
			row.kind,
			cint(number),
			longest=cint(longest),
			turn=keeping.turns(row).get(cint(number), 0),
		)
	except (files.Unreadable, files.Locked):
		frappe.throw(_("This page cannot be shown."), FileNotReadable)
	frappe.response.filename = f"{cint(number)}.jpg"
	frappe.response.filecontent = files.as_jpeg(image)
	frappe.response.type = "download"
	frappe.response.display_content_as = "inline"


@frappe.whitelist(methods=["POST"])
def turn_page(scan: str, number: int, by: int) -> dict:
	"""Turn one page of a scan (`keeping.turn`); it is read anew."""
	row = frappe.get_doc(keeping.DOCTYPE, scan, for_update=True)
	drafts.require_draft(drafts.get(row.submission))
	turned = keeping.turn(row, cint(number), cint(by))
	job.later()
	return turned


@frappe.whitelist(methods=["POST"])
def save(draft: str, values: str | dict, people: str | list | None = None, seen: str | None = None) -> dict:
	"""Save what was typed (`drafts.save`); return the draft as it stands, and notes on what could not be taken over."""
	doc = drafts.get(draft)
	notes = drafts.save(doc, _data(values), _data(people), seen)
	return {**drafts.shown(doc), "notes": notes}


@frappe.whitelist()
def proposal(draft: str) -> dict:
	"""Return what the scans of the draft seem to say (`job.proposed`); nothing is written by it."""
	doc = frappe.get_doc(drafts.DOCTYPE, draft)
	scope.require(doc, "act")
	return job.proposed(doc)


@frappe.whitelist()
def repeats_of(draft: str) -> list[dict]:
	"""Return the matters the draft may repeat (`repeats.candidates`)."""
	doc = frappe.get_doc(drafts.DOCTYPE, draft)
	scope.require(doc, "act")
	return repeats.candidates(doc)


@frappe.whitelist(methods=["POST"])
def cut_off(draft: str, scan: str, pages: str | list, seen: str | None = None) -> str:
	"""Make pages of a scan a letter of their own (`cutting.cut_off`); return the name of its draft."""
	row = frappe.get_doc(keeping.DOCTYPE, scan, for_update=True)
	other = cutting.cut_off(drafts.get(draft), row, [cint(number) for number in _data(pages)], seen)
	job.later()
	return other.name


@frappe.whitelist(methods=["POST"])
def register(
	draft: str, seen: str, decision: str | dict | None = None, parts: str | list | None = None
) -> list[dict]:
	"""Register the letter and split off its further matters (`letter.register`); return what is told of each piece."""
	return again.once_more(
		lambda: [
			registration.told(piece)
			for piece in letter.register(
				drafts.get(draft), decision=_data(decision), parts=_data(parts), seen=seen
			)
		]
	)


@frappe.whitelist(methods=["POST"])
def seal(
	draft: str,
	seen: str,
	accused_users: str | list | None = None,
	target_organ: str | None = None,
	extract: str | dict | None = None,
) -> dict:
	"""Seal the letter as an accusation (`letter.seal`), or, with an `extract`, let that go on (`letter.seal_out`)."""
	accused, rest = _data(accused_users) or [], _data(extract)

	def work() -> dict:
		doc = drafts.get(draft)
		if rest:
			row = letter.seal_out(
				doc, rest, accused_users=accused, target_organ=target_organ or None, seen=seen
			)
		else:
			row = letter.seal(doc, accused_users=accused, target_organ=target_organ or None, seen=seen)
		return registration.told(row)

	return again.once_more(work)


@frappe.whitelist(methods=["POST"])
def hand_to(draft: str, user: str, seen: str | None = None) -> None:
	"""Give the letter to a colleague (`drafts.hand_to`)."""
	drafts.hand_to(drafts.get(draft), user, seen)


@frappe.whitelist(methods=["POST"])
def earlier(
	reason: str, phone: str | None = None, id_no: str | None = None, name: str | None = None
) -> list[dict]:
	"""Return the earlier pieces of one person within the user's scope (`earlier.pieces`); logged with the reason."""
	return looking_back.pieces(reason=reason, phone=phone, id_no=id_no, name=name)


@frappe.whitelist(methods=["POST"])
def take_consent(draft: str, seen: str | None = None) -> dict:
	"""Attach the uploaded scan (`file` of the form) of the signed consent to a draft filed on behalf of somebody."""
	doc = drafts.get(draft)
	taken = keeping.checked(_uploaded())
	drafts.require_draft(doc)
	url = _attach(doc, taken, _("Consent"))
	given = {"agent_consent": 1, "agent_consent_way": agency.WRITTEN, "agent_consent_file": url}
	drafts.save(doc, given, None, seen)
	return drafts.shown(doc)


@frappe.whitelist()
def may_prove(submission: str) -> bool:
	"""Return whether the user may put the consent to filing on behalf on record."""
	return scope.may_name(drafts.DOCTYPE, submission, "act")


@frappe.whitelist(methods=["POST"])
def prove_consent(
	submission: str, way: str, witness: str | None = None, given_on: str | None = None
) -> str | None:
	"""Put the consent to filing on behalf on record afterwards (`agency.prove`), with the uploaded scan if in writing."""
	piece = drafts.get(submission)
	url = None
	if way == agency.WRITTEN:
		url = _attach(piece, keeping.checked(_uploaded()), _("Consent"))
	piece = agency.prove(piece, way, file=url, witness=witness, given_on=given_on or None)
	return str(piece.agent_consent_on)


def _attach(doc, taken: files.Taken, label: str) -> str:
	"""Attach a checked file to `doc` under a neutral name and return its address."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{label}.{taken.ending}",
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
			"is_private": 1,
			"content": taken.content,
		}
	).insert(ignore_permissions=True)
	return file.file_url


def _uploaded() -> bytes:
	sent = frappe.request.files.get("file") if getattr(frappe.local, "request", None) else None
	content = sent.stream.read() if sent else b""
	if not content:
		frappe.throw(_("The file is empty."), FileNotReadable)
	return content


def _readable(scan: str):
	row = frappe.get_doc(keeping.DOCTYPE, scan)
	scope.require(frappe.get_doc(drafts.DOCTYPE, row.submission), "read")
	return row


def _scan(row) -> dict:
	return {key: row[key] for key in ("name", "place", "pages", "turns", "state")}


def _data(value):
	"""Return what was sent as JSON; the desk sends nothing as an empty text."""
	if isinstance(value, str):
		return frappe.parse_json(value) if value.strip() else None
	return value
