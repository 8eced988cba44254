"""Many at once, with real commits: each row by itself, rights per row, nothing twice."""

import threading
from types import SimpleNamespace

import pytest
from sharing import module_at

from xinfang_app import when

_COUNTY = module_at("site/office/conftest.py")

MORNING = "2026-03-03 09:00"


@pytest.fixture(scope="module")
def committed(snapshot):
	"""The county, committed; the module's snapshot takes it away again."""
	import frappe

	frappe.local.lang = "zh"
	people = _COUNTY.build()
	frappe.db.commit()
	yield people
	frappe.set_user("Administrator")


@pytest.fixture
def desk(committed, as_user):
	"""`desk.do("xfj", …)` as that person, `desk.matters(n)` registered matters, `desk.results(run)` states and reasons."""
	import frappe

	from xinfang_app.office import bulk, duty_sight
	from xinfang_app.organization import posting
	from xinfang_app.petition.registering import register

	def do(who, step, *args, moment=MORNING, **kwargs):
		posting.forget()
		duty_sight.forget()
		with when.at(moment), as_user(getattr(committed, who)):
			return step(*args, **kwargs)

	def matters(count, word="路灯"):
		made = []
		for place in range(count):
			data = {
				"title": f"{word}{place}",
				"content": f"{word}第{place}处",
				"form": "Letter",
				"place": "990124003002",
			}
			made.append(do("xfj", register.register, data, moment="2026-03-02 09:00").petition)
		frappe.db.commit()
		return made

	def rows(names, doctype="Petition"):
		return [{"name": name, "seen": str(frappe.db.get_value(doctype, name, "modified"))} for name in names]

	def results(run):
		frappe.db.rollback()
		found = frappe.get_all("Bulk Run Row", filters={"run": run}, fields=["ref_name", "state", "message"])
		return {row.ref_name: (row.state, row.message) for row in found}

	yield SimpleNamespace(
		do=do, matters=matters, rows=rows, results=results, start=bulk.start, look=bulk.look
	)
	frappe.db.rollback()


REFER = {"to_organ": "QH-LQ", "kind": "Transfer"}


def test_one_bad_row_never_stops_the_others(desk):
	import frappe

	names = desk.matters(4)
	looked = desk.do("xfj", desk.look, "refer", "Petition", [*names, "no-such"], REFER)
	assert [row["may"] for row in looked] == [True] * 4 + [False] and looked[0][
		"text"
	] == "将交柳桥镇人民政府"
	rows = [{"name": row["name"], "seen": row["seen"]} for row in looked]
	# Between the look and the run a colleague changes one and sends another on.
	frappe.db.set_value("Petition", names[1], "title", "改过")
	desk.do("xfj2", desk.start, "refer", "Petition", desk.rows([names[2]]), {"to_organ": "QH-SW"})
	run = desk.do("xfj", desk.start, "refer", "Petition", rows, REFER)
	found = desk.results(run.name)
	assert [found[name][0] for name in names] == ["Done", "Refused", "Refused", "Done"]
	assert "您的操作未保存" in found[names[1]][1]
	assert found["no-such"][0] == "Refused" and "无权" in found["no-such"][1]
	assert all("<" not in reason for _state, reason in found.values())
	assert {name: frappe.db.get_value("Petition", name, "holder") for name in names} == {
		names[0]: "QH-LQ",
		names[1]: "QH-XFJ",
		names[2]: "QH-SW",
		names[3]: "QH-LQ",
	}
	assert run.stage == "Done"


