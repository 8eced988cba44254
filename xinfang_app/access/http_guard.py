"""The door of HTTP: what a request may ask about guarded DocTypes. Runs before every request (`before_request`).

Rule. A request that names a guarded DocType, in its path or in any argument, passes only if
- its method was reviewed (reviewed.py), or it is REST on a document or list, and the document it names, if it names one,
  may be read: alike whether that exists or not;
- its fields, filters, grouping and sorting stay on the DocType itself and its own child tables: a dotted field joins
  another table and asks for the role only, never for the row;
- it neither groups nor sorts by what tells people apart, and runs no sub-query;
- a link search does not switch the conditions off, and a report is not taken from a prepared one.
A child row is never written by itself: its document's rules would not run.
Whatever it names, a request carries no sub-query in what becomes SQL, and no method that this app replaced is
called by another name of it. Backups go to Administrator alone, the copy of the keys among them to nobody.

Administrator is not asked, but for the backups.
"""

import json
import re
from functools import cache
from urllib.parse import unquote

import frappe
from frappe import _

from xinfang_app.access import expressions, prepared_report, protected, reviewed
from xinfang_app.access.errors import NotPermitted

REST = re.compile(r"/api/(?:v1/)?resource/([^/]+)(?:/(.+))?$")
REST2 = re.compile(r"/api/v2/(?:document|doctype)/([^/]+)(?:/(.+))?$")
RPC = re.compile(r"/api/(?:v1/|v2/)?method/(.+?)/?$")
RPC2 = re.compile(r"/api/v2/method/([^/]+)/([^/]+)$")
WRITES = ("POST", "PUT", "PATCH", "DELETE")


def check() -> None:
	"""Refuse the request before anything is read, or let it pass."""
	request = getattr(frappe.local, "request", None)
	if not request or request.method == "OPTIONS":
		return
	path = unquote(request.path)
	_check_backups(path)
	if frappe.session.user == "Administrator":
		return
	arguments = dict(frappe.local.form_dict or {})
	method = _method(path, arguments)
	if method:
		_check_other_names(method)
	rest = REST.match(path) or REST2.match(path)
	asked = rest.group(1) if rest else arguments.get("doctype")
	expressions.refuse_subqueries(arguments)
	if method == "frappe.desk.query_report.run" and prepared_report.is_guarded(arguments.get("report_name")):
		frappe.local.form_dict["ignore_prepared_report"] = True
	expressions.check(asked if isinstance(asked, str) else None, arguments)
	named = _named(arguments) | ({rest.group(1)} if rest and protected.level(rest.group(1)) else set())
	if not named:
		return
	if rest:
		_check_rest(rest.group(1), request.method)
	elif method:
		_check_method(method, arguments)
	elif path.strip("/").split("/")[0] not in reviewed.PAGES:
		_refuse()


def _check_rest(doctype: str, http_method: str) -> None:
	if http_method in WRITES and protected.level(doctype) and frappe.get_meta(doctype).istable:
		_refuse()


def _check_method(method: str, arguments: dict) -> None:
	if not reviewed.passes(method):
		_refuse()
	if method.startswith("frappe.desk.search."):
		# Switches off every condition, for anybody who asks.
		frappe.local.form_dict.pop("ignore_user_permissions", None)
		query = arguments.get("query")
		if query and not str(query).startswith(reviewed.OWN):
			_refuse()
	if method not in reviewed.ANSWER_NO and not method.startswith(reviewed.OWN):
		_check_document(arguments)


def _check_document(arguments: dict) -> None:
	"""Refuse a document by name that the user may not read, alike whether it exists or not.

	Several methods change or compare a document without asking (likes, tags, the next one in a list).
	"""
	for doctype_key, name_key in reviewed.DOCUMENT_ARGUMENTS:
		doctype, name = arguments.get(doctype_key), arguments.get(name_key)
		if (
			isinstance(name, str)
			and name
			# The desk's words for a document not saved yet (/app/petition-submission/new); names are hex.
			and not name.startswith("new")
			and protected.level(doctype)
			and not protected.may_name(doctype, name)
		):
			frappe.throw(
				_(
					"There is no such record, or you may not see it. After a hand-back your organ keeps the referral as it came."
				),
				NotPermitted,
			)


def _check_backups(path: str) -> None:
	"""A backup holds every case, and the copy of the configuration beside it the keys to the identities."""
	if not path.startswith("/backups"):
		return
	if frappe.session.user != "Administrator" or "config" in path.casefold():
		_refuse()


def _method(path: str, arguments: dict) -> str | None:
	"""The method a request calls, as the framework will find it."""
	if arguments.get("cmd"):
		return str(arguments["cmd"])
	typed = RPC2.match(path)
	if typed and protected.level(typed.group(1)):
		return "run_doc_method"
	found = RPC.match(path)
	return found.group(1) if found else None


def _check_other_names(method: str) -> None:
	"""Refuse a replaced method called by the name under which another module imports it."""
	if method in frappe.get_hooks("override_whitelisted_methods") or "." not in method:
		return
	try:
		called = frappe.get_attr(method)
	except Exception:
		# No such method: the framework says so in its own words.
		return
	if called in _replaced():
		_refuse()


@cache
def _replaced() -> frozenset:
	"""The functions of Frappe that desk_methods takes the place of."""
	from xinfang_app import hooks

	return frozenset(
		frappe.get_attr(name)
		for name, own in hooks.override_whitelisted_methods.items()
		if own.startswith(__package__)
	)


def _named(arguments: dict) -> set[str]:
	"""The guarded DocTypes that stand anywhere in the arguments, as a value or inside JSON."""
	known = protected.levels()
	return {word for value in arguments.values() for word in _words(value, 0) if word in known}


def _words(value, depth: int):
	"""Every text inside a value, JSON opened."""
	if isinstance(value, str):
		yield value
		if depth < 4 and value[:1] in '[{"':
			try:
				opened = json.loads(value)
			except ValueError:
				return
			yield from _words(opened, depth + 1)
	elif isinstance(value, dict):
		for key, item in value.items():
			yield from _words(key, depth)
			yield from _words(item, depth)
	elif isinstance(value, list | tuple):
		for item in value:
			yield from _words(item, depth)


def _refuse() -> None:
	frappe.throw(
		_("This way of asking is closed for petitions: it would not follow who may see what."), NotPermitted
	)
