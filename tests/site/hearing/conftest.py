"""The county of the handling tests, with a panel: members from outside, a chair with an account, a venue."""

import pytest

from tests.site.conftest import petition
from tests.site.handling.conftest import VILLAGE, county, post_row, road, user  # noqa: F401

OUTSIDE = [
	("李文斌", "Deputy of the people's congress", "青禾县人大"),
	("王慧", "Lawyer", "清源律师事务所"),
	("赵国强", "Expert", "川禾农学院"),
]
PEOPLE = [
	("chair", "QH-XFJ", "Hearing Officer", {}),
	("recorder", "QH-XFJ", "Hearing Officer", {}),
	("xf_leader", "QH-XFJ", "County Leader", {"is_head": 1}),
	("gov", "QH-ZF", "Review Officer", {}),
	("gov_leader", "QH-ZF", "County Leader", {"is_head": 1}),
]
ROOM, SPOT = "县信访局听证室", "东沟村村委会"
#: A Friday; seven working days after it are the first day on which a hearing can be held.
DAY = "2026-04-10 09:00:00"
CONCLUSION = "补偿面积应当按照1.8亩认定。"


@pytest.fixture(autouse=True)
def chinese(db):
	"""In Chinese, as officials read it; workflows stay in redis beyond a rollback."""
	import frappe

	before, frappe.local.lang = frappe.local.lang, "zh"
	yield
	frappe.local.lang = before
	frappe.db.rollback()
	for doctype in ("Hearing", "Mediation"):
		frappe.clear_cache(doctype=doctype)
	for doctype in ("Workflow", "Procedure Publication"):
		frappe.clear_document_cache(doctype)


@pytest.fixture
def court(county, road):  # noqa: F811
	"""The steps of a hearing, each by the right person."""
	import frappe

	from xinfang_app.organization import posting

	for short, organ, post, values in PEOPLE:
		setattr(county, short, user(short))
		county.postings[short] = post_row(getattr(county, short), organ, post, **values)
	posting.forget()
	for title in (ROOM, SPOT):
		if not frappe.db.exists("Meeting Venue", title):
			frappe.get_doc(
				{"doctype": "Meeting Venue", "title": title, "kind": "Hearing room", "address": "建设路12号"}
			).insert(ignore_permissions=True)
	return Court(road)


