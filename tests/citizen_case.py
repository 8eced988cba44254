"""Committed matters for tests that go through the web server: the fixture `citizen`.

Loaded by path from the test files that want it (`runpy`), since they lie in several folders. Two petitioners of an
invented county, one served with an opinion and asked to rate, one on the way; and an informant whose accusation is
sealed. All dates lie before today, so that the windows are open now. The database is put back after the module.
"""

import runpy
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>宅基地"


@pytest.fixture(scope="module")
def citizen(site, snapshot):
	"""`served`, `open`, `sealed`: each with number and code; `served.petition`, `.piece`; users of the county."""
	import frappe

	frappe.set_user("Administrator")
	frappe.local.request_cache = defaultdict(dict)
	forget_tries()
	handling = runpy.run_path(str(Path(__file__).parent / "site" / "handling" / "conftest.py"))
	county = _county(handling)
	served, on_the_way = handling["Road"](county, _as_user), handling["Road"](county, _as_user)
	served.registered(_ago(26), petitioners=[_person("林青禾", "13900000011")])
	served.referred(_ago(24))
	served.accepted(_ago(19))
	served.heard(_ago(16))
	served.signed(_ago(5), due_on=str(_ago(-30).date()))
	served.served(_ago(3))
	on_the_way.registered(_ago(10), petitioners=[_person("马双井", "13900000022")], title=HOSTILE)
	on_the_way.referred(_ago(9))
	sealed = _sealed(served)
	frappe.db.commit()
	yield SimpleNamespace(
		served=_told(served),
		open=_told(on_the_way),
		sealed=sealed,
		county=county,
		road=served,
		forget_tries=forget_tries,
	)
	frappe.set_user("Administrator")
	forget_tries()


def forget_tries():
	"""Let the machine of the tests try again."""
	import frappe

	for key in frappe.cache.scan_iter(match="*xf-citizen-*"):
		frappe.cache.delete(key)
	for key in frappe.cache.scan_iter(match="*rl:xinfang_app.citizen*"):
		frappe.cache.delete(key)


def _county(handling):
	import frappe

	from xinfang_app.organization import posting

	for code, title, parent in handling["PLACES"]:
		handling["_insert"]("Jurisdiction", code=code, title=title, parent_jurisdiction=parent)
	for code, title, kind, place, parent in handling["ORGANS"]:
		handling["_insert"](
			"Organ",
			code=code,
			title=title,
			kind=kind,
			jurisdiction=place,
			parent_organ=parent,
			short_title=title[-3:],
			document_word=code,
			phone="0000-1234567",
		)
	people = {}
	for short, organ, post, values in handling["PEOPLE"]:
		people[short] = handling["user"](short)
		if not frappe.db.exists("Posting", {"user": people[short], "organ": organ}):
			handling["_insert"](
				"Posting", user=people[short], organ=organ, post=post, from_date="2026-01-01", **values
			)
	posting.forget()
	return SimpleNamespace(**people)


def _as_user(user):
	from contextlib import contextmanager

	import frappe

	@contextmanager
	def acting():
		before = frappe.session.user
		frappe.set_user(user)
		try:
			yield
		finally:
			frappe.set_user(before)

	return acting()


def _person(name, phone):
	return {"name": name, "phone": phone, "address": "柳桥镇东沟村3组", "is_main": 1}


def _ago(days):
	from xinfang_app import when

	return when.now() - timedelta(days=days)


def _told(road):
	import frappe

	from xinfang_app.petition.registering import query_code

	piece = frappe.get_doc("Petition Submission", road.petition.first_submission)
	return SimpleNamespace(
		number=piece.number, code=query_code.told(piece.name), piece=piece.name, petition=road.name
	)


def _sealed(road):
	import frappe

	from xinfang_app.citizen import sealed_code
	from xinfang_app.petition.registering import register

	row = road.by(
		"xfj",
		_ago(7),
		register.register,
		{
			"organ": "QH-XFJ",
			"form": "Letter",
			"source_level": "County",
			"title": "反映套取集体资金",
			"content": "虚报人工，套取集体资金。",
			"place": "990124003002",
			"purpose": frappe.db.get_value("Petition Purpose", {"purpose_class": "Accusation"}, "name"),
			"petitioners": [_person("周河湾", "13900000033")],
		},
	)
	assert row.doctype == "Sealed Register"
	return SimpleNamespace(number=row.number, code=sealed_code._make(row), register=row.name)
