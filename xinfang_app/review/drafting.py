"""The draft of the opinion of a review, and what is checked before it is signed.

Rule: the draft lies on a record of its own, seen by the organ that reviews and by nobody else: the organ whose opinion is
reviewed reads the opinion when it is signed. It says what was found, the law, the reasons and one of four results:
upheld, changed, revoked and to be done again, revoked. A change says for each claim what comes in the place of the
result so far; doing it again has a term of at most sixty days, the term of art. 34. The remedy is told: thirty days
for a re-review and which organ, or that the re-review is the last word (arts. 35, 36).

A panel stands, the organ was asked for file and answer and has answered or let its day pass. Rooms above add texts that
the opinion has to cite by number (`xf_review_cited`: functions `(review) -> list`, of numbers or of dicts with `number`): the
conclusion of a hearing; and say what stops the signature (`xf_review_checks`: `(review) -> list[Problem]`): an open
hearing. A late opinion is signed all the same; the clock keeps the lateness.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.petition import handling
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.answering.presign import CITED, Problem
from xinfang_app.review import reviews, routing, who
from xinfang_app.review.errors import ReviewRefused

DOCTYPE = "Review Draft"
LONGEST = 60  # days, art. 34
RESULTS = ("Upheld", "Changed", reviews.REDO, "Revoked")
TEXTS = ("findings", "law", "reasons")
RE_REVIEW = "您对本复查意见不服的，可以自收到本意见书之日起三十日内，向{organ}请求复核（《信访工作条例》第三十六条第一款）。"
LAST = (
	"本复核意见送达后，您仍以同一事实和理由提出投诉请求的，各级机关、单位不再受理（《信访工作条例》第三十六条第三款）；"
	"生活确有困难的，可以依法申请救助，有关机关、单位将继续做好帮扶工作（第三十七条）。"
)
REDONE = "{organ}应当自本意见作出之日起{days}日内重新作出处理意见，不得以同一事实和理由作出相同的处理意见。"


def begin(review: Document) -> Document:
	"""Return the draft of `review`, made where there is none yet."""
	scope.require(review, "act")
	who.require_reviewer(review)
	handling.at_stage(review, ("Accepted",), _("The draft"))
	if review.external:
		frappe.throw(_("The organ that reviews lies outside the system."), ReviewRefused)
	found = of(review)
	if found:
		return found
	draft = frappe.new_doc(DOCTYPE)
	draft.update(
		{
			"review": review.name,
			"organ": review.organ,
			"title": f"{review.petition_number or ''} {_(review.level)}".strip(),
		}
	)
	petition = handling.petition_of(review)
	for claim in petition.claims:
		draft.append(
			"items",
			{"claim_no": claim.claim_no, "claim": claim.claim, "former_result": claim.result or ""},
		)
	return handling.write(draft)


def fill(draft: Document, items: list[dict] | None = None, **values) -> Document:
	"""Write result, findings, law, reasons, redo_days and the results by claim into a draft."""
	check_open(draft)
	draft.update({key: value for key, value in values.items() if key in ("result", "redo_days", *TEXTS)})
	rows = {row.claim_no: row for row in draft.items}
	for item in items or []:
		row = rows.get(cint(item["claim_no"]))
		if row is None:
			frappe.throw(_("There is no claim {0} in this opinion.").format(item["claim_no"]), ReviewRefused)
		row.update(
			{key: item[key] for key in ("result", "granted", "due_on", "executing_organ") if key in item}
		)
	return handling.write(draft)


def of(review: Document) -> Document | None:
	"""Return the draft of `review`, or None."""
	name = frappe.db.get_value(DOCTYPE, {"review": review.name})
	return frappe.get_doc(DOCTYPE, name) if name else None


def check_open(draft: Document) -> None:
	"""Refuse a change by somebody else than the organ that reviews, or once the draft was sent up."""
	review = frappe.get_doc(reviews.DOCTYPE, draft.review)
	who.require_reviewer(review)
	handling.at_stage(review, ("Accepted",), _("A change of the opinion"))


def keep_rows(draft: Document) -> None:
	"""A form changes what comes in the place of a result, not which claims there are."""
	before = draft.get_doc_before_save()
	known = {row.claim_no: row for row in before.items} if before else {}
	given = {cint(row.claim_no): row for row in draft.items}
	if set(given) != set(known):
		frappe.throw(_("The claims of the opinion stay as they are."), ReviewRefused)
	for number, row in given.items():
		row.claim, row.former_result = known[number].claim, known[number].former_result


def problems(review: Document, draft: Document | None = None) -> list[Problem]:
	"""Return everything that is wrong with the opinion of `review`, what stops the signature first."""
	draft = draft or of(review)
	if not draft:
		return [Problem("no_draft", _("There is no draft of the opinion yet."))]
	found = [
		*_texts(draft),
		*_result(review, draft),
		*_procedure(review),
		*_remedy(review),
		*_cited(review, draft),
		*(one for path in frappe.get_hooks("xf_review_checks") for one in frappe.get_attr(path)(review)),
	]
	due = reviews.due_on(review)
	if due and due < when.today():
		found.append(
			Problem(
				"late",
				_("The term ended on {0}; the opinion goes out late and stays marked so").format(due),
				False,
			)
		)
	return sorted(found, key=lambda problem: not problem.hard)


def remedy(review: Document, draft: Document) -> str:
	"""Return the remedy as it stands in the opinion, with the order to do it again before it."""
	parts = []
	if draft.result == reviews.REDO:
		handler = frappe.db.get_value("Handling Opinion", review.opinion, "organ")
		parts.append(REDONE.format(organ=organ_title(handler), days=cint(draft.redo_days)))
	if review.level == reviews.RE_REVIEW:
		return "".join([*parts, LAST])
	above = routing.options(review.organ)
	return "".join([*parts, RE_REVIEW.format(organ=above[0].title)]) if above else ""


def _texts(draft: Document) -> list[Problem]:
	wanted = (
		("result", draft.result, _("No result is chosen")),
		("findings", (draft.findings or "").strip(), _("The facts found are missing")),
		("law", (draft.law or "").strip(), _("No law or policy is cited")),
		("reasons", (draft.reasons or "").strip(), _("The opinion and its reasons are missing")),
	)
	found = [Problem(code, text) for code, given, text in wanted if not given]
	if (draft.law or "").strip() and not CITED.search(draft.law):
		found.append(Problem("law_form", _("Name the law with its title and article"), False))
	return found


def _result(review: Document, draft: Document) -> list[Problem]:
	if draft.result in ("Changed", "Revoked") and frappe.db.get_value(
		"Handling Opinion", review.opinion, "revoked_on"
	):
		text = _(
			"The review has revoked the opinion: uphold that, or order it to be done again with a new term"
		)
		return [Problem("revoked_already", text)]
	if draft.result == reviews.REDO and not 1 <= cint(draft.redo_days) <= LONGEST:
		return [Problem("redo_days", _("The term for doing it again is one to {0} days").format(LONGEST))]
	if draft.result != "Changed":
		return []
	changed = [row for row in draft.items if row.result]
	found = []
	if not any(row.result != row.former_result or row.granted for row in changed):
		found.append(
			Problem("nothing_changed", _("A change says what comes in the place of the result so far"))
		)
	for row in changed:
		if row.result == "Support" and not ((row.granted or "").strip() and row.due_on):
			text = _("Claim {0}: say what is granted and by when it is carried out").format(row.claim_no)
			found.append(Problem("granted", text, claim_no=row.claim_no))
		elif row.result == "Support" and getdate(row.due_on) < when.today():
			text = _("Claim {0}: the date of execution has passed").format(row.claim_no)
			found.append(Problem("granted_past", text, claim_no=row.claim_no))
	return found


def _procedure(review: Document) -> list[Problem]:
	found = []
	if len(review.panel) < reviews.setting("panel_size"):
		found.append(Problem("panel", _("At least {0} people review.").format(reviews.setting("panel_size"))))
	if not review.file_called_on:
		found.append(Problem("file", _("The case file and the answer of the organ were not called for")))
	elif not review.answered_on and getdate(review.answer_due_on) >= when.today():
		found.append(
			Problem("answer", _("The organ may still answer until {0}").format(review.answer_due_on))
		)
	elif not review.answered_on:
		found.append(Problem("no_answer", _("The organ has not answered; its file speaks for it"), False))
	return found


def _remedy(review: Document) -> list[Problem]:
	if review.level == reviews.REVIEW and not routing.options(review.organ):
		return [
			Problem(
				"remedy_organ", _("The organ that re-reviews is not known; enter the superior of the organ")
			)
		]
	return []


def _cited(review: Document, draft: Document) -> list[Problem]:
	text = "\n".join(draft.get(field) or "" for field in TEXTS)
	found = []
	for path in frappe.get_hooks("xf_review_cited"):
		for row in frappe.get_attr(path)(review):
			number = row if isinstance(row, str) else row["number"]
			if number and number not in text:
				found.append(Problem("cited", _("The opinion has to cite {0}").format(number)))
	return found
