"""Help is tied to nothing (art. 37 §2, §3): what may not stand in any text of a help, and what the person is told instead."""

import re

import frappe
from frappe import _

from xinfang_app.access.watch_words import refuse as refuse_watch_words
from xinfang_app.settling.assistance_errors import Conditional

UNTIED = "帮扶救助不附任何条件：不要求撤回信访事项，不影响继续提出诉求、申请复查复核，是否接受由本人决定。"
#: What would tie help to something; an organ's own wording of `UNTIED` is left out before the text is looked at.
TIED = re.compile(
	r"撤回|撤诉|撤访|不再(提出|信访|上访|反映|申请|追究)|停止(信访|上访|反映)|放弃(诉求|权利|复查|复核)|息诉|保证书|承诺书?|一次性了结|签订协议后"
)


def refuse_conditions(*texts: str | None) -> None:
	"""Raise Conditional where a text ties help to something, BackDoor where it speaks of watching or stopping people."""
	refuse_watch_words(*texts)
	for text in texts:
		found = TIED.search((text or "").replace(UNTIED, ""))
		if found:
			frappe.throw(
				_("Help is not tied to anything; “{0}” has no place here (art. 37).").format(found.group(0)),
				Conditional,
			)
