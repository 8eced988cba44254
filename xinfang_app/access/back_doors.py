"""What an administrator of the desk may not configure, because it would bring in by the back door what is kept out.

Rule (idea 11). About identities, the rows that link to them, custody, sealed pieces and their logs nothing can be
configured: no report, chart, card, board, filter, notification, webhook, script, rule, form, permission or import,
and no field outside an allow-list. About petitions and their records nothing can be configured that shows rows past
their scope (charts that remember the first viewer's figures, boards that keep all names in one record, reports in
plain SQL, reports mailed to anybody, forms on the website), or that groups rows by person. No name, label or option
anywhere on our DocTypes labels petitioners (watch_words.py). A DocType outside the app links to none of ours: through
such a link a form would fetch values of records its user may not see.

What System Manager and the shell can do all the same is told in docs/access.md.
Each function is the hook of one configuration DocType; it throws BackDoor before anything is written.
"""

import json
import re

import frappe
from frappe import _

from xinfang_app.access import identity_links, protected, watch_words
from xinfang_app.access.errors import BackDoor
from xinfang_app.access.scoped import installed

#: Configuration DocType → its columns that name a DocType. Refused for what nobody configures.
CONFIGURES = {
	"Assignment Rule": ("document_type",),
	"Auto Repeat": ("reference_doctype",),
	"Calendar View": ("reference_doctype",),
	"Client Script": ("dt",),
	"Custom DocPerm": ("parent",),
	"DocType Layout": ("document_type",),
	"Dashboard Chart": ("document_type", "parent_document_type"),
	"Data Import": ("reference_doctype",),
	"Document Naming Rule": ("document_type",),
	"Energy Point Rule": ("reference_doctype",),
	"Kanban Board": ("reference_doctype",),
	"List Filter": ("reference_doctype",),
	"List View Settings": ("name",),
	"Milestone Tracker": ("document_type",),
	"Notification": ("document_type",),
	"Number Card": ("document_type", "parent_document_type"),
	"Print Format": ("doc_type",),
	"Report": ("ref_doctype",),
	"Server Script": ("reference_doctype",),
	"User Permission": ("allow", "applicable_for"),
	"Web Form": ("doc_type",),
	"Webhook": ("webhook_doctype",),
	"Workflow": ("document_type",),
}
#: Of these, refused for scoped DocTypes as well: they show rows past their scope, or write without the services.
NOT_ON_CASES = (
	"Auto Repeat",
	"Data Import",
	"Energy Point Rule",
	"Kanban Board",
	"Milestone Tracker",
	"Server Script",
	"Web Form",
)
#: Custom fields that people's rows may carry: what helps the petitioner to be understood.
ALLOWED_FIELDS = ("preferred_language", "needs_interpreter", "needs_accessibility")
LINKS = ("Link", "Table", "Table MultiSelect")
#: Switches that would open a scoped DocType past its rule.
OPENING = {
	"allow_import",
	"allow_guest_to_view",
	"allow_rename",
	"email_append_to",
	"has_web_view",
	"in_global_search",
	"show_title_field_in_link",
	"track_views",
	"is_published_field",
}
#: Locks of a field that the services rely on: they may be put on, not taken off.
LOCKS = {"read_only", "hidden", "set_only_once", "unique"}
#: What makes a field mean something else.
MEANING = {"permlevel", "fetch_from", "fieldtype", "ignore_user_permissions"}


def configure(doc, method: str | None = None) -> None:
	"""Every DocType of CONFIGURES."""
	for column in CONFIGURES[doc.doctype]:
		kind = protected.level(doc.get(column))
		if kind in (protected.CLOSED, protected.REGISTER, protected.PERSON):
			_refuse(doc, doc.get(column))
		if kind and doc.doctype in NOT_ON_CASES:
			_refuse(doc, doc.get(column))
		if kind:
			_check_names(doc)


def report(doc, method: str | None = None) -> None:
	"""Report: none in SQL or script on our tables, unless it comes with the app; none that groups by person."""
	configure(doc)
	text = " ".join(str(doc.get(field) or "") for field in ("query", "report_script", "javascript", "json"))
	if doc.report_type != "Report Builder" and not _ships_with_the_app(doc):
		if protected.level(doc.ref_doctype) or _mentions_our_tables(text):
			frappe.throw(
				_(
					"A report on petitions that is written in SQL or script would not follow who may see what."
				),
				BackDoor,
			)
	if protected.level(doc.ref_doctype) and _groups_by_person(doc.ref_doctype, doc.json):
		_refuse_grouping()


def chart(doc, method: str | None = None) -> None:
	"""Dashboard Chart: figures of petitions come from the app's own sources, which remember nobody's."""
	configure(doc)
	if protected.level(doc.document_type) and doc.chart_type not in ("Custom", "Report"):
		frappe.throw(
			_("A chart keeps the figures of whoever looked first. Use the app's own reports and cards."),
			BackDoor,
		)


def card(doc, method: str | None = None) -> None:
	"""Number Card: counts rows of petitions in the viewer's scope; never by person."""
	configure(doc)
	if protected.level(doc.document_type) and _names_a_person(doc.document_type, doc.filters_json):
		_refuse_grouping()


def mailed_report(doc, method: str | None = None) -> None:
	"""Auto Email Report: it runs as somebody else and goes to any address."""
	ref_doctype = frappe.db.get_value("Report", doc.report, "ref_doctype")
	if protected.level(ref_doctype):
		_refuse(doc, ref_doctype)


