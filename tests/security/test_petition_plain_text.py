"""Nothing readable is left behind: identities nowhere, accusations nowhere once sealed.

Every table of the site, Redis and the private files are searched for what was typed, also as JSON writes it.
"""

import json
import os
import re
from pathlib import Path

import pytest
from sharing import module_at

_COUNTY = module_at("site/petition/conftest.py")
county = _COUNTY.county

NAME, PHONE, ID_NO, ADDRESS = "欧阳青禾", "13900008817", "990124197803140011", "东沟村七组无名巷88号"
IDENTITY = (NAME, PHONE, ID_NO, ADDRESS)
ENTRY = {"entry_name": NAME, "entry_phone": PHONE, "entry_id_no": ID_NO, "entry_address": ADDRESS}
TITLE, CONTENT, FILE = "举报套取集体资金", "某干部虚报人工费三十七万元并销毁账页", "账页复印件内容零零七"
ACCUSATION = (TITLE, CONTENT, FILE, "zhangye-fuyinjian", *IDENTITY)


def traces(words):
	"""Return where one of `words` stands readable: tables of the site, Redis, files of the site."""
	import frappe

	forms = {word: {word.encode(), json.dumps(word).strip('"').encode()} for word in words}
	any_form = re.compile(b"|".join(re.escape(way) for ways in forms.values() for way in ways))
	found = []
	for table in frappe.db.sql_list("show full tables where Table_type = 'BASE TABLE'"):
		for row in frappe.db.sql(f"select * from `{table}`"):
			raw = b"\0".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
			if not any_form.search(raw):
				continue
			columns = [described[0] for described in frappe.db._cursor.description]
			found += [
				f"{table}.{column}: {word}"
				for column, value in zip(columns, row, strict=True)
				for word, ways in forms.items()
				if any(way in (value if isinstance(value, bytes) else str(value).encode()) for way in ways)
			]
	cache = frappe.cache() if callable(frappe.cache) else frappe.cache
	for key in cache.get_keys("") if hasattr(cache, "get_keys") else []:
		kind = cache.type(key)
		raw = repr(
			cache.hgetall(key) if kind == b"hash" else cache.get(key) if kind == b"string" else ""
		).encode()
		escaped = {word: repr(word.encode())[2:-1].encode() for word in words}
		found += [f"redis {key}: {word}" for word in words if word.encode() in raw or escaped[word] in raw]
	for folder in ("private/files", "public/files"):
		for path in Path(frappe.get_site_path(folder)).rglob("*"):
			raw = path.read_bytes() if path.is_file() else b""
			found += [f"{path}: {word}" for word in words if word.encode() in raw or word in path.name]
	return found


def attach(doc, name, content):
	import frappe

	return frappe.get_doc(
		{
			"doctype": "File",
			"file_name": name,
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
			"is_private": 1,
			"content": content,
		}
	).insert(ignore_permissions=True)


def draft(**values):
	import frappe

	doc = frappe.new_doc("Petition Submission")
	doc.update(values)
	return doc.insert()


def test_the_search_itself_finds_what_is_there(county, as_user):
	with as_user(county.xfj):
		draft(title=TITLE, content=CONTENT)
	assert any("tabPetition Submission.title" in line for line in traces([TITLE]))


def test_an_identity_is_nowhere_in_plain(county, as_user):
	import frappe

	from xinfang_app.petition.registering.register import register

	with as_user(county.xfj):
		doc = draft(title="修路", content="村道损坏。", **ENTRY)
		doc.entry_phone = PHONE
		doc.save()
		doc.title = "村道损坏"
		doc.save()
		done = register({"name": doc.name, **ENTRY})
		register(
			{
				"title": "另一件",
				"petitioners": [{"name": NAME, "phone": PHONE, "id_no": ID_NO, "address": ADDRESS}],
				"organ": county.XFJ,
			}
		)
	assert done.petitioners and frappe.db.count("Version", {"docname": doc.name})
	assert traces(IDENTITY) == []


