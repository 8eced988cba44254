"""What sender, target and copied organs are told, through the outbox; number, kind, organ and day only.

Rule: a message names no petitioner and carries no content of a case. Copies (抄送) go to the head and leaders of the
organs named, and let them read the letter.
"""

from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.messages import outbox
from xinfang_app.petition import acting

SENT, COPIED, ANSWERED, CLOSED, NOT_MET, WITHDRAWN, NO_REPLY = (
	"letter_sent",
	"letter_copied",
	"letter_answered",
	"letter_closed",
	"letter_not_met",
	"letter_withdrawn",
	"letter_no_reply",
)


def organ(record: Document, event: str) -> None:
	"""Tell the organ addressed: its officer and its head."""
	_put(record, event, record.organ, ("officer", "head"))


def office(record: Document, event: str) -> None:
	"""Tell the office that sent it: its supervision officers and section heads."""
	_put(record, event, record.from_organ, ("supervision", "section_head"))


def copies(record: Document) -> None:
	"""Tell the heads and leaders of the organs copied."""
	for row in record.copies:
		_put(record, COPIED, row.organ, ("head", "leader"))


def no_sender(row) -> None:
	"""Tell the leaders of an office that it is late itself and no office above is in the system."""
	outbox.put(
		key=f"{row.key}:no-sender"[:140],
		text="supervision_own_office",
		ref_doctype=row.ref_doctype,
		ref_name=row.ref_name,
		petition=row.petition,
		organ=row.organ,
		deadline=row.deadline,
		audience=("head", "leader"),
		content={key: row.content.get(key) for key in ("rule", "title", "due_on")},
	)


def text(row) -> dict | None:
	"""Return what is said of a letter: title and lines. Registered in `xf_outbox_texts`."""
	said = row.content
	titles = {
		SENT: _("{0} from {1}: please sign for it", lang="zh"),
		COPIED: _("Copied to you: {0} of {1}", lang="zh"),
		ANSWERED: _("{0}: the organ has replied, please verify", lang="zh"),
		CLOSED: _("{0}: verified and closed", lang="zh"),
		NOT_MET: _("{0}: the reply was found not to meet the demand", lang="zh"),
		WITHDRAWN: _("{0} was withdrawn by {1}", lang="zh"),
		NO_REPLY: _("{0}: no reply by its day, raised a level", lang="zh"),
	}
	head = " ".join(filter(None, (_(said.kind, lang="zh"), said.number)))
	lines = [_("To: {0}", lang="zh").format(said.target)]
	if said.due_on:
		lines.append(_("Reply due on {0}", lang="zh").format(said.due_on))
	return {"title": titles[said.event].format(head, said.sender), "lines": lines}


def own_office_text(row) -> dict | None:
	"""Return what the leaders of a late petition office are told. Registered in `xf_outbox_texts`."""
	said = row.content
	return {
		"title": _("Your own office is late: {0}", lang="zh").format(said.title or said.rule),
		"lines": [
			_("Due on {0}; no office above is in the system to press it.", lang="zh").format(
				said.due_on or ""
			)
		],
	}


def _put(record: Document, event: str, target: str, audience: tuple[str, ...]) -> None:
	outbox.put(
		key=f"{event}:{record.name}:{target}"[:140],
		text="supervision_letter",
		ref_doctype=record.doctype,
		ref_name=record.name,
		organ=target,
		audience=audience,
		content={
			"event": event,
			"kind": record.kind,
			"number": record.get("document_number") or "",
			"sender": acting.organ_title(record.from_organ),
			"target": acting.organ_title(record.organ),
			"due_on": str(getdate(record.due_on)) if record.get("due_on") else "",
		},
	)
