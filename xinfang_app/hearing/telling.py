"""What the panel and the organ are told, and who sees the matter for a hearing.

Rule: a message carries number, day and organ, nothing of the matter and nobody's name. Who sits on the panel with an
account here sees the matter from the notice until the hearing has ended, as a task (access.custody).
"""

from frappe import _
from frappe.model.document import Document
from frappe.utils import format_datetime

from xinfang_app.access import custody
from xinfang_app.hearing import who
from xinfang_app.hearing.vocabulary import CHAIR, MEMBER, RECORDER
from xinfang_app.messages import outbox
from xinfang_app.petition import acting

NOTICE, MOVED, OFF, TO_PREPARE, CONCLUDED, ASKED = (
	"notice",
	"moved",
	"off",
	"to_prepare",
	"concluded",
	"asked",
)


def bench(hearing: Document, event: str) -> None:
	"""Tell everybody on the panel who has an account."""
	users = who.panel_users(hearing, CHAIR, MEMBER, RECORDER)
	if users:
		_put(hearing, event, f"{event}:{hearing.moved}:{hearing.absences}", users=users)


def organ(hearing: Document, event: str, to: str | None = None) -> None:
	"""Tell the officer and the leaders of the organ that hears, or of the organ `to`."""
	target = to or who.organ_of(hearing)
	key = f"{event}:{target}:{hearing.moved}:{hearing.absences}"
	_put(hearing, event, key, organ=target, audience=("officer", "head"))


def seated(hearing: Document, user: str) -> None:
	"""Tell `user` that he sits on the panel, after the others were told."""
	_put(hearing, NOTICE, f"{NOTICE}:{user}", users=[user])


def open_sight(hearing: Document) -> None:
	"""Let the panel see the matter."""
	for user in who.panel_users(hearing):
		custody.give(
			hearing, user=user, kind=custody.TASK, reason=_("Sits on the panel of a hearing"), source=hearing
		)


def close_sight(hearing: Document) -> None:
	"""End what `open_sight` gave."""
	for row in hearing.panel:
		if row.user:
			custody.end(hearing, user=row.user, kind=custody.TASK, source=hearing)


def text(row) -> dict | None:
	"""Return what is said of a hearing: title and lines. In `xf_outbox_texts`."""
	said = row.content
	titles = {
		NOTICE: _("You sit on the panel of a hearing", lang="zh"),
		MOVED: _("A hearing has another day", lang="zh"),
		OFF: _("A hearing will not be held", lang="zh"),
		TO_PREPARE: _("A hearing is to be prepared", lang="zh"),
		CONCLUDED: _("The conclusion of a hearing is signed", lang="zh"),
		ASKED: _("A petitioner asks for a hearing", lang="zh"),
	}
	lines = [_("Hearing number {0}", lang="zh").format(said.number)]
	if said.held_on:
		lines.append(_("Held on {0}", lang="zh").format(said.held_on))
	lines.append(_("Organ that hears: {0}", lang="zh").format(said.organ_title))
	return {"title": titles[said.event], "lines": lines}


def _put(hearing: Document, event: str, key: str, **whom) -> None:
	outbox.put(
		key=f"hearing:{hearing.name}:{key}"[:140],
		text="hearing",
		ref_doctype=hearing.doctype,
		ref_name=hearing.name,
		petition=hearing.petition,
		content={
			"event": event,
			"number": hearing.number,
			"held_on": format_datetime(hearing.held_on, "yyyy-MM-dd HH:mm") if hearing.held_on else "",
			"organ_title": acting.organ_title(who.organ_of(hearing)),
		},
		**whom,
	)