def test_each_row_goes_its_own_way(desk):
	import frappe

	for organ in ("QH-LQ", "QH-SW"):
		doc = frappe.get_doc("Organ", organ)
		doc.append("competences", {"category": "0201"})
		doc.save()
	names = desk.matters(3, "渡槽")
	frappe.db.set_value("Petition", {"name": ["in", names[:2]]}, "category", "0201", update_modified=False)
	frappe.db.commit()
	looked = desk.do("xfj", desk.look, "refer", "Petition", names, {"to_organ": "suggested"})
	assert [(row["may"], row["target"]) for row in looked] == [(True, "QH-LQ")] * 2 + [(False, None)]
	assert looked[2]["asks"] and looked[2]["choices"] == []
	assert looked[0]["reason"] and [one["organ"] for one in looked[0]["choices"]] == ["QH-LQ"]
	# One as suggested, one assigned, and for the third an organ the officer chose.
	own = [
		{"kind": "Transfer", "reason": looked[0]["reason"]},
		{"kind": "Assign", "due_on": "2026-05-20", "nobody_asked": "x"},
		{"kind": "Transfer"},
	]
	targets = ["QH-LQ", "QH-LQ", "QH-RSJ"]
	rows = [
		{"name": row["name"], "seen": row["seen"], "target": target, "own": given}
		for row, target, given in zip(looked, targets, own, strict=True)
	]
	run = desk.do(
		"xfj", desk.start, "refer", "Petition", rows, {"to_organ": "suggested", "demand": "请依法办理"}
	)
	assert {state for state, _why in desk.results(run.name).values()} == {"Done"}
	fields = ["petition", "to_organ", "kind", "due_on", "suggestion_reason", "demand"]
	sent = {
		row.petition: row for row in frappe.get_all("Petition Referral", {"petition": ["in", names]}, fields)
	}
	assert [(sent[name].to_organ, sent[name].kind) for name in names] == [
		("QH-LQ", "Transfer"),
		("QH-LQ", "Assign"),
		("QH-RSJ", "Transfer"),
	]
	assert str(sent[names[1]].due_on) == "2026-05-20" and {row.demand for row in sent.values()} == {
		"请依法办理"
	}
	assert sent[names[0]].suggestion_reason == looked[0]["reason"]
	assert "nobody_asked" not in (
		frappe.db.get_value("Bulk Run Row", {"run": run.name, "seq": 2}, "own") or ""
	)


def test_two_users_run_the_same_and_each_row_is_done_once(desk, committed):
	import frappe

	from xinfang_app.office import bulk, bulk_run

	names = desk.matters(6, "水渠")
	runs = [
		desk.do(who, bulk._new_run, "refer", "Petition", desk.rows(names), REFER).name
		for who in ("xfj", "xfj2")
	]
	frappe.db.commit()
	site, faults = frappe.local.site, []

	def worker(run):
		frappe.init(site=site, sites_path=".")
		frappe.connect()
		try:
			from xinfang_app.petition import again

			again.begin()
			with when.at(MORNING):
				bulk_run.job(run)
		except Exception as fault:
			faults.append(fault)
		finally:
			frappe.destroy()

	threads = [threading.Thread(target=worker, args=(run,)) for run in runs]
	[thread.start() for thread in threads]
	[thread.join() for thread in threads]
	assert not faults
	frappe.db.rollback()
	for name in names:
		assert frappe.db.count("Petition Referral", {"petition": name}) == 1
		assert {desk.results(run)[name][0] for run in runs} == {"Done", "Refused"}


def test_a_killed_worker_leaves_its_row_to_the_next_and_nothing_is_done_twice(desk, monkeypatch):
	import frappe

	from xinfang_app.office import bulk, bulk_actions, bulk_run

	names = desk.matters(3, "桥面")
	run = desk.do("xfj", bulk._new_run, "refer", "Petition", desk.rows(names), REFER)
	frappe.db.commit()
	sent, real = [], bulk_actions.referrals.refer

	def dies(petition, *args, **kwargs):
		done = real(petition, *args, **kwargs)
		sent.append(petition.name)
		if len(sent) == 2:
			raise KeyboardInterrupt
		return done

	monkeypatch.setattr(bulk_actions.referrals, "refer", dies)
	with pytest.raises(KeyboardInterrupt):
		desk.do("xfj", bulk_run.work, run.name)
	frappe.db.rollback()
	assert [state for state, _why in desk.results(run.name).values()].count("Waiting") == 2
	taken = []
	monkeypatch.setattr(bulk_run, "later", taken.append)
	with when.at("2026-03-03 09:03"):
		bulk_run.resume()
	assert run.name not in taken
	with when.at("2026-03-03 09:06"):
		bulk_run.resume()
	assert run.name in taken
	with when.at(MORNING):
		bulk_run.job(run.name)
	frappe.set_user("Administrator")
	assert {state for state, _why in desk.results(run.name).values()} == {"Done"}
	assert [frappe.db.count("Petition Referral", {"petition": name}) for name in names] == [1, 1, 1]


