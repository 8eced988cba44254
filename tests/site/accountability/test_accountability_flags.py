"""The road of a flag: heard, verified by somebody else, decided by whoever has the power; dissent, withdrawal, sight."""

import frappe
import pytest

from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.supervision.accountability import by_hand, flags, judging, lookback, withdrawing
from xinfang_app.supervision.accountability.errors import FlagRefused, NoPower, NotTheJudge

pytestmark = pytest.mark.usefixtures("db")
PAPER = "/private/files/f-proof.pdf"


def again(flag):
	return frappe.get_doc(flag.doctype, flag.name)


def answered(road, flag, who="lq"):
	road.by(who, "2026-06-16 10:00", flags.answer, again(flag), "均因经办人调离交接不清，已整改。")
	return again(flag)


def verified(road, flag, who="dc"):
	answered(road, flag)
	road.by(who, "2026-06-18 10:00", flags.verify, again(flag), "三件均属实。")
	return again(flag)


def test_the_whole_road(road, flag):
	verified(road, flag)
	done = road.by(
		"dc",
		"2026-06-25 10:00",
		flags.decide,
		again(flag),
		"Circular",
		decision_number="青信联〔2026〕3号",
		decided_on="2026-06-24",
		scan=PAPER,
	)
	assert done.status == "Decided" and done.deciding_name == "青禾县信访工作联席会议"
	road.by("dc2", "2026-06-30 10:00", flags.carry_out, again(flag), "已全县通报。", PAPER)
	road.by("dc2", "2026-07-01 10:00", flags.close, again(flag))
	assert again(flag).status == "Closed"
	from xinfang_app.deadline import milestones

	steps = [row.milestone for row in milestones.history(flag)]
	assert steps == ["raised", "answered", "verified", "decided", "carried_out", "closed"]
	assert frappe.db.count("Outbox Message", {"ref_name": flag.name}) == 5


def test_the_organ_is_heard_first_within_its_term(road, flag):
	clock = flag.answer_due
	assert str(clock) == "2026-06-30"  # ten working days over the Dragon Boat days
	with pytest.raises(FlagRefused):
		road.by("dc", "2026-06-29 10:00", flags.verify, again(flag), "属实")
	road.by("dc", "2026-07-02 10:00", flags.verify, again(flag), "逾期未回应，材料属实。")
	assert again(flag).status == "Verified"
	assert road.clock("S06", flag).state == "Stopped" and road.clock("S06", flag).was_late


def test_only_the_organ_answers_and_once(road, flag):
	for who in ("sw", "rsj", "dc", "dg"):
		with pytest.raises(NotYourOrgan):
			road.by(who, "2026-06-16 10:00", flags.answer, again(flag), "不属实")
	with pytest.raises(Exception):
		road.by("lq", "2026-06-16 10:00", flags.answer, again(flag), "  ")
	answered(road, flag)
	with pytest.raises(FlagRefused):
		answered(road, flag)


@pytest.mark.parametrize("who", ["lq", "lq2", "lq_head", "sw", "rsj_head", "dg", "xfj", "admin"])
def test_nobody_of_the_organ_and_nobody_without_the_post_judges(road, flag, who):
	answered(road, flag, "lq2")
	for step, args in (
		(flags.verify, ("属实",)),
		(flags.dismiss, ("不属实",)),
		(flags.free, ("x", PAPER, "y")),
	):
		with pytest.raises(NotTheJudge):
			road.by(who, "2026-06-18 10:00", step, again(flag), *args)
	assert again(flag).status == "Answered"


def test_who_was_at_the_organ_on_the_day_does_not_judge(road, flag, county):
	"""A supervisor who came from the township after the breach would judge his own days."""
	from tests.site.handling.conftest import post_row, user

	mover = user("mover")
	post_row(mover, "QH-LQ", "Township Officer", from_date="2020-01-01", to_date="2026-06-05")
	post_row(mover, "QH-XFJ", "Supervision Officer", from_date="2026-06-06")
	county.mover = mover
	answered(road, flag)
	with pytest.raises(NotTheJudge):
		road.by("mover", "2026-06-18 10:00", flags.verify, again(flag), "属实")