def layout_filter(doc, method: str | None = None) -> None:
	"""List Filter: a saved list of one person's pieces is a file on a person."""
	configure(doc)
	if protected.level(doc.reference_doctype):
		watch_words.refuse(doc.filter_name)
		if _names_a_person(doc.reference_doctype, doc.filters):
			_refuse_grouping()


def custom_field(doc, method: str | None = None) -> None:
	"""Custom Field: the allow-list on people, no label of people on our DocTypes, no link to ours from outside."""
	kind = protected.level(doc.dt)
	if kind in (protected.CLOSED, protected.REGISTER):
		_refuse(doc, doc.dt)
	if kind == protected.PERSON and doc.fieldname not in ALLOWED_FIELDS:
		_refuse(doc, doc.dt)
	if kind:
		watch_words.refuse(doc.label, doc.fieldname, doc.options, doc.description, doc.default)
	_check_link(doc.dt, doc, kind)


def property_setter(doc, method: str | None = None) -> None:
	"""Property Setter: what Customize Form writes. Nothing on closed DocTypes, no opening switch on cases."""
	kind = protected.level(doc.doc_type)
	if not kind:
		return
	if kind != protected.SCOPED:
		_refuse(doc, doc.doc_type)
	watch_words.refuse(doc.value)
	off = str(doc.value) in ("0", "", "None")
	if (doc.property in OPENING and not off) or (_is_own_field(doc) and _weakens(doc, off)):
		_refuse(doc, doc.doc_type)


def doctype(doc, method: str | None = None) -> None:
	"""DocType: no label of people on ours, and no link from others to ours."""
	ours = _is_our_module(doc.module) and not doc.custom
	if ours or protected.level(doc.name):
		watch_words.refuse(doc.name, doc.description)
	for field in doc.fields:
		if ours or protected.level(doc.name):
			watch_words.refuse(field.label, field.fieldname, field.options, field.description)
		if not ours:
			_check_link(doc.name, field, None)


def named(doc, method: str | None = None) -> None:
	"""Records whose names stand on our forms and lists: tags, states, code tables."""
	watch_words.refuse(
		doc.name,
		*(doc.get(field) for field in ("title", "label", "description", "workflow_state_name", "cause")),
	)


def _check_names(doc) -> None:
	fields = (
		"name",
		"title",
		"label",
		"report_name",
		"chart_name",
		"kanban_board_name",
		"filter_name",
		"subject",
	)
	watch_words.refuse(*(doc.get(field) for field in fields))


def _check_link(dt: str, field, kind: str | None) -> None:
	target = protected.level(field.options) if field.fieldtype in LINKS else None
	if not target:
		return
	if target in (protected.CLOSED, protected.REGISTER) or not kind:
		frappe.throw(
			_("{0} cannot link to {1}: its values would be fetched past who may see what.").format(
				_(dt), _(field.options)
			),
			BackDoor,
		)


def _is_own_field(doc) -> bool:
	"""Whether the setter is about a field that comes with the app."""
	field = {"parent": doc.doc_type, "fieldname": doc.field_name}
	return bool(doc.field_name) and bool(frappe.db.exists("DocField", field))


def _weakens(doc, off: bool) -> bool:
	if doc.property in MEANING or (doc.property in LOCKS and off):
		return True
	if doc.property != "options":
		return False
	field = frappe.db.get_value(
		"DocField",
		{"parent": doc.doc_type, "fieldname": doc.field_name},
		["fieldtype", "read_only"],
		as_dict=True,
	)
	return bool(field.read_only) or field.fieldtype in (*LINKS, "Dynamic Link")


def _is_our_module(module: str | None) -> bool:
	# By the app's own list: an upgrade that brings a module saves its DocTypes before its Module Def is there.
	return bool(module) and frappe.local.module_app.get(frappe.scrub(module)) == "xinfang_app"


def _ships_with_the_app(doc) -> bool:
	return doc.is_standard == "Yes" and _is_our_module(doc.module)


def _mentions_our_tables(text: str) -> bool:
	found = re.findall(r"tab([A-Za-z][A-Za-z ]*[A-Za-z])", text, re.IGNORECASE)
	known = {doctype.casefold() for doctype in protected.levels()}
	return any(
		name.casefold() in known or any(name.casefold().startswith(k) for k in known) for name in found
	)


def _groups_by_person(dt: str, text: str | None) -> bool:
	"""Whether a saved report groups or sorts by what tells people apart."""
	settings = _json(text)
	if not isinstance(settings, dict):
		return False
	grouped = json.dumps(
		[settings.get("group_by"), settings.get("order_by"), settings.get("sort_by")], default=str
	)
	fields = identity_links.person_fields(dt) if dt in installed() else set()
	return any(field in grouped for field in fields) or "petitioner" in grouped.casefold()


def _names_a_person(dt: str, text: str | None) -> bool:
	fields = identity_links.person_fields(dt) if dt in installed() else set()
	return any(f'"{field}"' in (text or "") for field in fields)


def _json(text: str | None):
	try:
		return json.loads(text or "null")
	except ValueError:
		return None


def _refuse_grouping() -> None:
	frappe.throw(_("Nothing groups, ranks or keeps rows by person."), BackDoor)


def _refuse(doc, dt: str) -> None:
	frappe.throw(
		_("{0} cannot be set up for {1}: it would show or change what is kept apart.").format(
			_(doc.doctype), _(dt)
		),
		BackDoor,
	)
