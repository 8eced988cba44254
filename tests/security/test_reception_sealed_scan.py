"""An accusation at the letter desk or the window: scan, text read from it and record of the talk are nowhere afterwards."""

import os

import frappe
import pytest
from sharing import module_at

_COUNTY = module_at("site/petition/conftest.py")
county = _COUNTY.county
_PLAIN = module_at("security/test_petition_plain_text.py")
traces = _PLAIN.traces

TEXT = "实名举报某主任虚报人工费四十一万元"
STATEMENT = "来访人口头举报套取林木款项二十九万元"
ADDRESS = "望山乡河湾村九组无门牌"
MARK = b"scan-of-the-accusation-0815"


def picture():
	import io

	from PIL import Image
	from PIL.PngImagePlugin import PngInfo

	info, out = PngInfo(), io.BytesIO()
	info.add_text("note", MARK.decode())
	Image.new("RGB", (300, 400), "white").save(out, "PNG", pnginfo=info)
	return out.getvalue()


@pytest.fixture
def accused(county, as_user):
	"""A draft with a scan that was read, typed by the petition office."""
	from xinfang_app.reception import drafts
	from xinfang_app.reception.reading import job
	from xinfang_app.reception.scans import keeping

	with as_user(county.xfj):
		doc = drafts.begin()
		scan = keeping.add(doc, keeping.checked(picture()))
		job.keep(scan.name, [TEXT, ADDRESS])
		drafts.save(doc, {"title": TEXT, "content": TEXT}, [{"name": "欧阳举", "address": ADDRESS}])
	return doc, scan


def test_the_search_finds_what_is_there_before(county, accused):
	assert traces([TEXT]) and traces([MARK.decode()])


def test_scan_and_what_was_read_are_nowhere_after_sealing(county, accused, as_user):
	from xinfang_app.access import sealing
	from xinfang_app.reception import drafts, letter

	doc, scan = accused
	path = frappe.get_doc("File", scan.file).get_full_path()
	with as_user(county.xfj):
		row = letter.seal(drafts.get(doc.name), target_organ=county.JW)
		frappe.db.commit()
	assert row.doctype == "Sealed Register" and row.number
	assert traces([TEXT, ADDRESS, MARK.decode(), "欧阳举"]) == []
	assert not os.path.exists(path) and not frappe.db.exists("Letter Scan", scan.name)
	assert not frappe.db.exists(drafts.DOCTYPE, doc.name)
	with as_user(county.jw1):
		if sealing.is_custodian(row.name):
			content = sealing.open(row.name)
			assert content["content"] == TEXT and content["files"][0]["size"] > 0


def test_a_scan_that_is_being_read_writes_nothing_after_the_seal(county, accused, as_user):
	from xinfang_app.reception import drafts, letter
	from xinfang_app.reception.reading import job

	doc, scan = accused
	with as_user(county.xfj):
		letter.seal(drafts.get(doc.name))
	job.keep(scan.name, [TEXT])
	assert traces([TEXT]) == []


def test_an_extract_goes_on_without_the_scan(county, accused, as_user):
	from xinfang_app.petition.registering.register import register
	from xinfang_app.reception import drafts, letter
	from xinfang_app.reception.scans import keeping

	doc, scan = accused
	with as_user(county.xfj):
		letter.seal_out(drafts.get(doc.name), {"title": "村道损坏", "content": "村道损坏，请求修复。"})
		frappe.db.commit()
		assert not keeping.of(doc.name) and traces([TEXT, MARK.decode()]) == []
		done = register({"name": doc.name})
	assert done.doctype == drafts.DOCTYPE and done.title == "村道损坏"


def test_a_talk_about_an_accusation_is_sealed_with_its_record(county, as_user):
	from xinfang_app.access import sealing
	from xinfang_app.reception import drafts
	from xinfang_app.reception.visits import queue, talk

	with as_user(county.xfj):
		queue.take_number()
		visit = queue.call(county.XFJ, "1号窗口")
		doc, record = talk.begin(visit)
		talk.save(doc, record, {"purpose": "4"}, [{"name": "欧阳举"}], {"statement": STATEMENT})
		assert traces([STATEMENT])
		made, kept = talk.finish(queue.get(visit.name), drafts.get(doc.name))
		frappe.db.commit()
	assert made.doctype == "Sealed Register" and kept is None
	assert traces([STATEMENT, "欧阳举"]) == []
	row = frappe.get_doc("Hall Visit", visit.name)
	assert (row.state, row.submission) == (queue.DONE, None)
	keeper = next(
		(user for user in (county.xfj, county.jw1, county.jw2) if _keeps(user, made.name, as_user)), None
	)
	assert keeper
	with as_user(keeper):
		content = sealing.open(made.name)
	assert content["reception_records"][0]["statement"] == STATEMENT


def test_an_accusation_found_later_takes_the_signed_record_along(county, as_user):
	from xinfang_app.petition.registering import split
	from xinfang_app.reception import drafts
	from xinfang_app.reception.visits import queue, talk

	with as_user(county.xfj):
		queue.take_number()
		visit = queue.call(county.XFJ, "1号窗口")
		doc, record = talk.begin(visit)
		talk.save(doc, record, {"title": "村道"}, [], {"statement": STATEMENT})
		made, kept = talk.finish(queue.get(visit.name), drafts.get(doc.name))
		paper = talk.paper(kept)
		split.seal_out(
			frappe.get_doc(drafts.DOCTYPE, made.name), {"title": "村道损坏", "content": "请求修复村道。"}
		)
		frappe.db.commit()
	assert traces([STATEMENT]) == [] and not frappe.db.exists("Reception Record", kept.name)
	assert STATEMENT not in (frappe.db.get_value("Official Letter", paper, "html") or "")


def _keeps(user, register, as_user):
	from xinfang_app.access import sealing

	with as_user(user):
		return sealing.is_custodian(register)
