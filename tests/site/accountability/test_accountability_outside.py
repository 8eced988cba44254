"""Who judges where the one to verify sits outside, what is not flagged a second time, and whose power a measure needs."""

import frappe
import pytest

from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.supervision.accountability import by_hand, flags, judging, ladder
from xinfang_app.supervision.accountability.errors import FlagRefused, NoPower, NotTheJudge

pytestmark = pytest.mark.usefixtures("db")
PAPER = "/private/files/f-proof.pdf"
DAYS = ("2026-06-01", "2026-06-02", "2026-06-03")


def again(flag):
	return frappe.get_doc(flag.doctype, flag.name)


def found(road, who, **values):
	scan = road.by(who, "2026-06-18 09:00", lambda url: url, PAPER)
	return {
		"name": "川禾市信访局",
		"number": "川信核〔2026〕8号",
		"day": "2026-06-17",
		"scan": scan,
		**values,
	}


@pytest.fixture
def on_government(late, apply):
	"""A flag on the county's government, which nobody in the system stands above."""
	for day in DAYS:
		late("N06", "QH-ZF", day)
	(flag,) = apply("A04")
	return flag


def test_a_finding_from_outside_is_recorded_with_its_paper(road, on_government):
	flag = on_government
	assert flag.verifier_organ != "QH-ZF"
	road.by("ld", "2026-06-16 10:00", flags.answer, again(flag), "已整改。")
	told = frappe.get_all("Outbox Message", {"key": f"flag:{flag.name}:answered"}, pluck="organ")
	assert told == ["QH-XFJ"]
	for who in ("ld", "lq_head", "rsj_head", "xfj", "admin"):
		with pytest.raises(NotTheJudge):
			road.by(who, "2026-06-18 10:00", flags.verify, again(flag), "属实", found=found(road, who))
	for values, error in (
		({"name": ""}, SomethingMissing),
		({"number": ""}, SomethingMissing),
		({"day": None}, SomethingMissing),
		({"scan": None}, SomethingMissing),
		({"name": "青禾县 人民政府"}, FlagRefused),
		({"name": "青禾县信访局"}, FlagRefused),
		({"day": "2026-06-01"}, FlagRefused),
		({"day": "2026-06-19"}, FlagRefused),
	):
		for step in (flags.verify, flags.dismiss):
			with pytest.raises(error):
				road.by(
					"dc", "2026-06-18 10:00", step, again(flag), "属实", found=found(road, "dc", **values)
				)
	with pytest.raises(SomethingMissing):
		road.by("dc", "2026-06-18 10:00", flags.verify, again(flag), "属实")
	assert again(flag).status == "Answered"
	done = road.by("dc", "2026-06-18 10:00", flags.verify, again(flag), "属实", found=found(road, "dc"))
	assert (done.status, done.recorded_for, str(done.outside_on)) == (
		"Verified",
		"川禾市信访局",
		"2026-06-17",
	)
	assert done.outside_scan and done.outside_number and done.verified_by.startswith("dc@")


def test_a_county_without_a_convener_dismisses_through_supervision_that_sits_elsewhere(
	road, county, late, apply
):
	from tests.site.handling.conftest import _insert, post_row, user

	frappe.db.set_value("Organ", "QH-ZF", "is_external", 1)
	frappe.clear_document_cache("Organ", "QH-ZF")
	_insert("Organ", code="QH-XW", title="中共青禾县委", kind="Party Committee", jurisdiction="990124000000")
	county.sup = user("sup")
	post_row(county.sup, "QH-XW", "Supervision Officer")
	for day in DAYS:
		late("N02", "QH-XFJ", day)
	(flag,) = apply("A02")
	assert flag.verifier_organ == "QH-ZF"
	road.by("xfj", "2026-06-16 10:00", flags.answer, again(flag), "已整改。")
	with pytest.raises(NotTheJudge):
		road.by("dc", "2026-06-18 10:00", flags.dismiss, again(flag), "不属实", found=found(road, "dc"))
	values = found(road, "sup", name="青禾县人民政府")
	done = road.by("sup", "2026-06-18 10:00", flags.dismiss, again(flag), "不属实", found=values)
	assert (done.status, done.recorded_for) == ("Dismissed", "青禾县人民政府")


def test_who_judges_himself_records_for_nobody(road, flag, county, as_user):
	from xinfang_app.organization import posting

	posting.forget()
	with as_user(county.dc):
		assert judging.may_judge(again(flag)) and not judging.records(again(flag))
	road.by("lq", "2026-06-16 10:00", flags.answer, again(flag), "已整改。")
	done = road.by(
		"dc", "2026-06-18 10:00", flags.verify, again(flag), "属实", found={"name": "川禾市信访局"}
	)
	assert not done.recorded_for


def row(term, key):
	from xinfang_app.messages import outbox

	return outbox.read(
		frappe._dict(
			key=key, ref_doctype=term.ref_doctype, ref_name=term.ref_name, petition=term.petition,
			organ=term.organ, deadline=term.name, content="{}",
		)
	)  # fmt: skip


def test_what_was_dismissed_is_flagged_by_no_ladder_and_no_rule(road, late, apply):
	terms = [late("N06", "QH-LQ", day) for day in DAYS]
	ladder.raise_flag(row(terms[0], "k1"))
	(raised,) = frappe.get_all("Accountability Flag", pluck="name")
	assert apply("A04") == []
	frappe.db.set_value("Accountability Flag", raised, "status", "Dismissed")
	ladder.raise_flag(row(terms[0], "k2"))
	assert apply("A04") == [] and frappe.db.count("Accountability Flag") == 1
	frappe.db.set_value("Accountability Flag", raised, "status", "Withdrawn")
	(by_rule,) = apply("A04")
	assert len(by_rule.evidence) == 3


def test_what_supervision_flagged_by_hand_is_not_counted_by_a_rule(road, late, apply):
	terms = [late("N06", "QH-LQ", day) for day in DAYS]
	road.by(
		"dc",
		"2026-06-15 10:00",
		by_hand.raise_by_hand,
		"QH-LQ",
		"45-1",
		"逾期未办结。",
		[{"deadline": terms[0].name}],
	)
	assert apply("A04") == []


def test_responsibility_is_pursued_by_no_invented_body(road, flag):
	road.by("lq", "2026-06-16 10:00", flags.answer, again(flag), "已整改。")
	road.by(
		"dc",
		"2026-06-18 10:00",
		flags.verify,
		again(flag),
		"属实",
		grave=True,
		grave_facts="造成重大损失",
		grave_file=PAPER,
	)

	def decide(**values):
		given = {"decision_number": "1号", "decided_on": "2026-06-20", "scan": PAPER, **values}
		return road.by("dc", "2026-06-25 10:00", flags.decide, again(flag), "Pursue responsibility", **given)

	for name in ("柳桥镇人民政府", "青禾县人社局", "青禾县 信访局", "QH-XFJ", " "):
		with pytest.raises(NoPower):
			decide(deciding_name=name)
	assert decide(deciding_name="川禾市纪委监委").deciding_name == "川禾市纪委监委"


def test_the_conference_of_the_county_decides_whoever_enters_it(road, flag):
	from xinfang_app.supervision.accountability import measures

	class Of:
		organ, grave = "QH-LQ", 0

	for measure in ("Interview", "Circular", "Listed supervision", "Rectify within a term"):
		measures.check(Of, measure, None, "青禾县信访工作联席会议")
		with pytest.raises(NoPower):
			measures.check(Of, measure, None, "川禾市信访工作联席会议")
