"""批示: given by a leader or entered from paper, seen and answered by the organ, closed by somebody else."""

import frappe
import pytest

from tests.site.leadership.conftest import DAY, PAPER
from xinfang_app.access import custody, scope
from xinfang_app.access.errors import BackDoor, NotPermitted
from xinfang_app.leadership import instructions
from xinfang_app.leadership.errors import InstructionRefused, NoLeadingPost, NotTheChecker
from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.supervision.refusals import NotYours


def give(lead, who="zf_a", to=("QH-RSJ",), matter=None, **values):
	given = {"text": "请牵头研究，依法提出意见。", "due_on": "2026-04-20", **values}
	text, due_on = given.pop("text"), given.pop("due_on")
	return lead.by(who, DAY, instructions.give, matter or lead.matter(), text, to, due_on, **given)


def proof(lead, who="rsj"):
	return [
		{
			"file": lead.by(who, "2026-04-01 09:00", lambda url: url, "/private/files/answer.pdf"),
			"note": "报告",
		}
	]


def test_given_in_the_system_seen_answered_closed(lead):
	matter = lead.matter()
	assert not lead.by("rsj", DAY, scope.may, matter, "read")
	(record,) = give(lead, matter=matter)
	assert (record.stage, record.leader_name, record.office) == ("Handed On", "zf_a", "QH-XFJ")
	assert str(lead.clock("B08", record).due_on) == "2026-04-20"
	for who, sees in {"rsj": True, "lq": True, "zf_a": True, "lq_head": True}.items():
		assert lead.by(who, DAY, scope.may, record, "read") is sees, who
	assert lead.by("rsj", DAY, scope.may, matter, "read")
	with pytest.raises(NotYourOrgan):
		lead.by("lq", DAY, instructions.see, record)
	record = lead.by("rsj", "2026-03-27 09:00", instructions.see, record)
	assert record.seen_by == lead.user("rsj")
	with pytest.raises(SomethingMissing):
		lead.by("rsj", "2026-04-01 09:00", instructions.answer, record, "已研究。", [])
	record = lead.by("rsj", "2026-04-01 09:00", instructions.answer, record, "已研究并报告。", proof(lead))
	assert record.stage == "Answered" and lead.clock("B08", record).state == "Met"
	for who in ("rsj", "rsj_head"):
		with pytest.raises(NotTheChecker):
			lead.by(who, "2026-04-02 09:00", instructions.close, record)
	record = lead.by("zf_a", "2026-04-02 09:00", instructions.close, record, "同意。")
	assert record.stage == "Closed" and not lead.by("rsj", "2026-04-02 10:00", scope.may, matter, "read")
	assert lead.by("rsj", "2026-04-02 10:00", scope.may, record, "read")


def test_an_answer_that_does_not_do_goes_back_with_a_new_day(lead):
	(record,) = give(lead)
	record = lead.by("rsj", "2026-04-01 09:00", instructions.answer, record, "已研究。", proof(lead))
	with pytest.raises(InstructionRefused):
		lead.by("sup", "2026-04-02 09:00", instructions.send_back, record, "未附名册", "2026-04-01")
	record = lead.by("sup", "2026-04-02 09:00", instructions.send_back, record, "未附名册", "2026-04-25")
	clock = lead.clock("B08", record)
	assert record.stage == "Seen" and clock.state == "Running" and str(clock.due_on) == "2026-04-25"


def test_on_paper_it_is_entered_by_the_office_with_the_scan(lead):
	outside = {"leader_name": "某市长", "leader_post": "副市长", "organ": "QH-ZF"}
	with pytest.raises(SomethingMissing):
		give(lead, "sup", leader=lead.user("zf_a"))
	with pytest.raises(NotPermitted):
		give(lead, "lq", leader=lead.user("zf_a"), scan=PAPER)
	with pytest.raises(NoLeadingPost):
		give(lead, "sup", leader=lead.user("rsj"), scan=PAPER)
	rows = give(lead, "sup", to=("QH-RSJ", "QH-LQ"), leader=lead.user("zf_a"), scan=PAPER, text="")
	assert [row.to_organ for row in rows] == ["QH-RSJ", "QH-LQ"] and all(row.instruction_scan for row in rows)
	(record,) = give(lead, "sup", scan=PAPER, kind="Urging of the people's congress", **outside)
	assert record.leader_name == "某市长" and not record.leader
	record = lead.by("rsj", "2026-04-01 09:00", instructions.answer, record, "已办理。", proof(lead))
	assert lead.by("sup", "2026-04-02 09:00", instructions.close, record).stage == "Closed"


def test_what_an_instruction_needs(lead):
	with pytest.raises(NoLeadingPost):
		give(lead, "sup")
	with pytest.raises(InstructionRefused):
		give(lead, due_on="2026-03-26")
	with pytest.raises(InstructionRefused):
		give(lead, to=())
	with pytest.raises(SomethingMissing):
		give(lead, text="")
	with pytest.raises(BackDoor):
		give(lead, text="做好劝返工作")
	with pytest.raises(InstructionRefused):
		give(lead, submission="nobody")
	assert not frappe.db.count("Leader Instruction")


def test_a_leader_instructs_organs_under_his_own(lead):
	matter = lead.matter(holder="QH-LQ")
	lead.by("sup", DAY, custody.give, matter, user=lead.user("rsj_head"), reason="参加研究")
	assert lead.by("rsj_head", DAY, scope.may, matter, "read")
	with pytest.raises(NotYours, match="信访局"):
		give(lead, "rsj_head", to=("QH-RSJ", "QH-XFJ"), matter=matter)
	assert not frappe.db.count("Leader Instruction")
	assert give(lead, "rsj_head", to=("QH-RSJ",), matter=matter)
	assert give(lead, "rsj_head", to=("QH-XFJ",), matter=lead.matter(holder="QH-RSJ"))
	assert give(lead, "xf_leader", to=("QH-RSJ",), matter=matter)


def test_taken_back_with_a_reason(lead):
	(record,) = give(lead)
	with pytest.raises(NotTheChecker):
		lead.by("rsj", DAY, instructions.withdraw, record, "不办")
	with pytest.raises(SomethingMissing):
		lead.by("zf_a", DAY, instructions.withdraw, record, "")
	record = lead.by("zf_a", DAY, instructions.withdraw, record, "重复批示")
	assert record.stage == "Withdrawn" and lead.clock("B08", record).state != "Running"


def test_it_stands_on_the_list_of_who_acts_and_of_who_gave_it(lead):
	from xinfang_app.leadership import todo

	(record,) = give(lead)
	found = lead.by("rsj", DAY, todo.sections, lead.user("rsj"))
	assert record.name in [item["name"] for one in found for item in one["items"]]
	record = lead.by("rsj", "2026-04-01 09:00", instructions.answer, record, "已办理。", proof(lead))
	found = lead.by("zf_a", "2026-04-01 10:00", todo.sections, lead.user("zf_a"))
	assert record.name in [item["name"] for one in found for item in one["items"]]
	assert record.name not in str(lead.by("rsj", "2026-04-01 10:00", todo.sections, lead.user("rsj")))