def test_a_posting_that_ends_in_between_ends_the_rights(desk, committed, monkeypatch):
	import frappe

	from xinfang_app.office import bulk_actions

	names = desk.matters(3, "井盖")
	real = bulk_actions.referrals.refer

	def then_leaves(petition, *args, **kwargs):
		done = real(petition, *args, **kwargs)
		frappe.db.set_value("Posting", committed.postings["xfj2"], "to_date", "2026-03-02")
		return done

	monkeypatch.setattr(bulk_actions.referrals, "refer", then_leaves)
	run = desk.do("xfj2", desk.start, "refer", "Petition", desk.rows(names), REFER)
	assert [state for state, _why in desk.results(run.name).values()].count("Done") == 1
	frappe.db.set_value("Posting", committed.postings["xfj2"], "to_date", None)
	frappe.db.commit()


def test_a_fault_of_the_system_is_told_and_recorded(desk, monkeypatch):
	import frappe

	from xinfang_app.office import bulk_actions

	names = desk.matters(2, "站牌")
	monkeypatch.setattr(bulk_actions.referrals, "refer", lambda *a, **k: 1 / 0)
	before = frappe.db.count("Error Log")
	run = desk.do("xfj", desk.start, "refer", "Petition", desk.rows(names), REFER)
	assert {state for state, _why in desk.results(run.name).values()} == {"Refused"}
	assert frappe.db.count("Error Log") == before + 2


def test_five_hundred_go_to_a_worker_and_none_is_forgotten(desk, committed, monkeypatch):
	import frappe

	from xinfang_app.office import bulk, bulk_run

	rows = [{"name": f"none-{place}"} for place in range(499)]
	(one,) = desk.matters(1, "公厕")
	queued = []
	monkeypatch.setattr(bulk_run, "later", queued.append)
	run = desk.do(
		"xfj", desk.start, "reassign", "Petition", [*rows, {"name": one}], {"to_user": committed.xfj2}
	)
	assert queued == [run.name] and run.stage == "Running"
	with when.at(MORNING):
		bulk_run.job(run.name)
	told = desk.do("xfj", bulk.state, run.name)
	frappe.set_user("Administrator")
	assert (told["stage"], told["done"], told["refused"], told["waiting"]) == ("Done", 1, 499, 0)
	assert told["rows"][-1]["message"] == "已转交xfj2"


def test_drafts_are_registered_but_not_what_a_human_decides(desk, as_user, committed):
	import frappe

	titles = [("安装护栏", "东头路口没有护栏"), ("安装护栏", "东头路口没有护栏"), ("反映干部", "虚报")]
	names = []
	for title, content in titles:
		with when.at("2026-03-02 10:00"), as_user(committed.xfj):
			doc = frappe.get_doc(
				{
					"doctype": "Petition Submission",
					"title": title,
					"content": content,
					"form": "Letter",
					"place": "990124003002",
					"organ": "QH-XFJ",
					**({"purpose": "4"} if title == "反映干部" else {}),
				}
			)
			names.append(doc.insert(ignore_permissions=True).name)
	frappe.db.commit()
	run = desk.do(
		"xfj", desk.start, "register", "Petition Submission", desk.rows(names, "Petition Submission"), {}
	)
	found = desk.results(run.name)
	assert [found[name][0] for name in names] == ["Done", "Refused", "Refused"]
	assert found[names[0]][1].startswith("已登记：XF-990124-") and "重复" in found[names[1]][1]
	assert "反映干部" not in str(found) and "密封" in found[names[2]][1]
	other = desk.do("xfj2", desk.look, "register", "Petition Submission", [names[1]], {})
	assert not other[0]["may"] and not other[0]["title"]