def test_an_accusation_typed_as_a_draft_is_nowhere_after_sealing(county, as_user):
	import frappe

	from xinfang_app.petition.registering.register import register

	with as_user(county.xfj):
		doc = draft(title=TITLE, content="先记一句：" + CONTENT, organ=county.XFJ, **ENTRY)
		doc.content = CONTENT
		doc.save()
		doc.add_comment("Comment", "请看：" + CONTENT)
		paper = attach(doc, "zhangye-fuyinjian.txt", FILE)
		path = frappe.get_doc("File", paper.name).get_full_path()
		doc.reload()
		assert os.path.exists(path) and traces([CONTENT, FILE])
		row = register({"name": doc.name, "purpose": "4"})
	frappe.db.commit()
	assert row.doctype == "Sealed Register" and row.number.startswith("XF-990124-")
	assert not frappe.db.exists("Petition Submission", doc.name)
	assert not frappe.get_all("Clock Milestone", filters={"ref_name": doc.name})
	assert not os.path.exists(path)
	assert traces(ACCUSATION) == []
	with as_user(county.jw1):
		from xinfang_app.access import sealing

		sealing.open(row.name)


def test_an_accusation_registered_at_once_leaves_no_row(county, as_user):
	import frappe

	from xinfang_app import when
	from xinfang_app.petition.registering.register import register

	before = [frappe.db.count(doctype) for doctype in ("Petition Submission", "Petition")]
	with as_user(county.xfj), when.at("2026-03-20 10:00"):
		row = register(
			{
				"form": "Letter",
				"title": TITLE,
				"content": CONTENT,
				"category": "1401",
				"place": county.FAR_VILLAGE,
				"organ": county.XFJ,
				"claims": ["查处套取资金一事"],
				"petitioners": [{"name": NAME, "phone": PHONE, "id_no": ID_NO, "address": ADDRESS}],
			}
		)
	assert [frappe.db.count(doctype) for doctype in ("Petition Submission", "Petition")] == before
	assert traces((*ACCUSATION, "查处套取资金一事")) == []
	made = frappe.get_all("Clock Milestone", filters={"ref_name": row.name}, pluck="milestone")
	assert sorted(made) == ["received", "registered"]
	term = frappe.db.get_value("Deadline", {"ref_name": row.name, "rule": "N02S"}, ["due_on", "state"])
	assert (str(term[0]), term[1]) == ("2026-04-07", "Running"), "04-04 is 清明"


def test_papers_uploaded_for_it_beforehand_are_gone_too(county, as_user):
	import frappe

	from xinfang_app.petition.registering.register import register

	def upload(attached_to=None, content=FILE):
		return frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"zhangye-fuyinjian-{frappe.generate_hash(length=4)}.txt",
				"is_private": 1,
				"attached_to_doctype": "Petition Submission" if attached_to else None,
				"attached_to_name": attached_to,
				"content": content,
			}
		).insert(ignore_permissions=True)

	with as_user(county.xfj):
		papers = [upload(), upload("new-petition-submission-1", FILE + "二")]
		row = register(
			{
				"title": TITLE,
				"purpose": "4",
				"organ": county.XFJ,
				"files": [papers[0].name],
				"agent_consent_file": papers[1].file_url,
			}
		)
	frappe.db.commit()
	assert frappe.db.count("Sealed File", {"register": row.name}) == 2
	assert traces((TITLE, FILE, "zhangye-fuyinjian")) == []


def test_nobody_elses_paper_is_drawn_into_a_piece(county, as_user):
	import frappe

	from xinfang_app.petition.registering.register import register

	with as_user(county.lq):
		theirs = register({"title": "甲", "organ": county.LQ})
		paper = attach(frappe.get_doc("Petition Submission", theirs.name), "jia.txt", "甲的材料")
	for purpose in ("3", "4"):
		with as_user(county.xfj), pytest.raises(frappe.PermissionError):
			register({"title": "乙", "organ": county.XFJ, "purpose": purpose, "files": [paper.name]})
	assert frappe.db.get_value("File", paper.name, "attached_to_name") == theirs.name


