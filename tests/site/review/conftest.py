"""The county of the handling tests with a government that reviews: two review officers, a leader, an organ above outside.

The road to the served opinion is walked once; each test works behind a savepoint.
"""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from tests.site.handling import conftest as handling

PEOPLE = [
	*handling.PEOPLE,
	("rv", "QH-ZF", "Review Officer", {}),
	("rv2", "QH-ZF", "Review Officer", {}),
	("zf_head", "QH-ZF", "County Leader", {"is_head": 1}),
	("sup", "QH-XFJ", "Supervision Officer", {}),
]
CITY = "QH-SZF"
TWO = [
	{"name": "林青禾", "phone": "13900000011", "address": "柳桥镇东沟村3组", "is_main": 1},
	{"name": "周禾田", "phone": "13900000012", "address": "柳桥镇东沟村5组"},
]


@contextmanager
def acting(user):
	"""Act as `user`; the module's own, since it outlives a test."""
	import frappe

	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


@pytest.fixture(scope="package")
def people(site, request):
	"""The county and a matter whose opinion reached one petitioner on 04-28, the other by post on 05-20; rolled back after all."""
	import frappe

	from xinfang_app.organization import posting

	plugins = {str(getattr(one, "__file__", "")): one for one in request.config.pluginmanager.get_plugins()}
	root = next(one for path, one in plugins.items() if path.endswith("tests/conftest.py"))
	root.reset(frappe)
	frappe.db.rollback()
	frappe.db.commit = lambda: root.pretend_to_commit(frappe.db)
	for code, title, parent in handling.PLACES:
		handling._insert("Jurisdiction", code=code, title=title, parent_jurisdiction=parent)
	for code, title, kind, place, parent in handling.ORGANS:
		handling._insert(
			"Organ",
			code=code,
			title=title,
			kind=kind,
			jurisdiction=place,
			parent_organ=parent,
			short_title=title[-3:],
		)
	handling._insert(
		"Organ",
		code=CITY,
		title="川禾市人民政府",
		short_title="市政府",
		kind="External",
		is_external=1,
		jurisdiction="990100000000",
	)
	frappe.db.set_value("Organ", "QH-ZF", "review_organ", CITY)
	county = SimpleNamespace(postings={}, reset=root.reset)
	for short, organ, post, values in PEOPLE:
		setattr(county, short, handling.user(short))
		county.postings[short] = handling.post_row(getattr(county, short), organ, post, **values)
		role(getattr(county, short), post)
	posting.forget()
	walked = handling.Road(county, acting)
	walked.registered(petitioners=TWO)
	_served(walked)
	county.matter = walked.name
	yield county
	frappe.db.__dict__.pop("commit", None)
	frappe.db.rollback()
	for doctype in ("Petition Review", "Handling Opinion", "Petition", "Assistance Record"):
		frappe.clear_cache(doctype=doctype)
	for doctype in ("Workflow", "Procedure Publication"):
		frappe.clear_document_cache(doctype)
	root.reset(frappe)


def _served(walked):
	from xinfang_app.petition.answering import opinion
	from xinfang_app.petition.serving import recipients, service

	walked.signed()
	paper = opinion.current(walked.name)
	first, second = (who.petitioner for who in recipients.required(walked.name))
	walked.by("lq", "2026-04-28 11:00", service.serve, paper, first)
	posted = walked.by(
		"lq", "2026-04-28 11:30", service.serve, paper, second, "By post", mail_number="XA12345678901"
	)
	walked.by("lq", "2026-05-20 09:00", service.receive, posted, "Signed for", "2026-05-20")


@pytest.fixture
def review(people):
	"""The steps of a review of that matter, each by the right person, in Chinese as officials read it."""
	import frappe

	people.reset(frappe)
	before, frappe.local.lang = frappe.local.lang, "zh"
	frappe.db.savepoint("review")
	walked = handling.Road(people, acting)
	walked.name = people.matter
	try:
		yield Steps(walked)
	finally:
		frappe.db.rollback(save_point="review")
		frappe.local.lang = before
		people.reset(frappe)


def role(email, name):
	"""The role that a posting gives, for what Frappe itself asks of a save."""
	import frappe

	frappe.get_doc(
		{"doctype": "Has Role", "parent": email, "parenttype": "User", "parentfield": "roles", "role": name}
	).db_insert()
	frappe.cache.hdel("roles", email)