def test_letters_print_as_one_file_and_openings_are_on_record(desk, committed):
	from io import BytesIO

	import frappe
	from pypdf import PdfReader

	from xinfang_app.office import api_bulk, bulk_print
	from xinfang_app.petition.registering import register

	person = {"name": "林青禾", "phone": "13900000011", "address": "柳桥镇东沟村3组", "is_main": 1}
	data = {
		"title": "广播不响",
		"content": "村口广播不响。",
		"place": "990124003002",
		"petitioners": [person],
	}
	names = [desk.do("xfj", register.register, data, moment="2026-03-02 09:00").petition]
	frappe.db.commit()
	desk.do("xfj", desk.start, "refer", "Petition", desk.rows(names), REFER)
	letters = desk.do("xfj", api_bulk.letters_of, "Petition", names)
	assert letters
	run = desk.do("xfj", desk.start, "print", "Official Letter", desk.rows(letters, "Official Letter"), {})
	assert {state for state, _why in desk.results(run.name).values()} == {"Done"}
	opened = {"user": committed.xfj, "way": "Opened"}
	before = frappe.db.count("Identity Access Log", opened)
	content = desk.do("xfj", bulk_print.joined, letters)
	assert frappe.db.count("Identity Access Log", opened) > before
	assert len(PdfReader(BytesIO(content)).pages) >= len(letters)
	refused = desk.do("sw", desk.look, "print", "Official Letter", letters, {})
	assert not any(row["may"] or row["title"] for row in refused)
	# The queue follows: taken with the PDF, printed when somebody says so, and then printed again from the letter only.
	queued = {
		row.letter: row for row in frappe.get_all("Letter Print", fields=["letter", "status", "taken_by"])
	}
	mine = [name for name in letters if name in queued]
	assert mine and {(queued[name].status, queued[name].taken_by) for name in mine} == {
		("Printing", committed.xfj)
	}
	assert desk.do("xfj", api_bulk.waiting_letters, names) == []
	theirs = desk.do("xfj2", desk.look, "print", "Official Letter", mine, {})
	assert not any(row["may"] for row in theirs) and "正在打印" in theirs[0]["text"]
	assert desk.do("xfj", api_bulk.came_out, run.name) == len(mine)
	done = frappe.get_all("Letter Print", {"letter": ["in", mine]}, ["status", "printed_by"])
	assert {(row.status, row.printed_by) for row in done} == {("Printed", committed.xfj)}
	after = desk.do("xfj", desk.look, "print", "Official Letter", mine, {})
	assert not any(row["may"] for row in after) and "已" in after[0]["text"]


def test_a_run_is_its_users_own_and_bad_requests_begin_nothing(desk, committed):
	import frappe

	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.office import bulk

	(name,) = desk.matters(1, "凉亭")
	run = desk.do("xfj", desk.start, "close", "Petition", desk.rows([name]), {"code": "T1"})
	assert desk.results(run.name)[name][0] == "Refused"
	for who in ("xfj2", "kz", "lq"):
		with pytest.raises(NotPermitted):
			desk.do(who, bulk.state, run.name)
	before = frappe.db.count("Bulk Run")
	for action, doctype, rows, args in (
		("close", "Petition", [{"name": name}], {"code": "T5"}),
		("close", "Petition", [{"name": name}], {}),
		("refer", "Petition", [{"name": name}], {"to_organ": "QH-LQ", "kind": "Assign"}),
		("refer", "Petition", [], REFER),
		("refer", "User", [{"name": "Guest"}], REFER),
		("drop", "Petition", [{"name": name}], {}),
		("refer", "Petition", [{"name": f"n{place}"} for place in range(1001)], REFER),
	):
		with pytest.raises(frappe.ValidationError):
			desk.do("xfj", desk.start, action, doctype, rows, args)
		frappe.db.rollback()
	assert frappe.db.count("Bulk Run") == before