def test_the_offices_term_ends_when_the_sealed_piece_goes_on(county, as_user):
	import frappe

	from xinfang_app import when
	from xinfang_app.access import sealing
	from xinfang_app.petition.registering.register import register

	with as_user(county.xfj), when.at("2026-03-20 10:00"):
		row = register({"title": TITLE, "purpose": "4", "organ": county.XFJ, "target_organ": county.JW})
	keepers = frappe.get_all("Sealed Custodian", filters={"parenttype": "Sealed Accusation"}, pluck="user")
	with as_user(keepers[0]), when.at("2026-03-27 10:00"):
		sealing.transfer(row.name, county.JW)
	term = frappe.db.get_value("Deadline", {"ref_name": row.name, "rule": "N02S"}, ["state", "stopped_on"])
	assert term[0] == "Met" and str(term[1]).startswith("2026-03-27")


def test_the_number_is_of_the_same_series(county, as_user):
	from xinfang_app.petition.registering.register import register

	with as_user(county.xfj):
		numbers = [
			register({"title": "a", "organ": county.XFJ}).number,
			register({"title": "b", "purpose": "4", "organ": county.XFJ}).number,
			register({"title": "c", "organ": county.XFJ}).number,
		]
	assert [int(number[-6:]) - int(numbers[0][-6:]) for number in numbers] == [0, 1, 2]


@pytest.mark.parametrize("registered", [False, True])
def test_the_accusation_in_a_mixed_letter_is_nowhere_after_sealing_it_out(county, as_user, registered):
	import frappe

	from xinfang_app.petition.referring import referral
	from xinfang_app.petition.registering import split
	from xinfang_app.petition.registering.register import register

	mixed = "要求补足低保金。另外" + CONTENT
	with as_user(county.xfj):
		doc = draft(title="低保及" + TITLE, content=mixed, organ=county.XFJ, purpose="3", **ENTRY)
		attach(doc, "zhangye-fuyinjian.txt", FILE)
		doc.add_comment("Comment", CONTENT)
		doc.reload()
		if registered:
			doc = register({"name": doc.name, "claims": ["补足低保金", CONTENT]})
			referral.refer(frappe.get_doc("Petition", doc.petition), county.LQ)
		piece = frappe.get_doc("Petition Submission", doc.name)
		extract = {
			"title": "低保金",
			"content": "要求补足低保金。",
			"claims": ["补足低保金"],
			"category": "0701",
			"purpose": "3",
		}
		if registered:
			frappe.set_user("Administrator")
		row = split.seal_out(piece, extract)
	frappe.db.commit()
	assert traces((TITLE, CONTENT, FILE, "zhangye-fuyinjian")) == []
	piece = frappe.get_doc("Petition Submission", doc.name)
	assert piece.content == "要求补足低保金。" and piece.petitioners
	assert row.number != piece.number
	if registered:
		petition = frappe.get_doc("Petition", piece.petition)
		assert petition.title == "低保金" and [claim.claim for claim in petition.claims] == ["补足低保金"]


def test_an_extract_that_accuses_is_refused(county, as_user):
	from xinfang_app.petition.registering import split
	from xinfang_app.petition.registering.errors import NotAnAccusation

	with as_user(county.xfj):
		doc = draft(title="x", content="y", organ=county.XFJ)
		for extract in (
			{},
			{"content": "仍为举报", "category": "1401"},
			{"content": "仍为举报", "purpose": "4"},
		):
			with pytest.raises(NotAnAccusation):
				split.seal_out(doc, extract)


def test_an_unexpected_error_writes_no_values(county):
	import frappe

	from xinfang_app.petition import quiet_errors

	quiet_errors.install()
	frappe.local.form_dict = frappe._dict(cmd="x", doc=json.dumps({"entry_name": NAME, "content": CONTENT}))

	def work(name, content):
		person = {"phone": name}
		raise KeyError(len(person) + len(content))

	try:
		work(NAME, CONTENT)
	except KeyError as error:
		frappe.log_error("failed")
		from frappe.utils.logger import sanitized_dict

		assert NAME not in str(sanitized_dict(frappe.local.form_dict))
		assert str(error)
	entry = frappe.get_all("Error Log", fields=["error"], order_by="creation desc", limit=1)[0].error
	assert "in work" in entry and NAME not in entry and CONTENT not in entry