def test_nobody_named_in_the_look_back_judges_even_freed(road, flag, county):
	stored = lookback.read(flag.lookback)
	stored["steps"][0]["people"].append({"user": county.dc, "name": "dc", "part": "Head"})
	frappe.db.set_value(flag.doctype, flag.name, "lookback", lookback.write(stored))
	answered(road, flag)
	with pytest.raises(NotTheJudge):
		road.by("dc", "2026-06-18 10:00", flags.verify, again(flag), "属实")
	road.by("dc2", "2026-06-18 10:00", flags.free, again(flag), county.dc, PAPER, "会议记录")
	with pytest.raises(NotTheJudge):
		road.by("dc", "2026-06-18 10:00", flags.verify, again(flag), "属实")


def test_administrator_judges_nobody(road, flag):
	answered(road, flag)
	with pytest.raises(NotTheJudge):
		flags.verify(again(flag), "属实")


def test_a_flag_on_the_petition_office_goes_to_the_convener(road, late, apply):
	for day in ("2026-06-01", "2026-06-02", "2026-06-03"):
		late("N02", "QH-XFJ", day)
	(flag,) = apply("A02")
	assert flag.verifier_organ == "QH-ZF"
	answered(road, flag, "xfj")
	for who in ("dc", "dc2", "kz", "xfj_ld", "xfj2"):
		with pytest.raises(NotTheJudge):
			road.by(who, "2026-06-18 10:00", flags.verify, again(flag), "属实")
	road.by("ld", "2026-06-18 10:00", flags.verify, again(flag), "属实。")
	assert again(flag).verified_by == "ld@qinghe.example.com"


def test_the_power_belongs_to_its_organ(road, flag):
	verified(road, flag)

	def decide(measure, **values):
		given = {"decision_number": "1号", "decided_on": "2026-06-20", "scan": PAPER, **values}
		return road.by("dc", "2026-06-25 10:00", flags.decide, again(flag), measure, **given)

	for measure, values in (
		("Circular", {"deciding_organ": "QH-XFJ"}),
		("Order to correct", {"deciding_organ": "QH-SW"}),
		("Order to correct", {"deciding_organ": "QH-LQ"}),
		("Order to correct", {"deciding_name": "县政府"}),
		("Pursue responsibility", {"deciding_organ": "QH-ZF"}),
		("Dismissal", {"deciding_organ": "QH-ZF"}),
		("Circular", {"deciding_name": "县长办公会"}),
		("Circular", {"deciding_name": "柳桥镇人民政府"}),
	):
		with pytest.raises(NoPower):
			decide(measure, **values)
	for values in ({"decided_on": "2026-06-10"}, {"decided_on": "2026-07-10"}):
		with pytest.raises(FlagRefused):
			decide("Circular", **values)
	with pytest.raises(Exception):
		decide("Circular", scan="")
	assert again(flag).status == "Verified"
	assert decide("Order to correct", deciding_organ="QH-ZF").deciding_name == "青禾县人民政府"


def test_responsibility_is_pursued_only_with_a_grave_result_and_by_the_cadre_organ(road, flag):
	answered(road, flag)
	with pytest.raises(Exception):
		road.by(
			"dc", "2026-06-18 10:00", flags.verify, again(flag), "属实", grave=True, grave_facts="造成损失"
		)
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
	given = {"decision_number": "1号", "decided_on": "2026-06-20", "scan": PAPER}
	for organ in ("QH-RSJ", "QH-XFJ"):
		with pytest.raises(NoPower):
			road.by(
				"dc",
				"2026-06-25 10:00",
				flags.decide,
				again(flag),
				"Pursue responsibility",
				deciding_organ=organ,
				**given,
			)
	road.by(
		"dc",
		"2026-06-25 10:00",
		flags.decide,
		again(flag),
		"Pursue responsibility",
		deciding_organ="QH-ZF",
		**given,
	)
	assert again(flag).status == "Decided"


