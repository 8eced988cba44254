"""The county of the handling tests with a government that has a head and two deputies, and a petition office that follows."""

import pytest

from tests.site.handling.conftest import county, post_row, road, user  # noqa: F401

PEOPLE = [
	("sup", "QH-XFJ", "Supervision Officer", {}),
	("xf_head", "QH-XFJ", "County Section Head", {}),
	("xf_leader", "QH-XFJ", "County Leader", {"is_head": 1}),
	("zf_head", "QH-ZF", "County Leader", {"is_head": 1}),
	("zf_a", "QH-ZF", "County Leader", {}),
	("zf_b", "QH-ZF", "County Leader", {}),
	("zf_staff", "QH-ZF", "Department Officer", {}),
]
DAY = "2026-03-26 09:00"
PAPER = "/private/files/order.pdf"


@pytest.fixture(autouse=True)
def chinese(db):
	"""In Chinese, as officials read it; workflows stay in redis beyond a rollback."""
	import frappe

	before, frappe.local.lang = frappe.local.lang, "zh"
	yield
	frappe.local.lang = before
	frappe.db.rollback()
	for doctype in ("Leader Ownership", "Leader Instruction", "Joint Conference", "Conference Task"):
		frappe.clear_cache(doctype=doctype)
	for doctype in ("Workflow", "Procedure Publication"):
		frappe.clear_document_cache(doctype)


@pytest.fixture
def lead(county, road):  # noqa: F811
	"""The steps of leaders and their office, each by the right person."""
	from xinfang_app.organization import posting

	for short, organ, post, values in PEOPLE:
		setattr(county, short, user(short))
		county.postings[short] = post_row(getattr(county, short), organ, post, **values)
	posting.forget()
	return Lead(county, road)


class Lead:
	"""A matter in the hands of the township, and what leaders do about it; records are read anew at every step."""

	def __init__(self, county, road):  # noqa: F811
		self.county, self.road, self.by, self.made = county, road, road.by, 0

	def user(self, short):
		return getattr(self.county, short)

	def matter(self, holder="QH-LQ", **values):
		"""Return a petition in the hands of `holder`, without the road that leads there."""
		from tests.site.conftest import petition
		from xinfang_app import when
		from xinfang_app.access import custody

		self.made += 1
		with when.at("2026-03-05 10:00"):
			doc = petition(
				number=f"XF-990124-2026-8{self.made:05d}",
				title="原县办集体企业职工工龄认定",
				holder="QH-XFJ",
				place="990124003000",
				registered_on="2026-03-05 10:00:00",
				**values,
			)
			custody.hand_over(doc, holder, reason="转送")
		doc.reload()
		return doc

	def proposed(self, leader="zf_a", who="sup", moment=DAY, matter=None, **terms):
		from xinfang_app.leadership.owning import proposing

		given = {"listed_for": "Backlog", "due_on": "2026-06-30", "duty_set": "五责", **terms}
		return self.by(who, moment, proposing.propose, matter or self.matter(), self.user(leader), **given)

	def owned(self, leader="zf_a", moment="2026-03-26 15:00", **terms):
		from xinfang_app.leadership.owning import approving

		return self.by("zf_head", moment, approving.sign, self.proposed(leader, **terms))

	def met(self, ownership=None, who="zf_a", moment="2026-03-30 10:00", **terms):
		from xinfang_app.leadership.owning import working

		given = {"said": "请求认定改制期间工龄。", "answered": "将调取档案逐人核对。", **terms}
		return self.by(who, moment, working.meet, ownership or self.owned(), **given)

	def finished(self, ownership=None, moment="2026-04-20 09:00"):
		"""Meet, do every duty, ask to close."""
		from xinfang_app.leadership.owning import closing, duties

		ownership = self.met(ownership)
		for name in duties.open_of(ownership.name):
			self.by(
				"zf_a",
				moment,
				duties.done,
				self.get("Ownership Duty", name),
				"已完成。",
				"/private/files/duty.pdf",
			)
		return self.by(
			"zf_a",
			moment,
			closing.ask,
			self.get("Leader Ownership", ownership.name),
			"工龄已逐人核定并公示。",
		)

	def checked(self, ownership=None, verdict="Close it", who="sup", moment="2026-04-22 09:00", **values):
		from xinfang_app.leadership.owning import closing

		given = {
			"finding": "案卷中有核定表和公示材料。",
			"resolved": True,
			"petitioner_asked": True,
			"petitioner_view": "问题解决了。",
			**values,
		}
		return self.by(who, moment, closing.check, ownership or self.finished(), verdict, **given)

	def get(self, doctype, name):
		import frappe

		return frappe.get_doc(doctype, name)

	def clock(self, rule, doc):
		from xinfang_app.deadline import engine

		return engine.clock(doc, rule)

	# The conference.

	def body(self, **values):
		"""The county's conference with five members."""
		import frappe

		doc = frappe.new_doc("Conference Body")
		doc.update(
			{
				"title": "青禾县信访工作联席会议",
				"office": "QH-XFJ",
				"convener": self.user("zf_head"),
				"deputy_convener": self.user("zf_b"),
				"notice_days": 3,
				"quorum_percent": 50,
				"minutes_days": 5,
				**values,
			}
		)
		for organ in ("QH-ZF", "QH-XFJ", "QH-RSJ", "QH-LQ"):
			doc.append("members", {"organ": organ})
		return doc.insert(ignore_permissions=True)

	def drafted(
		self, kind="Work meeting", planned="2026-04-10 09:00", moment="2026-04-01 09:00", collect=True
	):
		from xinfang_app.leadership.conference import calling, topics

		meeting = self.by("sup", moment, calling.draft, self.body(), kind, planned, place="县政府第二会议室")
		return self.by("sup", moment, topics.collect, meeting) if collect else meeting

	def notified(self, moment="2026-04-02 09:00", meeting=None, **values):
		from xinfang_app.leadership.conference import calling

		return self.by("sup", moment, calling.notify, meeting or self.drafted(), **values)

	def held(self, present=("QH-ZF", "QH-XFJ", "QH-RSJ"), meeting=None, moment="2026-04-10 11:00"):
		from xinfang_app.leadership.conference import holding

		return self.by(
			"sup", moment, holding.hold, meeting or self.notified(), [{"organ": organ} for organ in present]
		)

	def decided(self, meeting, idx, outcome="Decided", decision="同意。", **values):
		from xinfang_app.leadership.conference import holding

		return self.by("sup", "2026-04-10 14:00", holding.decide, meeting, idx, outcome, decision, **values)

	def signed(self, meeting):
		from xinfang_app.leadership.conference import minutes

		meeting = self.by("sup", "2026-04-10 15:00", minutes.submit, meeting, "会议听取了汇报。")
		return self.by("zf_head", "2026-04-13 09:00", minutes.sign, meeting)

	def issued(self, meeting, moment="2026-04-13 14:00", who="sup"):
		from xinfang_app.leadership.conference import minutes

		return self.by(who, moment, minutes.issue, meeting)

	def put_forward(self, measure="Listed Supervision", matter=None):
		"""A proposal of the office that waits for the conference."""
		from xinfang_app.supervision import proposals

		matter = matter or self.matter()
		proposal = self.by(
			"sup", "2026-03-30 09:00", proposals.draft, [matter.name], "QH-LQ", measure, "多次督办未果。"
		)
		return self.by("sup", "2026-03-30 10:00", proposals.submit, proposal)
