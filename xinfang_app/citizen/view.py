"""What a petitioner is shown of his matter.

Rule: what the national rules for handling petitions online demand (registration, each transfer down the tiers and to
the organ, the notices of acceptance, refusal and extension, the opinion, each with its date), who has it now, what is
due next and by which article, what was granted and whether it was carried out, and who opened his identity. All is
read from the records; nothing is written. It shows organs, never officials; it shows the visitor's own piece and
papers, never another petitioner's name, number or text. Texts are given as they were typed (Frappe stores `<` as
`&lt;`); the page escapes all of them.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from html import unescape

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import identity
from xinfang_app.citizen import papers, reporting
from xinfang_app.citizen.papers import CitizenPaper
from xinfang_app.hearing import by_citizen as hearings
from xinfang_app.petition.ending import withdrawal
from xinfang_app.petition.serving import rating, recipients
from xinfang_app.review import asking

# Duties towards the petitioner, and his own rights; the terms between organs are not his business.
DUTIES = ("N01", "N02", "N03", "N04", "N06", "N06R", "N10", "N12", "N15", "N18", "N30", "N32")
RIGHTS = ("N09", "N11", "N22")
LIVE = ("Running", "Paused")
# Notices by their code, in the words of the page.
NOTICES = {
	"W07": "告知转送、交办去向",
	"W08": "书面告知受理",
	"W09": "书面告知不予受理",
	"W10": "书面告知不再受理",
	"W11": "告知应当通过的法定途径",
	"W22": "答复履行职责情况",
	"W23": "回复建议",
}
STAGES = {
	"Registered": "已登记，正在确定承办单位",
	"Referred": "已转送承办单位，等待告知",
	"Accepted": "已受理",
	"Handling": "正在办理",
	"Opinion Issued": "已作出处理意见，正在送达",
	"Served": "处理意见已送达",
	"Executing": "正在落实处理意见",
	"Terminated": "办理终结",
	"Archived": "办理终结，已归档",
	"Diverted": "已导入法定途径",
	"Referred Judicial": "已转送有关政法部门",
	"Suggestion Replied": "建议已回复",
	"Not Accepted": "不予受理",
	"No Further Acceptance": "不再受理",
	"Withdrawn": "已撤回",
	"Settled": "已调解、和解",
	"Merged": "已并入原信访事项办理",
	"Filed": "已存查",
}
RESULTS = {"Support": "支持", "Partial": "部分支持", "Explain": "解释说明", "Not Support": "不予支持"}
REVIEW_STAGES = {
	"Requested": "已收到，正在审查是否受理",
	"Supplementing": "请您补正",
	"Accepted": "已受理，正在审查",
	"Pending Signature": "已受理，正在审查",
	"Signed": "已作出意见，正在送达",
	"Served": "意见已送达",
	"Not Accepted": "不予受理",
	"Withdrawn": "已撤回",
}
REVIEW_RESULTS = {
	"Upheld": "维持原意见",
	"Changed": "变更原意见",
	"Revoked and to be redone": "撤销原处理意见，责令重新办理",
	"Revoked": "撤销原处理意见",
}
RATING_TARGETS = {"Petition office": "信访部门", "Responsible organ": "承办单位"}
PAPERS_MADE = "制发文书"
RATING_VALUES = {"Satisfied": "满意", "Basically satisfied": "基本满意", "Not satisfied": "不满意"}


@dataclass(frozen=True)
class Step:
	"""Something that happened: the day, what, and which organ did it."""

	on: date
	text: str
	organ: str = ""


@dataclass(frozen=True)
class Due:
	"""A term that runs: until when, what, whom it binds (empty: it is the petitioner's own right), the article."""

	on: date
	text: str
	organ: str
	article: str
	late: bool
	paused: bool


@dataclass
class Matter:
	"""All that the page shows of one piece."""

	number: str
	title: str
	status: str
	received_on: date
	holder: dict = field(default_factory=dict)
	result: str = ""
	steps: list[Step] = field(default_factory=list)
	duties: list[Due] = field(default_factory=list)
	rights: list[Due] = field(default_factory=list)
	tasks: list[dict] = field(default_factory=list)
	papers: list[CitizenPaper] = field(default_factory=list)
	ratings: list[dict] = field(default_factory=list)
	may_withdraw: bool = False
	asked_to_withdraw: dict | None = None
	reviews: list[dict] = field(default_factory=list)
	may_ask: dict | None = None
	hearings: list[dict] = field(default_factory=list)
	may_ask_hearing: str | None = None
	openings: list[dict] = field(default_factory=list)
	reports: list[dict] = field(default_factory=list)


def of(piece: Document) -> Matter:
	"""Return what the petitioner of the registered `piece` is shown."""
	petition = frappe.get_doc("Petition", piece.petition) if piece.petition else None
	me = recipients.same(papers.main_of(piece))
	matter = Matter(
		number=piece.number,
		title=unescape(piece.title or ""),
		status=STAGES.get(petition.stage, "") if petition else STAGES["Registered"],
		received_on=getdate(piece.received_on),
		holder=_organ(petition.holder if petition else piece.organ),
		papers=papers.of(piece),
	)
	matter.steps = _steps(piece, petition, me)
	matter.duties, matter.rights = _terms(piece, petition, me)
	if petition:
		matter.result = _result(piece, petition, me)
		matter.tasks = _tasks(petition, bool(matter.result))
		matter.ratings = _ratings(petition)
		matter.may_withdraw, matter.asked_to_withdraw = _withdrawal(petition, me)
		matter.reviews = _reviews(petition, piece)
		matter.may_ask = _may_ask(petition, piece)
		matter.hearings = hearings.of(petition, papers.main_of(piece))
		matter.may_ask_hearing = hearings.may_ask(petition, papers.main_of(piece))
	matter.openings = _openings(me)
	matter.reports = reporting.of(piece.name)
	return matter


def sealed(register: Document) -> dict:
	"""Return what an informant is shown: that the piece came in, and that it was sent on, with the dates."""
	return {
		"number": register.number,
		"received_on": getdate(register.received_on),
		"transferred_on": getdate(register.transferred_on) if register.transferred_on else None,
	}


def _steps(piece: Document, petition: Document | None, me: set[str]) -> list[Step]:
	steps = [Step(getdate(piece.received_on), "收到您的信访事项", _title(piece.organ))]
	if piece.registered_on:
		steps.append(Step(getdate(piece.registered_on), "登记", _title(piece.organ)))
	if petition:
		steps += _referrals(piece, petition)
		steps += _notices(piece)
		steps += _decisions(petition)
		steps += _opinions(petition, me)
		steps += [
			Step(day, text, organ)
			for row in asking.of(petition, papers.main_of(piece) or "")
			for day, text, organ in row["steps"]
		]
		steps += [
			Step(*step) for row in hearings.of(petition, papers.main_of(piece)) for step in row["steps"]
		]
		steps += _endings(petition)
	# Stable: what happened on one day stays in the order of the road.
	return sorted(steps, key=lambda step: step.on)


def _referrals(piece: Document, petition: Document) -> list[Step]:
	steps = []
	for row in frappe.get_all(
		"Petition Referral",
		filters={"petition": petition.name},
		fields=[
			"kind",
			"role",
			"from_organ",
			"to_organ",
			"sent_on",
			"received_on",
			"returned_on",
			"submission",
		],
		order_by="sent_on asc, creation asc",
	):
		if row.submission and row.submission not in (piece.name, petition.first_submission):
			continue
		way = "交办" if row.kind == "Assign" else "转送"
		helper = "（协办）" if row.role == "Co-organ" else ""
		if row.sent_on:
			steps.append(
				Step(getdate(row.sent_on), f"{way}{_title(row.to_organ)}{helper}", _title(row.from_organ))
			)
		if row.received_on:
			steps.append(Step(getdate(row.received_on), f"收到{way}的材料{helper}", _title(row.to_organ)))
		if row.returned_on:
			steps.append(
				Step(getdate(row.returned_on), "退回，由转出单位重新确定承办单位", _title(row.to_organ))
			)
	return steps


def _notices(piece: Document) -> list[Step]:
	rows = frappe.get_all(
		"Petition Notice",
		filters={"submission": piece.name, "kind": ["in", list(NOTICES)]},
		fields=["kind", "issued_on", "organ"],
		order_by="issued_on asc, creation asc",
	)
	return [
		Step(getdate(row.issued_on), NOTICES[row.kind], _title(row.organ)) for row in rows if row.issued_on
	]


def _decisions(petition: Document) -> list[Step]:
	steps = []
	if petition.accepted_on:
		steps.append(
			Step(getdate(petition.accepted_on), "受理", _title(petition.lead_organ or petition.holder))
		)
	for row in frappe.get_all(
		"Extension Request",
		filters={"petition": petition.name, "stage": "Approved"},
		fields=["days", "due_after", "signed_on", "notified_on", "organ"],
		order_by="creation asc",
	):
		if row.signed_on:
			steps.append(Step(getdate(row.signed_on), f"批准延长办理期限{row.days}日", _title(row.organ)))
		if row.notified_on:
			steps.append(Step(getdate(row.notified_on), "告知延期及理由", _title(row.organ)))
	return steps


def _opinions(petition: Document, me: set[str]) -> list[Step]:
	steps = [
		Step(getdate(row.signed_on), "出具信访处理意见书", _title(row.organ))
		for row in frappe.get_all(
			"Handling Opinion",
			filters={"petition": petition.name, "stage": ["in", ["Signed", "Superseded"]]},
			fields=["signed_on", "organ"],
			order_by="creation asc",
		)
		if row.signed_on
	]
	for row in frappe.get_all(
		"Service Record",
		filters={
			"petition": petition.name,
			"recipient": ["in", sorted(me)],
			"effective_on": ["is", "set"],
			"failed": 0,
		},
		fields=["effective_on", "organ", "served_doctype", "opinion"],
		order_by="creation asc",
	):
		paper = "处理意见书"
		if row.served_doctype == papers.REVIEW:
			level = frappe.db.get_value(papers.REVIEW, row.opinion, "level")
			paper = "复查意见书" if level == "Review" else "复核意见书"
		steps.append(Step(getdate(row.effective_on), f"{paper}送达您", _title(row.organ)))
	return steps


def _endings(petition: Document) -> list[Step]:
	if not petition.terminated_on:
		return []
	closing = (
		frappe.get_cached_value("Closing Code", petition.closing_code, "title")
		if petition.closing_code
		else ""
	)
	text = f"办理终结（{closing}）" if closing else "办理终结"
	return [Step(getdate(petition.terminated_on), text, _title(petition.holder))]


def _terms(piece: Document, petition: Document | None, me: set[str]) -> tuple[list[Due], list[Due]]:
	filters: dict = {"state": ["in", LIVE], "rule": ["in", [*DUTIES, *RIGHTS]]}
	if petition:
		filters["petition"] = petition.name
	else:
		filters.update({"ref_doctype": piece.doctype, "ref_name": piece.name})
	duties, rights = [], []
	for row in frappe.get_all(
		"Deadline",
		filters=filters,
		fields=["rule", "ref_doctype", "ref_name", "due_on", "extended_to", "organ", "state"],
		order_by="due_on asc",
	):
		if _is_anothers(row, piece, me):
			continue
		rule = frappe.get_cached_doc("Deadline Rule", row.rule)
		last = getdate(row.extended_to or row.due_on)
		right = row.rule in RIGHTS
		# A right whose last day is over is no longer one; a duty stays until it is done.
		if right and last < when.today():
			continue
		due = Due(
			on=last,
			text=rule.title,
			organ="" if right else _title(row.organ),
			article=rule.article or "",
			late=not right and last < when.today(),
			paused=row.state == "Paused",
		)
		found = rights if right else duties
		# Several claims may have to be carried out by the same day.
		if due not in found:
			found.append(due)
	return duties, rights


def _is_anothers(row, piece: Document, me: set[str]) -> bool:
	"""A term of another piece of the same matter, or of a service on somebody else."""
	if row.ref_doctype == "Petition Submission":
		return row.ref_name != piece.name
	if row.ref_doctype == "Service Record":
		return frappe.db.get_value("Service Record", row.ref_name, "recipient") not in me
	if row.ref_doctype == papers.REVIEW:
		return not asking.is_his(row.ref_name, me)
	if row.ref_doctype == "Petition Referral":
		return (
			frappe.db.get_value("Petition Referral", row.ref_name, "submission") or piece.name
		) != piece.name
	return False


def _result(piece: Document, petition: Document, me: set[str]) -> str:
	"""The result, once the opinion was served on him."""
	return RESULTS.get(petition.result or "", "") if papers.served_opinions(piece, me) else ""


def _tasks(petition: Document, answered: bool) -> list[dict]:
	if not answered:
		return []
	return [
		{
			"content": unescape(row.content or ""),
			"organ": _title(row.executing_organ),
			"due_on": row.due_on,
			"done_on": row.done_on,
			"late": not row.done_on and bool(row.due_on) and row.due_on < when.today(),
		}
		for row in frappe.get_all(
			"Execution Task",
			filters={"petition": petition.name},
			fields=["content", "executing_organ", "due_on", "done_on"],
			order_by="due_on asc",
		)
	]


def _ratings(petition: Document) -> list[dict]:
	"""What may be rated, and what was: the petition office and the organ apart."""
	still_open = rating.open_targets(petition)
	given = {
		row.target: row.value
		for row in frappe.get_all(
			"Satisfaction Rating", filters={"petition": petition.name}, fields=["target", "value"]
		)
	}
	return [
		{
			"target": target,
			"label": RATING_TARGETS[target],
			"organ": _title(organ),
			"open": target in still_open,
			"given": RATING_VALUES.get(given.get(target, ""), ""),
		}
		for target, organ in rating.targets(petition).items()
		if target in still_open or target in given
	]


def _withdrawal(petition: Document, me: set[str]) -> tuple[bool, dict | None]:
	"""Whether he may withdraw now, and the request in his name that waits for his word."""
	rows = frappe.get_all(
		"Withdrawal Request",
		filters={
			"petition": petition.name,
			"requester": ["in", sorted(me)],
			"status": ["!=", "Not confirmed"],
		},
		fields=["name", "requested_on", "organ", "reason", "way", "confirmed_on"],
		limit=1,
	)
	if petition.stage not in withdrawal.OPEN_STAGES:
		return False, None
	if rows:
		row = rows[0]
		waiting = not row.confirmed_on
		return False, {
			"requested_on": getdate(row.requested_on),
			"organ": _title(row.organ),
			"reason": unescape(row.reason or ""),
			"waiting": waiting,
		}
	required = {who.petitioner for who in recipients.required(petition.name)}
	return bool(required & me), None


def _reviews(petition: Document, piece: Document) -> list[dict]:
	"""His own requests for review, in the words of the page."""
	return [
		{
			**{key: row[key] for key in ("word", "organ", "number", "due_on", "needed_by", "may_withdraw")},
			"status": REVIEW_STAGES[row["stage"]],
			"result": REVIEW_RESULTS.get(row["result"] or "", ""),
			"reason": unescape(row["reason"] or ""),
			"needed": unescape(row["needed"] or ""),
		}
		for row in asking.of(petition, papers.main_of(piece) or "")
	]


def _may_ask(petition: Document, piece: Document) -> dict | None:
	"""What he may ask for now: the review of an opinion that reached him."""
	who = papers.main_of(piece)
	found = asking.open_for(petition, who) if who else None
	return {**found, "word": "复查" if found["level"] == "Review" else "复核"} if found else None


def _openings(me: set[str]) -> list[dict]:
	"""Who opened his identity, oldest first; equal lines of one day counted, papers made not one by one."""
	counted: Counter = Counter()
	for row in sorted((row for who in me for row in identity.openings_for(who)), key=lambda row: row["on"]):
		reason = PAPERS_MADE if row["reason"].startswith(PAPERS_MADE) else row["reason"]
		counted[row["on"], row["organ"], reason] += 1
	return [
		{"on": on, "organ": organ, "reason": reason, "times": times}
		for (on, organ, reason), times in counted.items()
	]


def _organ(code: str | None) -> dict:
	if not code:
		return {}
	row = frappe.db.get_value("Organ", code, ["title", "phone", "address"], as_dict=True)
	return {"title": row.title, "phone": row.phone or "", "address": row.address or ""} if row else {}


def _title(code: str | None) -> str:
	return (frappe.get_cached_value("Organ", code, "title") or "") if code else ""
