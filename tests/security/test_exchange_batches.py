"""Attacks on lists of the upper system: strangers at a batch, rows read past the services, files, forged writes."""

import io
import json

import frappe
import pytest
from sharing import module_at

LISTS = module_at("site/exchange/conftest.py")

API = "xinfang_app.exchange.api."
OUT = "xinfang_app.exchange.api_outgoing."
SYSTEM = "国家信访信息系统"
#: Everybody but the officers and section heads of the office the list came to.
STRANGERS = (
	"other_officer",
	"county_leader",
	"petition_admin",
	"town_officer",
	"system_manager",
)
SECRET = "欧阳白石"


@pytest.fixture(scope="module")
def batch(county, login, site):
	"""A list taken in over HTTP by the officer of the office; taken away at the end."""
	content = LISTS.book(
		LISTS.row("SEC0001", 信访人姓名=SECRET, 问题属地=None),
		LISTS.row("SEC0002", 信访目的="揭发控告", 标题="举报白石甲", 信访人姓名=SECRET),
		LISTS.row(None, 信访人姓名=SECRET, 标题="没有编号的白石件"),
	)
	session = login("county_officer")
	answer = send(session, "take_in", content, upper_system=SYSTEM)
	assert answer.status_code == 200, answer.text
	yield answer.json()["message"]
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for table in ("Exchange Row", "Exchange Batch", "Exchange Mapping", "Exchange Mapping Column"):
		frappe.db.delete(table)
	frappe.db.commit()


def send(session, method, content, name="清单.xlsx", **arguments):
	return session.post(
		f"/api/method/{API}{method}", data=arguments, files={"file": (name, io.BytesIO(content))}
	)


def calls(name, row="x"):
	"""Every call that names a batch."""
	return [
		(f"{API}batch", {"name": name}),
		(f"{API}batch_rows", {"name": name}),
		(f"{API}words", {"name": name}),
		(f"{API}give_codes", {"name": name, "codes": "[]"}),
		(f"{API}skip", {"name": name, "row": row}),
		(f"{API}run", {"name": name}),
		(f"{API}halt", {"name": name}),
		(f"{API}take_up", {"name": name}),
		(f"{API}undo", {"name": name, "reason": "随便写的理由"}),
		(f"{API}discard", {"name": name}),
		(f"{API}error_list", {"name": name}),
		(f"{API}settle", {"name": name, "row": row, "way": "explain", "reason": "随便写的理由"}),
		(f"{OUT}fetch", {"name": name}),
		(f"{OUT}confirm", {"name": name}),
	]


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_gets_and_does_nothing(login, batch, who):
	session = login(who)
	for method, arguments in calls(batch["name"]):
		answer = session.call(method, **arguments)
		assert answer.status_code == 403, (method, answer.status_code, answer.text[:200])
		assert SECRET not in answer.text and "SEC0001" not in answer.text
	unknown = session.call(f"{API}batch", name="0123456789")
	assert unknown.status_code == 403, "alike whether it exists or not"
	if who == "other_officer":
		return
	assert session.call(f"{API}start").status_code == 403
	assert session.call(f"{API}batches").status_code == 403
	assert session.call(f"{API}sample", kind="forty").status_code == 403
	assert session.call(f"{OUT}waiting").status_code == 403
	for method in ("inspect", "take_in"):
		answer = send(session, method, LISTS.book(LISTS.row()), upper_system=SYSTEM)
		assert answer.status_code == 403, (method, answer.text[:200])


def test_an_officer_takes_in_for_his_own_office_only(login, batch, county):
	answer = send(
		login("county_officer"),
		"take_in",
		LISTS.book(LISTS.row()),
		upper_system=SYSTEM,
		organ=county.organ["other_office"],
	)
	assert answer.status_code == 403
	assert (
		login("county_officer").call(f"{OUT}waiting", organ=county.organ["other_office"]).status_code == 403
	)


def test_a_colleague_sees_the_rows_masked_and_gets_no_list_back(login, batch):
	session = login("section_head")
	answer = session.call(f"{API}batch_rows", name=batch["name"])
	assert answer.status_code == 200 and "SEC0001" in answer.text
	assert SECRET not in answer.text and "举报白石甲" not in answer.text and "SEC0002" not in answer.text
	assert session.call(f"{API}error_list", name=batch["name"]).status_code == 403
	own = login("county_officer").call(f"{API}error_list", name=batch["name"])
	assert own.status_code == 200 and own.content[:2] == b"PK"