def test_the_look_back_names_who_was_there_on_the_day(county, late, apply, road):
	from tests.site.handling.conftest import post_row, user
	from xinfang_app.organization import posting

	newcomer = user("newcomer")
	post_row(newcomer, "QH-LQ", "Township Leader", from_date="2026-06-10")
	frappe.db.set_value("Organ", "QH-LQ", "inbox_user", county.lq2)
	posting.forget()
	for day in ("2026-05-20", "2026-06-01", "2026-06-08"):
		late("N04", "QH-LQ", day, started_on="2026-05-05 09:00:00")
	(flag,) = apply("A03")
	step = lookback.read(flag.lookback)["steps"][0]
	assert {person["user"]: person["part"] for person in step["people"]} == {
		county.lq2: "Case officer",
		county.lq_head: "Head",
	}
	assert step["organ_title"] == "柳桥镇人民政府" and step["due_on"] == "2026-05-20"
	assert newcomer not in lookback.named(flag.lookback)


def test_the_look_back_tells_who_held_the_matter_meanwhile(road, late, county):
	road.accepted()
	late("N06", "QH-LQ", "2026-05-11", ref=("Petition", road.name), started_on="2026-03-12 09:00:00")
	term = frappe.get_all("Deadline", {"ref_name": road.name, "rule": "N06", "was_late": 1}, pluck="name")[0]
	flag = road.by(
		"dc", "2026-06-15 10:00", by_hand.raise_by_hand, "QH-LQ", "45-1", "逾期未办结。", [{"deadline": term}]
	)
	(step,) = lookback.read(flag.lookback)["steps"]
	assert [row["organ"] for row in step["holders"]] == ["QH-LQ"]
	assert {person["user"]: person["part"] for person in step["people"]}[county.lq] == "Case officer"


def test_recorded_dissent_takes_a_name_out_with_its_document(road, flag, county):
	assert county.lq_head in lookback.named(flag.lookback)
	with pytest.raises(Exception):
		road.by("dc", "2026-06-16 10:00", flags.free, again(flag), county.lq_head, "", "会议上反对")
	with pytest.raises(FlagRefused):
		road.by("dc", "2026-06-16 10:00", flags.free, again(flag), county.sw, PAPER, "会议上反对")
	road.by(
		"dc",
		"2026-06-16 10:00",
		flags.free,
		again(flag),
		county.lq_head,
		PAPER,
		"2026年5月党委会记录载明其反对。",
	)
	stored = lookback.read(again(flag).lookback)
	assert all(person["user"] != county.lq_head for step in stored["steps"] for person in step["people"])
	assert stored["freed"][0]["user"] == county.lq_head and stored["freed"][0]["document"]


def test_evidence_that_falls_withdraws_the_flag(road, flag, apply):
	terms = [row.deadline for row in flag.evidence]
	frappe.db.set_value("Deadline", terms[0], "lifted_on", "2026-06-20 10:00:00")
	assert withdrawing.fallen() == 1 and withdrawing.fallen() == 0
	flag = again(flag)
	assert (
		flag.status == "Withdrawn"
		and flag.withdrawn_note
		and [row.fallen for row in flag.evidence] == [1, 0, 0]
	)
	assert road.clock("S06", flag).state == "Stopped"
	# What remains may count again, together with a new one.
	assert apply("A03") == []


def test_a_flag_that_is_decided_is_not_withdrawn(road, flag):
	verified(road, flag)
	road.by(
		"dc", "2026-06-25 10:00", flags.decide, again(flag), "Circular",
		decision_number="1号", decided_on="2026-06-24", scan=PAPER,
	)  # fmt: skip
	frappe.db.set_value("Deadline", flag.evidence[0].deadline, "lifted_on", "2026-06-26 10:00:00")
	assert withdrawing.fallen() == 0 and again(flag).status == "Decided"


def test_dismissed_with_a_reason_is_not_raised_again(road, flag, apply):
	answered(road, flag)
	with pytest.raises(Exception):
		road.by("dc", "2026-06-18 10:00", flags.dismiss, again(flag), "")
	road.by("dc", "2026-06-18 10:00", flags.dismiss, again(flag), "三件均因系统停机补录，材料可证。")
	assert again(flag).status == "Dismissed" and apply("A03") == []


