"""The page `/follow`: a form for number and code, then the matter. Works without JavaScript.

Every step is a form post that ends in a redirect (303), so that going back or reloading sends nothing twice. Texts of
the matter come through a template that escapes everything.
"""

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import frappe
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response

from xinfang_app import when
from xinfang_app.citizen import acts, entry, papers, reporting, session, view
from xinfang_app.letters import chinese, pdf

ROUTE = "follow"
PAGES = Path(__file__).parent / "pages"
# Answers that a redirect carries, by a key; never text from outside.
NOTES = {
	"refused": (
		"error",
		"编号或者查询码不对，或者尝试次数过多。请核对回执后再试，或者稍后再来；也可以拨打回执上的电话咨询。",
	),
	"over": ("error", "为保护您的信息，查询已超时，请重新输入。"),
	"left": ("done", "已退出查询。"),
	"rated": ("done", "您的评价已经收到，谢谢。"),
	"withdrawn": ("done", "您的撤回已经确认。"),
	"heard": ("done", "您的听证申请已经登记，承办单位将在规定期限内决定。"),
	"asked": ("done", "您的申请已经收到。审查情况和期限在本页查看。"),
	"review-withdrawn": ("done", "您的复查（复核）申请已经撤回。"),
	"reported": ("done", "您反映的情况已经收到并加密保存，编号和核实期限见下方。"),
}


class FollowPage:
	"""Frappe's page_renderer for `/follow` and `/follow/paper/<letter>`."""

	def __init__(self, path, http_status_code=None):
		self.path = (path or "").strip("/ ")

	def can_render(self) -> bool:
		return self.path == ROUTE or self.path.startswith(f"{ROUTE}/paper/")

	def render(self) -> Response:
		request = frappe.local.request
		try:
			if request.method == "POST":
				return _post(frappe.form_dict.get("step") or "")
			if self.path != ROUTE:
				return _paper(self.path.removeprefix(f"{ROUTE}/paper/"))
			return _get()
		except frappe.ValidationError as error:
			frappe.db.rollback()
			return _problem(error)
		except frappe.PermissionError as error:
			frappe.db.rollback()
			return _problem(error)


def _get() -> Response:
	note = NOTES.get(frappe.form_dict.get("note") or "")
	token, visitor = _visit()
	if not visitor:
		return _html("entry.html", note=note, csrf=_staff_token())
	common = {"note": note, "token": session.form_token(token), "csrf": _staff_token(), "today": when.today()}
	if visitor.kind == entry.SEALED:
		response = _html(
			"sealed.html", sealed=view.sealed(frappe.get_doc("Sealed Register", visitor.name)), **common
		)
	else:
		matter = view.of(frappe.get_doc("Petition Submission", visitor.name))
		wants = frappe.form_dict.get("ask")
		page = "matter.html"
		if wants == "withdraw" and _may_withdraw(matter):
			page = "withdraw.html"
		elif wants == "review" and matter.may_ask:
			page = "review.html"
		if frappe.form_dict.get("ask") == "report":
			page, common = "report.html", {**common, "choices": reporting.CHOICES, "whom": reporting.WHOM}
		response = _html(page, matter=matter, values=view.RATING_VALUES, **common)
	return _with_cookie(response, session.renew(token))


def _post(step: str) -> Response:
	if step == "open":
		visitor = entry.visitor(frappe.form_dict.get("number"), frappe.form_dict.get("code"))
		return _with_cookie(_go(""), session.begin(visitor)) if visitor else _go("refused")
	token, visitor = _visit()
	if step == "leave":
		return _without_cookie(_go("left"))
	if not visitor or not session.owns_form(token, frappe.form_dict.get("token")):
		return _without_cookie(_go("over"))
	if step == "rate":
		acts.rate(
			visitor,
			frappe.form_dict.get("target"),
			frappe.form_dict.get("value"),
			frappe.form_dict.get("reason"),
		)
		return _go("rated")
	if step == "hearing":
		acts.ask_hearing(visitor, frappe.form_dict.get("reason"))
		return _go("heard")
	if step == "withdraw":
		if not frappe.form_dict.get("sure"):
			return _go("", "ask=withdraw")
		acts.withdraw(visitor, frappe.form_dict.get("reason"))
		return _go("withdrawn")
	if step == "report":
		given = frappe.form_dict
		reporting.take(visitor, given.get("choice"), given.get("whom"), given.get("text"), given.get("who"))
		return _go("reported")
	if step == "ask-review":
		form = frappe.form_dict
		acts.ask_review(
			visitor,
			form.get("level") or "",
			form.get("claims") or "",
			form.get("facts") or "",
			form.get("organ"),
			form.get("late_cause"),
		)
		return _go("asked")
	if step == "withdraw-review":
		acts.withdraw_review(visitor)
		return _go("review-withdrawn")
	return _go("")


def _paper(letter: str) -> Response:
	_token, visitor = _visit()
	if not visitor:
		return _go("over")
	found = papers.find(acts.piece_of(visitor), letter) if visitor.kind == entry.PIECE else None
	if not found:
		return _html("gone.html", status=404)
	if not pdf.is_made(found.name):
		# Made by the system in the background; the page asks again by itself.
		pdf.in_background(found.name)
		return _html("soon.html", status=202, title=found.title)
	response = Response(pdf.of(frappe.get_doc("Official Letter", found.name)), mimetype="application/pdf")
	name = quote(f"{found.title}{found.number}.pdf")
	response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
	return response


def _may_withdraw(matter: view.Matter) -> bool:
	return matter.may_withdraw or bool(matter.asked_to_withdraw and matter.asked_to_withdraw["waiting"])


def _visit() -> tuple[str | None, entry.Visitor | None]:
	token = frappe.local.request.cookies.get(session.COOKIE)
	return token, session.read(token)


def _staff_token() -> str:
	"""Frappe asks a post from a logged-in browser for its own token; a visitor has none."""
	return frappe.session.data.get("csrf_token") or ""


def _problem(error: Exception) -> Response:
	frappe.clear_messages()
	frappe.local.message_log = []
	status = getattr(error, "http_status_code", 417)
	return _html("problem.html", status=429 if status == 429 else 400, text=str(error))


def _go(note: str, query: str = "") -> Response:
	query = f"note={note}" if note else query
	return Response(status=303, headers={"Location": f"/{ROUTE}{'?' + query if query else ''}"})


def _html(page: str, *, status: int = 200, **data) -> Response:
	text = _pages().get_template(page).render(note=data.pop("note", None), **data)
	return Response(text, status=status, mimetype="text/html")


def _with_cookie(response: Response, token: str) -> Response:
	secure = frappe.local.request.scheme == "https"
	response.set_cookie(session.COOKIE, token, httponly=True, samesite="Strict", secure=secure, path="/")
	return response


def _without_cookie(response: Response) -> Response:
	response.delete_cookie(session.COOKIE, path="/")
	return response


@lru_cache(maxsize=1)
def _pages() -> Environment:
	pages = Environment(
		loader=FileSystemLoader(PAGES),
		autoescape=True,
		undefined=StrictUndefined,
		trim_blocks=True,
		lstrip_blocks=True,
	)
	pages.filters["day"] = chinese.day
	pages.filters["moment"] = chinese.moment
	return pages
