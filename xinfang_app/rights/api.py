"""Whitelisted: reports about people's rights. Each calls one service; what a report says is told by `open_report` alone."""

import frappe
from frappe.utils import cint

from xinfang_app.access import scope
from xinfang_app.petition import acting
from xinfang_app.rights import handlers, looking, reports


@frappe.whitelist(methods=["POST"])
def report(
	kind: str,
	text: str,
	act: str = "",
	way: str = "Orally",
	organ: str | None = None,
	user: str | None = None,
	who: str = "",
	petition: str | None = None,
	name: str = "",
	phone: str = "",
	address: str = "",
	files: list | str | None = None,
	received_on: str | None = None,
) -> dict:
	"""Take a report down (`reports.register`); return its receipt: {number, handler, due_on, above}."""
	if petition:
		scope.require(frappe.get_doc("Petition", petition), "read")
	made = reports.register(
		kind=kind,
		text=text,
		act=act,
		way=way,
		organs=[organ] if organ else [],
		users=[user] if user else [],
		who=who,
		petition=petition,
		reporter={"name": name, "phone": phone, "address": address},
		files=[url for url in (frappe.parse_json(files) if files else []) if url],
		received_on=received_on,
	)
	return reports.receipt(made)


@frappe.whitelist()
def report_view(name: str) -> dict:
	"""Return {named, people, mine} for the form of a report; nothing of what it says."""
	doc = acting.read(reports.DOCTYPE, name)
	named = handlers.is_named(doc)
	people = [user for user in handlers.named_rows(doc) if user != doc.registered_by] if named else []
	return {
		"named": named,
		"mine": doc.verifier == frappe.session.user,
		"handler": acting.organ_title(doc.handler),
		"people": [{"value": user, "label": frappe.utils.get_fullname(user)} for user in people],
	}


@frappe.whitelist(methods=["POST"])
def open_report(name: str) -> dict:
	"""Return what a report says and what was found (`looking.open_`), with titles for organs and people."""
	doc = acting.read(reports.DOCTYPE, name)
	found = looking.open_(doc)
	told = found["told"]
	told["organ_titles"] = [acting.organ_title(organ) for organ in told.get("organs") or []]
	told["user_names"] = [frappe.utils.get_fullname(user) for user in told.get("users") or []]
	petition = told.get("petition")
	told["petition_number"] = frappe.db.get_value("Petition", petition, "number") if petition else ""
	return found


@frappe.whitelist()
def download_paper(name: str, number: int) -> None:
	"""Send a paper that was handed in (`looking.paper`)."""
	file_name, content = looking.paper(acting.read(reports.DOCTYPE, name), cint(number))
	frappe.local.response.update({"filename": file_name, "filecontent": content, "type": "download"})


@frappe.whitelist()
def download_receipt(name: str) -> None:
	"""Send the receipt of a report (W43) to somebody named for it (`looking.receipt`)."""
	number, content = looking.receipt(acting.read(reports.DOCTYPE, name))
	frappe.local.response.update({"filename": f"{number}.pdf", "filecontent": content, "type": "pdf"})


@frappe.whitelist(methods=["POST"])
def begin(name: str, verifier: str, seen: str | None = None) -> str:
	"""Say who looks into a report (`looking.begin`)."""
	return looking.begin(acting.held(reports.DOCTYPE, name, seen), verifier).stage


@frappe.whitelist(methods=["POST"])
def keep_away(name: str, organ: str | None = None, user: str | None = None) -> str:
	"""Keep a further organ or official away from a report (`looking.meant_too`)."""
	return looking.meant_too(
		acting.held(reports.DOCTYPE, name, None), [organ] if organ else [], [user] if user else []
	).stage


@frappe.whitelist(methods=["POST"])
def conclude(name: str, outcome: str, finding: str, seen: str | None = None) -> str:
	"""Record what was found (`looking.conclude`)."""
	return looking.conclude(acting.held(reports.DOCTYPE, name, seen), outcome, finding).stage


@frappe.whitelist(methods=["POST"])
def flag(name: str, organ: str, claim: str, article_item: str = "", seen: str | None = None) -> str:
	"""Raise an accountability flag from a report (`looking.flag`); return its name."""
	return looking.flag(acting.held(reports.DOCTYPE, name, seen), organ, claim, article_item or "").name


@frappe.whitelist(methods=["POST"])
def recuse(name: str, user: str, interest: str, seen: str | None = None) -> str:
	"""Order a recusal from a report (`looking.recuse`); return its name."""
	return looking.recuse(acting.held(reports.DOCTYPE, name, seen), user, interest).name


@frappe.whitelist(methods=["POST"])
def tell(name: str, way: str, text: str, seen: str | None = None) -> str:
	"""Record that the reporter was told (`looking.tell`)."""
	return looking.tell(acting.held(reports.DOCTYPE, name, seen), way, text).stage