class Court:
	"""A matter at the township, heard there; the hearing is read anew at every step."""

	def __init__(self, road):  # noqa: F811
		self.road, self.by, self.name = road, road.by, None

	@property
	def hearing(self):
		import frappe

		return frappe.get_doc("Hearing", self.name)

	def accepted(self):
		"""A matter the township accepted on 03-12, row by row, without the road that leads there."""
		if not self.road.name:
			self.road.name = accepted_matter()
		return self.road.petition

	def proposed(self, moment="2026-03-23 09:00", who="lq", **values):
		"""Propose of the organ's own motion."""
		from xinfang_app.hearing import hearings

		made = self.by(
			who, moment, hearings.propose, self.accepted(), "涉及人数较多，面积争议较大。", **values
		)
		self.name = made.name
		return made

	def asked(self, moment="2026-03-23 09:00", who="lq", **values):
		"""The petitioner asks by word of mouth."""
		from xinfang_app.hearing import hearings

		given = {"way": "By word of mouth, taken down", "reason": "对丈量面积有异议。", **values}
		made = self.by(who, moment, hearings.ask, self.accepted(), **given)
		self.name = made.name
		return made

	def prepared(self, moment="2026-03-24 09:00", who="lq_head", own=False):
		from xinfang_app.hearing import hearings

		if not self.name:
			(self.proposed if own else self.asked)()
		return self.by(who, moment, hearings.decide, self.hearing, True)

	def filled(self, moment="2026-03-25 09:00", who="lq", members=OUTSIDE, day=DAY, place=ROOM, **values):
		"""Write day, venue and panel by the form."""
		if not self.name or self.hearing.stage != "Preparing":
			self.prepared()
		return self.by(who, moment, self.save, members=members, held_on=day, place=place, **values)

	def save(self, members=OUTSIDE, chair="chair", recorder="recorder", **values):
		hearing = self.hearing
		hearing.update(values)
		hearing.set("panel", [])
		county = self.road.county  # noqa: F811
		if chair:
			hearing.append("panel", {"role": "Hearing chair", "user": getattr(county, chair)})
		if recorder:
			hearing.append("panel", {"role": "Hearing recorder", "user": getattr(county, recorder)})
		for name, capacity, unit in members:
			hearing.append(
				"panel",
				{"role": "Hearing member", "member_name": name, "capacity": capacity, "unit": unit},
			)
		# Roles are Frappe's own question; what the form may change is the controller's.
		hearing.flags.ignore_permissions = False
		hearing.check_permission = lambda *args, **kwargs: None
		hearing.save()
		return hearing

	def notified(self, moment="2026-03-30 09:00", who="lq", **values):
		from xinfang_app.hearing import notices

		if not self.name or self.hearing.stage != "Preparing" or not self.hearing.held_on:
			self.filled(**values)
		return self.by(who, moment, notices.notify, self.hearing)

	def opened(self, moment="2026-04-10 09:00", who="chair", absent=(), members_absent=(), **values):
		from xinfang_app.hearing import sitting

		if not self.name or self.hearing.stage != "Notified":
			self.notified(**values)
		hearing = self.hearing
		present = [row.name for row in hearing.panel if row.member_name not in members_absent]
		attendance = {
			row.name: "Absent without cause" if row.side in absent else "Present" for row in hearing.parties
		}
		return self.by(who, moment, sitting.begin, hearing, present, attendance)

	def closed(self, moment="2026-04-10 11:30", **values):
		from xinfang_app.hearing import sitting
		from xinfang_app.hearing.vocabulary import PHASES

		if not self.name or self.hearing.stage != "Under Way":
			self.opened(**values)
		for phase in PHASES:
			self.by("recorder", "2026-04-10 10:00", sitting.record, self.hearing, phase, "记录在卷。")
		return self.by("recorder", moment, sitting.close, self.hearing)

	def voted(self, against=(), **values):
		from xinfang_app.hearing import deliberation

		if not self.name or self.hearing.stage != "Deliberation":
			self.closed(**values)
		hearing = self.hearing
		self.by(
			"recorder", "2026-04-10 14:00", deliberation.write, hearing, "听证员逐一发表意见。", CONCLUSION
		)
		for row in hearing.panel:
			if row.role != "Hearing member" or not row.present:
				continue
			dissents = row.member_name in against
			self.by(
				"recorder",
				"2026-04-10 14:30",
				deliberation.vote,
				hearing,
				row.name,
				"Opposed" if dissents else "In favour",
				"应以合同面积为准。" if dissents else None,
			)

	def concluded(self, against=(), moment="2026-04-10 15:00", **values):
		from xinfang_app.hearing import concluding

		self.voted(against=against, **values)
		return self.by("chair", moment, concluding.conclude, self.hearing)


def accepted_matter(number="XF-990124-2026-900100"):
	"""Write an accepted matter of one petitioner, with its piece; return its name."""
	import frappe

	from xinfang_app import when
	from xinfang_app.access import custody, identity
	from xinfang_app.deadline import milestones

	with when.at("2026-03-12 09:00"):
		person = identity.keep(name="林青禾", phone="13900000011", address="柳桥镇东沟村3组")
		matter = petition(
			number=number,
			title="土地征收青苗补偿款未足额发放",
			place=VILLAGE,
			scope_code=VILLAGE,
			pathway="P6",
			first_petitioner=person,
			holder="QH-XFJ",
			claims=[{"claim_no": 1, "claim": "补足青苗补偿款"}],
		)
		piece = frappe.new_doc("Petition Submission")
		piece.update(
			{
				"number": number,
				"title": matter.title,
				"status": "Registered",
				"organ": "QH-XFJ",
				"holder": "QH-LQ",
				"scope_code": VILLAGE,
				"petition": matter.name,
				"received_on": "2026-03-02 09:00:00",
				"registered_on": "2026-03-02 09:30:00",
				"petitioners": [{"petitioner": person, "masked_name": "林某某", "is_main": 1}],
			}
		)
		piece.name = frappe.generate_hash(length=10)
		piece.db_insert()
		for row in piece.petitioners:
			row.parent, row.name = piece.name, frappe.generate_hash(length=10)
			row.db_insert()
		custody.hand_over(matter, "QH-LQ", reason="转送")
		matter.db_set(
			{
				"stage": "Accepted",
				"workflow_state": "已受理",
				"registered_on": "2026-03-02 09:30:00",
				"accepted_on": "2026-03-12 09:00:00",
				"first_submission": piece.name,
			}
		)
		milestones.record(frappe.get_doc("Petition", matter.name), "accepted")
	return matter.name