class Steps:
	"""Reviews of the petition of `road`; each step is read anew."""

	def __init__(self, road):  # noqa: F811
		self.road, self.by, self.name = road, road.by, None

	@property
	def doc(self):
		import frappe

		return frappe.get_doc("Petition Review", self.name)

	@property
	def who(self):
		"""The main petitioner."""
		return self.road.petition.first_petitioner

	@property
	def other(self):
		"""The petitioner whom the opinion reached by post on 05-20."""
		from xinfang_app.petition.serving import recipients

		return next(
			one.petitioner for one in recipients.required(self.road.name) if one.petitioner != self.who
		)

	def row(self, level, moment, **values):
		"""A review as a row, received at `moment`, without the road that leads there."""
		import frappe

		from xinfang_app import when
		from xinfang_app.deadline import milestones
		from xinfang_app.petition import handling as steps
		from xinfang_app.petition.answering import opinion

		given = {"respondent_organ": "QH-LQ", "organ": "QH-ZF", "holder": "QH-ZF", **values}
		with when.at(moment):
			made = steps.new_record(
				"Petition Review",
				self.road.petition,
				given.pop("organ"),
				level=level,
				opinion=opinion.current(self.road.name).name,
				requested_on=moment,
				filed_on=moment[:10],
				**given,
			)
			made = steps.write(made)
			milestones.record(made, "requested", moment)
		self.name = made.name
		return frappe.get_doc("Petition Review", made.name)

	def requested(self, moment="2026-05-20 09:00", by="rv", **values):
		"""Ask against the opinion served on 04-28; return the review."""
		from xinfang_app.review import requests

		if not self.road.name or not self.road.petition.served_on:
			self.road.served()
		given = {"claims": "重新丈量面积", "facts": "登记面积少于承包合同所载面积。", **values}
		made = self.by(
			by, moment, requests.request, self.road.petition, given.pop("recipient", self.who), **given
		)
		self.name = made.name
		return made

	def accepted(self, moment="2026-05-21 09:00", **values):
		from xinfang_app.review import deciding

		if not self.name:
			self.requested(**values)
		return self.by("rv", moment, deciding.accept, self.doc)

	def answered(self, moment="2026-05-25 09:00", **values):
		from xinfang_app.review import casework

		if not self.name or self.doc.stage != "Accepted":
			self.accepted(**values)
		self.by("rv", "2026-05-21 10:00", casework.call_file, self.doc)
		return self.by("lq", moment, casework.answer, self.doc, "已按登记面积足额发放。")

	def panel(self, moment="2026-05-26 09:00", users=("rv", "rv2"), **values):
		from xinfang_app.review import casework

		self.answered(**values)
		names = [getattr(self.road.county, one) for one in users]
		return self.by("rv", moment, casework.set_panel, self.doc, names)

	def drafted(self, result="Upheld", moment="2026-05-27 09:00", items=None, redo_days=60, **values):
		from xinfang_app.review import drafting

		self.panel(**values)
		draft = self.by("rv", moment, drafting.begin, self.doc)
		self.by(
			"rv",
			moment,
			drafting.fill,
			draft,
			items,
			result=result,
			findings="2026年5月26日现场丈量，被征收面积为1.8亩。",
			law="《中华人民共和国土地管理法》第四十八条",
			reasons="原处理意见认定面积有误。"
			if result != "Upheld"
			else "原处理意见认定事实清楚，依据正确。",
			redo_days=redo_days,
		)
		return self.doc

	def pending(self, moment="2026-05-28 09:00", **values):
		from xinfang_app.review import decision

		self.drafted(**values)
		return self.by("rv", moment, decision.submit, self.doc)

	def signed(self, moment="2026-06-10 10:00", **values):
		from xinfang_app.review import decision

		self.pending(**values)
		return self.by("zf_head", moment, decision.sign, self.doc)

	def served(self, moment="2026-06-15 10:00", **values):
		"""Serve the signed opinion on everybody who asked; return the last Service Record."""
		from xinfang_app.petition.serving import service
		from xinfang_app.review import reviews

		if not self.name or self.doc.stage != "Signed":
			self.signed(**values)
		record = None
		for one in reviews.requesters(self.doc):
			record = self.by("rv", moment, service.serve, self.doc, one.petitioner)
		return record

	def due(self, rule, doc=None):
		"""Return the due day of the newest clock of `rule` on `doc` (default: the review), and its state."""
		from xinfang_app.deadline import engine
		from xinfang_app.petition import handling

		clock = engine.clock(doc or self.doc, rule)
		return (str(handling.due_on(clock)), clock.state) if clock else None