@pytest.mark.parametrize("who", ["county_officer", "petition_admin", "system_manager"])
@pytest.mark.parametrize("doctype", ["Exchange Row", "Exchange Batch", "Upper Matter"])
def test_frappes_own_ways_show_no_row_and_write_none(login, batch, who, doctype):
	session = login(who)
	fields = json.dumps(["*"])
	for answer in (
		session.get(f"/api/resource/{doctype}", params={"fields": fields, "limit_page_length": 50}),
		session.call("frappe.client.get_list", doctype=doctype, fields=["*"]),
		session.call("frappe.desk.reportview.get", doctype=doctype, fields=["*"]),
		session.call(
			"frappe.desk.reportview.export_query", doctype=doctype, file_format_type="CSV", fields=["*"]
		),
	):
		assert SECRET not in answer.text and "payload_enc" not in answer.text
		if doctype == "Exchange Row" or (
			doctype == "Exchange Batch" and who not in ("county_officer", "section_head")
		):
			assert "SEC0001" not in answer.text and batch["name"] not in answer.text, answer.text[:300]
	made = session.post(
		f"/api/resource/{doctype}", json={"batch": batch["name"], "status": "Done", "verdict": "To register"}
	)
	assert made.status_code in (403, 417), made.text[:200]
	changed = session.put(
		f"/api/resource/{doctype}/{batch['name']}", json={"status": "Done", "organ": "980122-XF"}
	)
	assert changed.status_code in (403, 404, 417), changed.text[:200]
	assert session.delete(f"/api/resource/{doctype}/{batch['name']}").status_code in (403, 404, 417)
	frappe.db.rollback()
	assert frappe.db.get_value("Exchange Batch", batch["name"], "status") == "Preview"


def test_the_file_is_kept_nowhere(batch):
	frappe.db.rollback()
	assert not frappe.db.exists("File", {"file_name": ("like", "清单%")})
	rows = frappe.db.sql("select * from `tabExchange Row` where batch = %s", batch["name"], as_dict=True)
	plain = str([{**row, "payload_enc": None} for row in rows])
	assert len(rows) == 3 and SECRET not in plain and "SEC0002" not in plain
	assert all(row.payload_enc and SECRET not in row.payload_enc for row in rows)


def test_a_row_moved_to_another_place_does_not_open(batch):
	from xinfang_app.access.errors import KeysMissing
	from xinfang_app.exchange import rows

	first, second = rows.of(batch["name"], limit=2)
	first.payload_enc = second.payload_enc
	with pytest.raises(KeysMissing):
		rows.unpacked(first)


def test_a_row_of_another_batch_is_not_reached_through_ones_own(login, batch):
	frappe.db.rollback()
	row = frappe.db.get_value("Exchange Row", {"batch": batch["name"], "state": "Waiting"})
	session = login("other_officer")
	mine = send(session, "take_in", LISTS.book(LISTS.row("OWN1")), upper_system=SYSTEM).json()["message"]
	answer = session.call(f"{API}skip", name=mine["name"], row=row)
	assert answer.status_code in (403, 417)
	frappe.db.rollback()
	assert frappe.db.get_value("Exchange Row", row, "state") == "Waiting"


@pytest.mark.parametrize(
	"content",
	[
		b"PK\x03\x04" + b"\0" * 100,
		b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000,
		b"<html></html>",
		b"",
		b"\0" * 64,
	],
)
def test_what_is_no_list_is_refused_in_words(login, batch, content):
	answer = send(login("county_officer"), "inspect", content)
	assert answer.status_code in (403, 417) or "upper_system" in answer.text
	answer = send(login("county_officer"), "inspect", content, upper_system=SYSTEM)
	assert answer.status_code == 417, (answer.status_code, answer.text[:200])
	assert "Traceback" not in json.loads(answer.text).get("_server_messages", "")


def test_the_numbers_of_the_upper_system_are_found_within_scope_only(login, county, cases):
	mine = cases.petition("dept", "village", upper_number="SEARCH-000071")
	cases.petition("other_dept", "other_county", upper_number="SEARCH-000071")
	cases.done()
	found = login("dept_officer").call(f"{API}find", number="SEARCH-000071").json()["message"]
	assert [row["petition"] for row in found] == [mine.name]
	assert login("dept2_officer").call(f"{API}find", number="SEARCH-000071").json()["message"] == []
	assert login("dept_officer").call(f"{API}find", number="%%%%").json()["message"] == []
