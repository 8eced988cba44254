"""What a petitioner reports on his page about how he was treated: retaliation, obstruction, an official who should stand aside.

Rule (arts. 18, 28, 46; DOMAIN E2, rights 4 to 6). His words go sealed to those who may look into it (`rights`); the organ that
handles his matter never sees them, nor does the organ he means. He sees here his reports with their number and term, and
the answer when there is one. A browser in which an official is logged in takes none.
"""

import frappe
from frappe import _

from xinfang_app.citizen import acts
from xinfang_app.citizen.entry import Visitor
from xinfang_app.organization import competence, posting
from xinfang_app.rights import reports

#: Kind and act together, as the page offers them.
CHOICES = {
	"retaliation": ("Retaliation", "", "因信访受到打击报复"),
	"withdraw": ("Obstruction", "Pressed to withdraw", "被劝说、施压撤回信访事项"),
	"rating": ("Obstruction", "Pressed for a rating", "被要求给好评"),
	"refused": ("Obstruction", "Registration refused", "被拒绝登记"),
	"kept": ("Obstruction", "Kept from petitioning", "被阻拦反映问题"),
	"recusal": ("Recusal asked for", "", "申请经办人员回避"),
	"other": ("Obstruction", "Other way", "其他妨碍"),
}
#: Whom it means; the organ is known here, an official by the words of the petitioner.
WHOM = {"handling": "承办单位或者其工作人员", "office": "信访部门或者其工作人员", "other": "其他单位或者人员"}
STATUS = {
	"Report received": "已收到，等待核实",
	"Being looked into": "正在核实",
	"Looked into": "已核实，正在答复",
	"Result told": "已答复",
}
LONGEST, MOST = 3000, 10


def take(visitor: Visitor, choice: str, whom: str, text: str, who: str = "") -> dict:
	"""Take the visitor's report; return its receipt. Raises NotThisWay, ReportRefused, SomethingMissing."""
	acts.refuse_officials()
	piece = acts.piece_of(visitor)
	if choice not in CHOICES or whom not in WHOM:
		frappe.throw(_("Choose what is reported."), reports.ReportRefused)
	waiting = [row for row in reports.of_piece(piece.name) if row["stage"] != reports.TOLD]
	if len(waiting) >= MOST:
		frappe.throw(
			_("Your reports are being looked into; the answer will stand here."), reports.ReportRefused
		)
	kind, act, _label = CHOICES[choice]
	holder = frappe.db.get_value("Petition", piece.petition, "holder") if piece.petition else piece.organ
	meant = {"handling": [holder], "office": _offices(piece), "other": []}[whom]
	made = reports.register(
		kind=kind,
		act=act,
		text=(text or "")[:LONGEST],
		who=(who or "")[:140],
		way="On the follow page",
		organs=[organ for organ in meant if organ],
		petition=piece.petition,
		submission=piece.name,
		by_citizen=True,
	)
	return reports.receipt(made)


def _offices(piece) -> list[str]:
	"""Return what "the petition office" may mean: who registered the piece or its matter, and the county's own office."""
	registering = (
		frappe.db.get_value("Petition", piece.petition, "registering_organ") if piece.petition else None
	)
	county = posting.county_of(piece.organ)
	return list(
		dict.fromkeys([piece.organ, registering, competence.petition_office(county) if county else None])
	)


def of(piece_name: str) -> list[dict]:
	"""Return the reports of a piece as the page shows them."""
	return [
		{
			"number": row["number"],
			"kind": _(row["kind"], lang="zh"),
			"received_on": row["received_on"].date(),
			"due_on": row["due_on"],
			"status": STATUS[row["stage"]],
			"answer": row["answer"],
		}
		for row in reports.of_piece(piece_name)
	]
