"""Mediation: both sides' consent, sessions, agreement, execution; what fails is handled on; no clock stops."""

import frappe
import pytest

from tests.site.hearing.conftest import ROOM, SPOT
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.handling_errors import Recused, SomethingMissing, WrongMoment
from xinfang_app.settling import mediating, sessions
from xinfang_app.settling.errors import MediationRefused, PersonTaken, VenueTaken
from xinfang_app.workflows import stages


class Table:
	"""A mediation of the township about its own matter; read anew at every step."""

	def __init__(self, court):
		self.court, self.road, self.by, self.name = court, court.road, court.by, None

	@property
	def mediation(self):
		return frappe.get_doc("Mediation", self.name)

	def proposed(self, moment="2026-03-16 09:00", who="lq"):
		self.court.accepted()
		made = self.by(
			who,
			moment,
			mediating.propose,
			self.road.petition,
			"People's mediation",
			"征收面积与补偿差额。",
			"东沟村村民委员会",
			mediating_body="柳桥镇人民调解委员会",
		)
		self.name = made.name
		return made

	def save(self, mediators=(("许和", "People's mediator", "柳桥镇人民调解委员会"),), **values):
		doc = self.mediation
		doc.update({"within_discretion": 1, **values})
		doc.set("mediators", [])
		for name, capacity, unit in mediators:
			doc.append("mediators", {"mediator_name": name, "capacity": capacity, "unit": unit})
		doc.flags.ignore_permissions = False
		doc.check_permission = lambda *args, **kwargs: None
		doc.save()
		return doc

	def begun(self, moment="2026-03-17 09:00"):
		if not self.name:
			self.proposed()
		self.by("lq", moment, self.save)
		return self.by(
			"lq", moment, mediating.begin, self.mediation, petitioner_consents=True, other_consents=True
		)

	def held(self):
		if not self.name or self.mediation.stage != "Under Way":
			self.begun()
		self.by("lq", "2026-03-17 10:00", sessions.plan, self.mediation, "2026-03-20 09:00:00", ROOM)
		return self.by(
			"lq", "2026-03-20 11:00", sessions.held, self.mediation, "双方各自陈述，就面积达成一致。"
		)

	def agreed(self):
		self.held()
		return self.by(
			"lq",
			"2026-03-23 09:00",
			mediating.agree,
			self.mediation,
			terms="补发差额1200元。",
			agreement_file="/private/files/agreement.pdf",
			perform_by="2026-04-20",
		)


@pytest.fixture
def table(court):
	return Table(court)


def test_agreed_ends_the_matter_and_its_execution_is_followed(table):
	table.held()
	paper = table.by(
		"lq",
		"2026-03-20 15:00",
		mediating.draft_agreement,
		table.mediation,
		"补发差额1200元。",
		"2026年4月20日前一次付清。",
	)
	assert paper.template == "W20" and "柳桥镇人民调解委员会许和" in paper.html
	done = table.by(
		"lq",
		"2026-03-23 09:00",
		mediating.agree,
		table.mediation,
		terms="补发差额1200元。",
		agreement_file="/private/files/agreement.pdf",
		perform_by="2026-04-20",
	)
	petition = table.road.petition
	assert (done.stage, petition.stage, petition.closing_code) == ("Agreement Reached", "Settled", "T4")
	entry = frappe.get_doc("Settlement", done.settlement)
	assert entry.petitioner_consents and entry.other_consents and "许和" in entry.mediator
	clock = table.road.clock("M01", done)
	assert (clock.state, str(clock.due_on), clock.organ) == ("Running", "2026-04-20", "QH-LQ")
	kept = table.by(
		"lq",
		"2026-04-15 09:00",
		mediating.performed,
		table.mediation,
		"2026-04-15",
		"/private/files/paid.pdf",
	)
	assert kept.stage == "Performed" and table.road.clock("M01", kept).state == "Met"
	assert str(frappe.db.get_value("Settlement", done.settlement, "performed_on")) == "2026-04-15"


def test_not_begun_before_both_sides_agreed(table):
	table.proposed()
	table.by("lq", "2026-03-16 10:00", table.save)
	for petitioner, other in ((True, False), (False, True)):
		with pytest.raises(SomethingMissing):
			table.by(
				"lq",
				"2026-03-16 10:10",
				mediating.begin,
				table.mediation,
				petitioner_consents=petitioner,
				other_consents=other,
			)
	with pytest.raises(WrongMoment):
		table.by("lq", "2026-03-16 10:20", sessions.plan, table.mediation, "2026-03-20 09:00:00", ROOM)
	forced = table.mediation
	with pytest.raises(MediationRefused, match="都同意"):
		stages.advance(forced, "Under Way", by_service=True)
	declined = table.by("lq", "2026-03-16 11:00", mediating.decline, table.mediation, "The other party")
	assert declined.stage == "No Consent" and table.road.petition.stage == "Accepted"