def test_raised_by_hand_needs_evidence_one_may_read_and_another_verifier(road, county, late):
	term = late("N06", "QH-LQ", "2026-06-01")
	target = late("N07a", "QH-LQ", "2026-06-01")
	other = late("N06", "QH-SW", "2026-06-01")
	sealed = late("N02S", "QH-LQ", "2026-06-01", ref=("Sealed Register", "s1"))

	def raise_(
		who="dc",
		organ="QH-LQ",
		item="45-1",
		facts="逾期未办结。",
		evidence=({"deadline": term.name},),
		**values,
	):
		return road.by(
			who, "2026-06-15 10:00", by_hand.raise_by_hand, organ, item, facts, list(evidence), **values
		)

	for who in ("lq_head", "sw", "xfj", "admin"):
		with pytest.raises(NotTheJudge):
			raise_(who)
	for values in (
		{"facts": ""},
		{"evidence": ()},
		{"evidence": ({"deadline": target.name},)},
		{"evidence": ({"deadline": other.name},)},
		{"evidence": ({"deadline": sealed.name},)},
		{"evidence": ({"ref_doctype": "Sealed Register", "ref_name": "s1"},)},
		{"evidence": ({"ref_doctype": "Petition", "ref_name": "nosuch"},)},
		{"evidence": ({"facts": "听说"},)},
		{"item": "99-9"},
		{"item": "43-1"},
		{"measure": "Pursue responsibility"},
		{"grave": True, "grave_facts": "损失"},
	):
		with pytest.raises(FlagRefused):
			raise_(**values)
	flag = raise_()
	answered(road, flag)
	with pytest.raises(NotTheJudge):
		road.by("dc", "2026-06-18 10:00", flags.verify, again(flag), "属实")
	road.by("dc2", "2026-06-18 10:00", flags.verify, again(flag), "属实")


def test_a_ladder_raises_once_and_not_for_what_was_kept_or_a_target(county, late):
	from xinfang_app import when
	from xinfang_app.messages import outbox
	from xinfang_app.supervision.accountability import ladder

	def row(term, key):
		return outbox.read(
			frappe._dict(
				key=key,
				ref_doctype=term.ref_doctype,
				ref_name=term.ref_name,
				petition=term.petition,
				organ=term.organ,
				deadline=term.name,
				content="{}",
			)  # fmt: skip
		)

	term = late("N06", "QH-LQ", "2026-06-01")
	ladder.raise_flag(row(term, "k1"))
	ladder.raise_flag(row(term, "k1"))
	ladder.raise_flag(row(term, "k2"))
	(flag,) = frappe.get_all("Accountability Flag", fields=["name", "source", "article_item", "deadline"])
	assert (flag.source, flag.article_item, flag.deadline) == ("By a ladder", "45-1", term.name)
	ladder.raise_flag(row(late("N07a", "QH-LQ", "2026-06-01"), "k3"))
	ladder.raise_flag(row(late("N06", "QH-LQ", "2026-06-01", was_late=0, state="Met"), "k4"))
	assert frappe.db.count("Accountability Flag") == 1
	report = late("N16", "QH-LQ", "2026-06-01", ref=("Urgent Report", "u1"), started_on="2026-06-01 09:00:00")
	with when.at("2026-06-01 20:00"):
		ladder.raise_flag(row(report, "k5"))
	assert frappe.db.count("Accountability Flag") == 1
	with when.at("2026-06-03 09:00"):
		ladder.raise_flag(row(report, "k6"))
		ladder.raise_flag(row(late("S05", "QH-LQ", "2026-06-01"), "k7"))
	items = frappe.get_all("Accountability Flag", pluck="article_item", order_by="article_item asc")
	assert items == ["45-1", "45-4", "46-4"]


def test_the_organ_concerned_and_supervision_see_it_nobody_else(flag, county):
	from xinfang_app.access import scope
	from xinfang_app.organization import posting

	posting.forget()
	sees = {
		"lq": 1,
		"lq_head": 1,
		"dc": 1,
		"kz": 1,
		"ld": 1,
		"sw": 0,
		"rsj": 0,
		"rsj_head": 0,
		"dg": 0,
		"admin": 0,
	}
	for who, wanted in sees.items():
		user = getattr(county, who)
		assert scope.may_name(flag.doctype, flag.name, "read", user) == bool(wanted), who
		rows = scope.get_list(flag.doctype, {"name": flag.name}, ["name"], user)
		assert bool(rows) == bool(wanted), who


