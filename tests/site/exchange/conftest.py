"""The small county of the petition tests, and lists as an upper system would give them."""

from types import SimpleNamespace

import pytest
from sharing import module_at

COUNTY = module_at("site/petition/conftest.py")
county = COUNTY.county

SYSTEM = "国家信访信息系统"
HEADINGS = (
	"序号",
	"信访件编号",
	"办理方式",
	"下发时间",
	"办理期限",
	"办理状态",
	"信访形式",
	"信访目的",
	"内容分类",
	"信访人姓名",
	"证件号码",
	"联系电话",
	"住址",
	"信访人数",
	"问题属地",
	"标题",
	"信访内容",
	"民族",
)


def row(number="GJ0001", **said):
	"""One row of a list by heading; what is not said is usual."""
	usual = {
		"序号": 1,
		"信访件编号": number,
		"办理方式": "转送",
		"下发时间": "2026-03-02 08:30",
		"办理状态": "待受理",
		"信访形式": "网上信访",
		"信访目的": "求决",
		"内容分类": "自然资源/土地征收",
		"信访人姓名": "林青苗",
		"证件号码": "990124197001010018",
		"联系电话": "13900009901",
		"住址": "东沟村三组9号",
		"信访人数": 1,
		"问题属地": "柳桥镇东沟村",
		"标题": "青苗补偿款未足额发放",
		"信访内容": "只到账六成。",
		"民族": "某族",
	}
	return [{**usual, **said}.get(heading) for heading in HEADINGS]


def book(*rows, headings=HEADINGS, merged=()):
	"""The bytes of a workbook with these rows under its headings."""
	import io

	from openpyxl import Workbook

	workbook = Workbook()
	page = workbook.active
	for cells in (headings, *rows):
		page.append(list(cells))
	for area in merged:
		page.merge_cells(area)
	buffer = io.BytesIO()
	workbook.save(buffer)
	return buffer.getvalue()


@pytest.fixture
def desk(county, as_user, monkeypatch):
	"""What an officer of the petition office does at the exchange desk, at a moment."""
	from xinfang_app.exchange import running

	# The job is run by `Desk.run`; the queue outlives the test and would ask for batches that were rolled back.
	monkeypatch.setattr(running, "_queue", lambda batch, serial: None)
	return Desk(county, as_user)


class Desk:
	"""Each step by `county.xfj` at `moment`; jobs are run at once."""

	def __init__(self, county, as_user):
		self.county, self.as_user = county, as_user

	def at(self, moment, user=None):
		from contextlib import ExitStack

		from xinfang_app import when

		stack = ExitStack()
		stack.enter_context(when.at(moment))
		stack.enter_context(self.as_user(user or self.county.xfj))
		return stack

	def take_in(self, content, moment="2026-03-02 10:00", name="清单.xlsx", system=SYSTEM, **more):
		from xinfang_app.exchange import lists

		with self.at(moment):
			return lists.take_in(content, name, system=system, organ=self.county.XFJ, **more)

	def compare(self, content, moment="2026-03-03 10:00", name="清单.xlsx"):
		from xinfang_app.exchange import reconcile

		with self.at(moment):
			return reconcile.take_in(content, name, system=SYSTEM, organ=self.county.XFJ)

	def run(self, batch, moment="2026-03-02 10:05", turn=60):
		import frappe

		from xinfang_app.exchange import running

		with self.at(moment):
			batch.reload()
			if batch.status in ("Preview", "Halted"):
				running.start(batch)
				# The test is the worker; a real one would take the rows before it.
				frappe.db.after_commit.reset()
			serial = frappe.db.get_value("Exchange Batch", batch.name, "serial")
			running.run(batch.name, serial, turn)
		batch.reload()
		return batch

	def imported(self, content, moment="2026-03-02 10:00", **more):
		return self.run(self.take_in(content, moment, **more), moment)

	def undo(self, batch, reason="清单选错了", moment="2026-03-02 11:00"):
		from xinfang_app.exchange import undoing

		with self.at(moment):
			undoing.start(batch, reason)
		return self.run(batch, moment)

	@staticmethod
	def rows(batch):
		from xinfang_app.exchange import rows

		return rows.of(batch.name)


def verdicts(batch):
	"""(verdict, state) of every row."""
	return [(found.verdict, found.state) for found in Desk.rows(batch)]


def matter(number):
	"""The Upper Matter of a number, or None."""
	import frappe

	name = frappe.db.get_value("Upper Matter", {"upper_number": number, "withdrawn_on": ("is", "not set")})
	return frappe.get_doc("Upper Matter", name) if name else None


@pytest.fixture
def given():
	"""The helpers of this file: `given.row`, `given.book`, `given.verdicts`, `given.matter`."""
	return SimpleNamespace(row=row, book=book, verdicts=verdicts, matter=matter, HEADINGS=HEADINGS)