def test_within_discretion_and_with_a_mediator_only(table):
	table.proposed()
	table.by("lq", "2026-03-16 10:00", table.save, within_discretion=0)
	both = {"petitioner_consents": True, "other_consents": True}
	with pytest.raises(MediationRefused, match="裁量权"):
		table.by("lq", "2026-03-16 10:10", mediating.begin, table.mediation, **both)
	table.by("lq", "2026-03-16 10:00", table.save, mediators=())
	with pytest.raises(MediationRefused, match="至少"):
		table.by("lq", "2026-03-16 10:10", mediating.begin, table.mediation, **both)
	with pytest.raises(MediationRefused, match="争议一方"):
		table.by("lq", "2026-03-16 10:00", table.save, mediators=[("东沟村村民委员会", None, None)])
	county = table.road.county
	table.by("lq", "2026-03-16 10:30", recusal.declare, table.road.petition, county.lq2, "亲属。")

	def seat():
		doc = table.mediation
		doc.append("mediators", {"user": county.lq2})
		doc.save(ignore_permissions=True)

	with pytest.raises(Recused):
		table.by("lq", "2026-03-16 11:00", seat)


def test_no_clock_stops_and_failure_goes_back_to_handling(table):
	table.begun()
	clock = table.road.clock("N06")
	assert (clock.state, str(clock.due_on), clock.paused_days) == ("Running", "2026-05-11", 0)
	failed = table.by(
		"lq", "2026-03-25 09:00", mediating.fail, table.mediation, "The petitioner", "对金额不能接受。"
	)
	assert failed.stage == "Not Agreed"
	clock = table.road.clock("N06")
	assert (clock.state, str(clock.due_on)) == ("Running", "2026-05-11")
	table.road.heard()
	assert table.road.petition.stage == "Handling"
	# It may be tried again, by another road.
	assert table.proposed("2026-03-26 09:00").stage == "Consent Asked"


def test_no_agreement_without_a_session_or_the_signed_paper(table):
	table.begun()
	given = {"terms": "补发。", "agreement_file": "/private/files/a.pdf", "perform_by": "2026-04-20"}
	with pytest.raises(MediationRefused, match="调解会记录"):
		table.by("lq", "2026-03-23 09:00", mediating.agree, table.mediation, **given)
	table.held()
	with pytest.raises(SomethingMissing):
		table.by(
			"lq", "2026-03-23 09:00", mediating.agree, table.mediation, **{**given, "agreement_file": None}
		)
	with pytest.raises(MediationRefused, match="履行期限"):
		table.by(
			"lq",
			"2026-03-23 09:00",
			mediating.agree,
			table.mediation,
			**{**given, "perform_by": "2026-03-01"},
		)
	assert table.mediation.stage == "Under Way" and table.road.petition.stage == "Accepted"


def test_sessions_and_hearings_share_venues_and_people(table):
	table.begun()
	court = table.court
	court.filled()
	with pytest.raises(VenueTaken):
		table.by("lq", "2026-03-26 09:00", sessions.plan, table.mediation, "2026-04-10 10:00:00", ROOM)
	planned = table.by("lq", "2026-03-26 09:00", sessions.plan, table.mediation, "2026-04-13 09:00:00", SPOT)
	assert planned.next_session_on
	with pytest.raises(VenueTaken):
		court.filled(day="2026-04-13 10:00:00", place=SPOT)
	mediator = ("许和", "Resident representative", "柳桥镇人民调解委员会")
	with pytest.raises(PersonTaken, match="许和"):
		court.filled(
			members=[mediator, ("王慧", "Lawyer", "清源律师事务所"), ("赵国强", "Expert", "川禾农学院")],
			day="2026-04-13 09:00:00",
		)
	table.by("lq", "2026-03-27 09:00", sessions.fell_through, table.mediation, "对方出差。")
	assert court.filled(day="2026-04-13 10:00:00", place=SPOT).place == SPOT


def test_only_who_has_the_matter_mediates_it(table):
	table.court.accepted()
	for who in ("rsj", "xfj"):
		with pytest.raises(frappe.PermissionError):
			table.proposed(who=who)
	table.proposed()
	for who in ("rsj", "xfj"):
		with pytest.raises(frappe.PermissionError):
			table.by(who, "2026-03-17 09:00", mediating.decline, table.mediation, "The petitioner")
	with pytest.raises(MediationRefused, match="正在调解"):
		table.proposed()


def test_a_matter_that_ends_otherwise_is_mediated_no_more(table):
	from xinfang_app.petition.ending import settlement

	table.begun()
	table.by(
		"lq",
		"2026-03-18 09:00",
		settlement.settle,
		table.road.petition,
		kind="Settled by the parties",
		other_party="东沟村村民委员会",
		terms="双方自行和解。",
		agreement_file="/private/files/agreement.pdf",
		petitioner_consents=True,
		other_consents=True,
	)
	assert table.mediation.stage == "Not Agreed"
	assert table.mediation.ended_by_side == "The matter ended otherwise"