def test_no_form_and_no_rest_writes_or_deletes_one(flag, county, as_user):
	from xinfang_app.petition.registering.errors import RecordKept

	with as_user(county.dc):
		doc = again(flag)
		doc.status = "Dismissed"
		with pytest.raises((RecordKept, frappe.PermissionError)):
			doc.save()
		with pytest.raises((RecordKept, frappe.PermissionError)):
			doc.delete()
	with pytest.raises(RecordKept):
		again(flag).save()


def test_messages_name_the_organ_and_nothing_of_the_case(flag, county):
	from xinfang_app.messages import outbox, texts

	row = frappe.get_all("Outbox Message", {"ref_name": flag.name}, ["*"])[0]
	said = texts.of(outbox.read(row), "zh")
	assert "柳桥镇" in said.title and "44-3" in said.lines[1]


def test_judging_answers_for_buttons_too(flag, county, as_user):
	with as_user(county.dc):
		assert judging.may_judge(again(flag))
	with as_user(county.lq):
		assert not judging.may_judge(again(flag))


def test_the_morning_list_of_the_organ_and_of_the_judge(road, flag, county, as_user):
	from xinfang_app import when
	from xinfang_app.office import worklist
	from xinfang_app.organization import posting

	def keys(who, moment):
		posting.forget()
		with when.at(moment), as_user(getattr(county, who)):
			return {section["key"] for section in worklist.of()["sections"]}

	assert "flags_answer" in keys("lq", "2026-06-16 09:00") and "flags_answer" not in keys(
		"sw", "2026-06-16 09:00"
	)
	assert "flags_judge" not in keys("dc", "2026-06-16 09:00")
	answered(road, flag)
	assert "flags_judge" in keys("dc", "2026-06-17 09:00") and "flags_judge" not in keys(
		"xfj", "2026-06-17 09:00"
	)
	assert "flags_answer" not in keys("lq", "2026-06-17 09:00")


def test_what_the_form_offers_is_what_the_services_allow(road, flag, county, as_user):
	from xinfang_app import when
	from xinfang_app.organization import posting
	from xinfang_app.supervision import api_accountability as api

	def steps(who):
		posting.forget()
		with when.at("2026-06-17 09:00"), as_user(getattr(county, who)):
			return {name for name, may in api.view(flag.name)["steps"].items() if may}

	assert steps("lq") == {"answer"} and steps("dc") == {"dismiss", "free"}
	answered(road, flag)
	assert steps("lq") == set() and steps("dc") == {"verify", "dismiss", "free"}


def test_a_file_goes_with_the_flag_and_a_strangers_is_refused(road, flag, county):
	from xinfang_app.access import side_records

	alien = road.by("sw", "2026-06-16 09:00", lambda url: url, PAPER)
	with pytest.raises(frappe.PermissionError):
		road.by("lq", "2026-06-16 10:00", lambda doc: flags.answer(doc, "已整改。", alien), again(flag))
	assert again(flag).status == "Flag raised"
	road.by("lq", "2026-06-16 10:00", flags.answer, again(flag), "已整改。", PAPER)
	file = frappe.get_doc("File", {"file_url": again(flag).answer_file, "attached_to_doctype": flag.doctype})
	assert file.attached_to_name == flag.name
	assert side_records.may(file, "read", county.dc) and not side_records.may(file, "read", county.sw)


def test_a_notice_found_to_have_been_given_in_time_falls(county, apply):
	for name in ("x1", "x2"):
		frappe.get_doc(
			{
				"doctype": "Extension Request",
				"name": name,
				"organ": "QH-LQ",
				"stage": "Approved",
				"due_before": "2026-06-01",
				"notice_owed": 1,
			}
		).db_insert()
	(flag,) = apply("A05")
	frappe.db.set_value("Extension Request", "x1", {"notice_owed": 0, "notified_on": "2026-05-30 10:00:00"})
	assert withdrawing.fallen() == 1 and again(flag).status == "Withdrawn"


def test_what_dissent_took_out_is_in_no_version(road, flag, county):
	road.by("dc", "2026-06-16 10:00", flags.free, again(flag), county.lq_head, PAPER, "会议记录")
	assert not frappe.db.exists("Version", {"ref_doctype": flag.doctype, "docname": flag.name})
