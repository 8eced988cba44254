"""A present list of an upper system to try the comparison with, in an invented county.

It names what the office has from that system as it stands here, and differs in four places, one of each kind: a matter
has another term there, one stands elsewhere there, one is missing there, one is there and not here. The latest matters
are taken for it, so that the differences are seen on what was just taken in. Nobody is named in it.
"""

from datetime import timedelta

import frappe
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.exchange import reconcile, samples, upper, writing

WORDS = {"To handle": "待受理", "Handling": "办理中", "Answered": "已答复", "Concluded": "已办结"}
KINDS = {"Assign": "交办", "Transfer": "转送"}
COLUMNS = ("信访件编号", "办理方式", "下发时间", "办理期限", "办理状态", "标题")
#: A list larger than this is no sample.
MOST = 5000


def workbook(organ: str, system: str) -> bytes:
	"""Return the list for the office `organ` and the upper system `system`. Raises PermissionError outside invented counties."""
	if not samples.fits(organ):
		frappe.throw(frappe._("Invented matters are only for an invented county."), frappe.PermissionError)
	return writing.workbook("在办清单", list(COLUMNS), rows(organ, system))


def rows(organ: str, system: str) -> list[list]:
	"""Return the rows of `workbook`, the latest matters first."""
	known = [_row(matter) for matter in _matters(organ, system)]
	found = list(known)
	if len(known) > 2:
		moved, elsewhere = found[0], found[1]
		moved[1] = KINDS["Assign"]
		moved[3] = str((getdate(moved[3]) if moved[3] else when.today()) + timedelta(days=45))
		elsewhere[4] = WORDS["Answered"] if elsewhere[4] != WORDS["Answered"] else WORDS["Handling"]
		del found[2]
	now = when.now().replace(second=0, microsecond=0) - timedelta(minutes=30)
	new = f"{now:%Y%m%d}990124{now:%H%M}99"
	found.append(
		[new, KINDS["Transfer"], f"{now:%Y-%m-%d %H:%M}", None, WORDS["To handle"], "反映村口路灯损坏"]
	)
	return found


def _matters(organ: str, system: str) -> list[frappe._dict]:
	"""What the system would still show as open: neither concluded there nor undone here, and no accusation."""
	found = frappe.get_all(
		upper.DOCTYPE,
		filters={
			"organ": organ,
			"upper_system": system,
			"sealed": 0,
			"withdrawn_on": ("is", "not set"),
			"ended_above_on": ("is", "not set"),
			"upper_state": ("!=", "Concluded"),
		},
		fields=["upper_number", "kind", "dispatched_on", "due_on", "petition"],
		order_by="creation desc",
		limit_page_length=MOST,
	)
	names = [row.petition for row in found if row.petition]
	facts = {
		row.name: row
		for row in frappe.get_all(
			"Petition", filters={"name": ("in", names or [""])}, fields=["name", "title", "stage"]
		)
	}
	for row in found:
		row.update({key: facts.get(row.petition, {}).get(key) for key in ("title", "stage")})
	return found


def _row(matter: frappe._dict) -> list:
	return [
		matter.upper_number,
		KINDS.get(matter.kind or "Transfer"),
		str(matter.dispatched_on or "")[:16] or None,
		str(matter.due_on) if matter.due_on else None,
		WORDS[reconcile.state_of(matter.stage)],
		matter.title,
	]
