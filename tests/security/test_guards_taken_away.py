"""Do the attacks of this folder find anything at all? Each is repeated with its guard taken away, and must succeed.

An attack that fails for another reason (a typing error in the request, an empty table, a way that the framework shuts
by itself) would prove nothing about the guard. The hooks are taken out of the site's cache for one request; the files
of the app are not touched.
"""

import copy
from contextlib import contextmanager

import frappe
import pytest
from sharing import module_at

CONDITIONS = ("permission_query_conditions", "has_permission")
DOOR = ("before_request", "override_whitelisted_methods")
ATTACKER = "dept_officer"


@contextmanager
def without(*kinds):
	"""The site as if `xinfang_app.access` had registered none of these hooks."""
	hooks = copy.deepcopy(dict(frappe.get_hooks()))
	for kind in kinds:
		if isinstance(hooks.get(kind), dict):
			hooks[kind] = {
				key: kept
				for key, values in hooks[kind].items()
				if (kept := [value for value in values if not value.startswith("xinfang_app.access")])
			}
		else:
			hooks[kind] = [
				value for value in hooks.get(kind, []) if not value.startswith("xinfang_app.access")
			]
	cache = frappe.cache() if callable(frappe.cache) else frappe.cache
	cache.set_value("app_hooks", frappe._dict(hooks))
	try:
		yield
	finally:
		cache.delete_value("app_hooks")


def ways():

	module = module_at("security/test_paths_of_reading.py")
	return module


READING = ways()
#: Ways that something else shuts as well, today and in this version: what, and why the attack is still tried.
SHUT_OTHERWISE = {
	"other table named": "the framework joins it by columns of a child table, which is an error",
	"filter on the other table": "the same",
	"sorted by the other table": "the framework wants a column of that table among the fields",
	"connections": "no DocType of the app has connections; an administrator can add some",
	"data export": "no role of the app has the right to export petitions; an administrator can give it",
	"template of an import": "the same",
	"options of a web form": "no web form on petitions can be made",
	"search through another method": "none of this version takes the arguments in the order they are handed on",
	"mapper": "the framework takes the name for a module",
}


@pytest.mark.parametrize("way", READING.OPEN)
def test_reading_succeeds_without_the_conditions(login, secret, way):
	login(ATTACKER)
	with without(*CONDITIONS, *DOOR):
		answer = READING.OPEN[way](login(ATTACKER), secret)
	assert secret.is_in(answer), (way, answer.status_code, answer.text[:300])


@pytest.mark.parametrize("way", [w for w in READING.ON_FROM_OWN_RECORD if w not in SHUT_OTHERWISE])
def test_going_on_from_an_own_record_succeeds_without_the_door(login, secret, way):
	with without(*CONDITIONS, *DOOR) if "linked" in way or "connections" in way else without(*DOOR):
		answer = READING.ON_FROM_OWN_RECORD[way](login(ATTACKER), secret)
	assert answer.status_code == 200, (way, answer.status_code, answer.text[-600:])


@pytest.mark.parametrize("way", [w for w in READING.CLOSED if w not in SHUT_OTHERWISE])
def test_closed_ways_are_open_without_the_door(login, secret, way):
	with without(*DOOR):
		answers = [
			READING.CLOSED[way](login(who), secret) for who in (ATTACKER, "dept2_officer", "system_manager")
		]
	assert any(answer.status_code < 400 for answer in answers), (way, [a.text[:200] for a in answers])


@pytest.mark.parametrize(
	"doctype", ["Version", "Comment", "Deleted Document", "Notification Log", "ToDo", "Communication"]
)
def test_what_lies_beside_a_case_is_listed_without_the_conditions(login, secret, doctype):
	fields = {
		"Version": "data",
		"Comment": "content",
		"Deleted Document": "data",
		"Notification Log": "subject",
	}
	with without(*CONDITIONS, *DOOR):
		answers = [
			login(who).get(
				f"/api/resource/{doctype}",
				params={"fields": f'["{fields.get(doctype, "name")}"]', "limit_page_length": 0},
			)
			for who in (ATTACKER, "system_manager")
		]
	told = [
		secret.is_in(a)
		or str(getattr(secret, {"ToDo": "todo", "Communication": "communication"}.get(doctype, "log")).name)
		in a.text
		for a in answers
	]
	assert any(told), [a.text[:200] for a in answers]
