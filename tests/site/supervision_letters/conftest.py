"""The county of the handling tests with a petition office that presses: supervisor, section head, leader, second officer."""

import pytest

from tests.site.handling.conftest import county, post_row, road, user  # noqa: F401

OFFICE = [
	("sup", "QH-XFJ", "Supervision Officer", {}),
	("xf_head", "QH-XFJ", "County Section Head", {}),
	("xf_leader", "QH-XFJ", "County Leader", {"is_head": 1}),
]
LATE = "2026-03-26 09:00"


@pytest.fixture(autouse=True)
def chinese(db):
	"""In Chinese, as officials read it; workflows stay in redis beyond a rollback."""
	import frappe

	before, frappe.local.lang = frappe.local.lang, "zh"
	yield
	frappe.local.lang = before
	frappe.db.rollback()
	for doctype in ("Supervision Letter", "Recommendation", "Inspection", "Rectification"):
		frappe.clear_cache(doctype=doctype)
	for doctype in ("Workflow", "Procedure Publication"):
		frappe.clear_document_cache(doctype)


@pytest.fixture
def office(county, road):  # noqa: F811
	"""The steps of the pressing office: `office.draft()`, `office.sent()` and so on, each by the right person."""
	from xinfang_app.organization import posting

	for short, organ, post, values in OFFICE:
		setattr(county, short, user(short))
		county.postings[short] = post_row(getattr(county, short), organ, post, **values)
		_role(getattr(county, short), post)
	posting.forget()
	return Office(road)


def _role(email, role):
	"""The role that a posting gives, for what Frappe itself asks of a save."""
	import frappe

	frappe.get_doc(
		{"doctype": "Has Role", "parent": email, "parenttype": "User", "parentfield": "roles", "role": role}
	).db_insert()
	frappe.cache.hdel("roles", email)


class Office:
	"""A letter about a petition that the township has not answered in time; read anew at every step."""

	def __init__(self, road):  # noqa: F811
		self.road, self.by, self.made = road, road.by, 0

	def late(self):
		"""A petition sent to the township on 03-05 and not told by 03-20; return its name."""
		self.road.name = None
		self.road.referred()
		return self.road.name

	def late_row(self):
		"""The same, row by row, without the road that leads there."""
		from tests.site.conftest import petition, referral
		from xinfang_app import when
		from xinfang_app.access import custody
		from xinfang_app.deadline import milestones

		self.made += 1
		with when.at("2026-03-05 10:00"):
			matter = petition(
				number=f"XF-990124-2026-9{self.made:05d}",
				title="土地征收青苗补偿款未足额发放",
				holder="QH-XFJ",
				place="990124003000",
			)
			custody.hand_over(matter, "QH-LQ", reason="转送")
			sent = referral(matter, petition_number=matter.number)
			milestones.record(sent, "received")
		self.road.name = matter.name
		return matter.name

	def draft(self, kind="Supervision Order", petitions=None, who="sup", moment=LATE, **values):
		from xinfang_app.supervision import drafting

		return self.by(who, moment, drafting.draft, petitions or [self.late_row()], kind, **values)

	def waiting(self, kind="Supervision Order", **values):
		from xinfang_app.petition.answering import passing
		from xinfang_app.supervision import letters

		letter = self.by("sup", "2026-03-26 10:00", letters.submit, self.draft(kind, **values))
		return self.by("xf_head", "2026-03-26 11:00", passing.pass_on, letter)

	def sent(self, kind="Supervision Order", **values):
		from xinfang_app.supervision import letters

		return self.by("xf_leader", "2026-03-26 15:00", letters.sign, self.waiting(kind, **values))

	def received(self, **values):
		from xinfang_app.supervision import replying

		return self.by("lq", "2026-03-27 09:00", replying.receive, self.sent(**values))

	def answered(self, who="lq", **values):
		from xinfang_app.supervision import replying

		letter = self.received(**values)
		return self.by(
			who,
			"2026-04-02 09:00",
			replying.answer,
			letter,
			"已补发告知书，今后按期办理。",
			self.evidence(who),
		)

	def evidence(self, who="lq"):
		return [
			{
				"file": self.by(who, "2026-04-02 09:00", lambda url: url, "/private/files/reply.pdf"),
				"note": "告知书",
			}
		]

	def verified(self, verdict="Demand met", who="sup", letter=None, **values):
		from xinfang_app.supervision import verifying

		letter = letter or self.answered()
		given = {
			"reason": "已补发告知书并送达。",
			"file_finding": "案卷中有告知书和送达回证。",
			"organ_finding": "镇里说明系经办人休假所致。",
			"petitioner_asked": True,
			"petitioner_view": "已收到告知书。",
			**values,
		}
		return self.by(who, "2026-04-03 09:00", verifying.verify, letter, verdict, **given)

	def row(self, rule="N04", key="step-1", **options):
		"""The outbox row of a step on the late clock of the township's referral."""
		import frappe

		clock = frappe.get_last_doc("Deadline", {"rule": rule, "petition": self.road.name})
		return frappe._dict(
			key=key,
			ref_doctype=clock.ref_doctype,
			ref_name=clock.ref_name,
			petition=clock.petition,
			organ=clock.organ,
			deadline=clock.name,
			content=frappe._dict(
				rule=rule,
				title=clock.title,
				article="《信访工作条例》第二十三条",
				due_on=str(clock.due_on),
				step="Draft Supervision Letter",
				options=options,
			),
		)
