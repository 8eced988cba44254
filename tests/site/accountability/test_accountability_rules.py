"""What raises a flag: the closed list, number and window, once; and what an admin cannot bring in."""

import frappe
import pytest

from xinfang_app.supervision.accountability.errors import RuleRefused

pytestmark = pytest.mark.usefixtures("db")


def rule(**values):
	return frappe.get_doc(
		{
			"doctype": "Accountability Rule",
			"code": "X1",
			"title": "本县规则",
			"enabled": 1,
			"breach": "No notice in time",
			"threshold": 2,
			"window_days": 60,
			"applies_to": "Other organs",
			"article_item": "44-3",
			"measure": "Circular",
			**values,
		}
	)


def test_the_ten_breaches_are_shipped_and_lie_in_the_ledger(county):
	from xinfang_app.supervision.accountability import breaches

	shipped = frappe.get_all("Accountability Rule", filters={"code": ("like", "A%")}, pluck="breach")
	assert set(shipped) == set(breaches.BREACHES) - {"Term missed"}
	assert frappe.db.count("Shipped Record", {"kind": "Accountability Rule"}) >= 11


def test_a_flag_is_raised_at_the_number_and_once(flag, late, apply):
	assert flag.organ == "QH-LQ" and flag.status == "Flag raised" and flag.source == "By a rule"
	assert flag.article_item == "44-3" and flag.proposed_measure == "Circular"
	assert [str(row.due_on) for row in flag.evidence] == ["2026-05-20", "2026-06-01", "2026-06-08"]
	assert all(row.number.startswith("XF-990124") and "二十三" in row.article for row in flag.evidence)
	assert apply("A03") == [] and apply("A03", "2026-06-16 02:00") == []
	late("N03", "QH-LQ", "2026-06-10")
	assert apply("A03") == []
	late("N04", "QH-LQ", "2026-06-11")
	late("N04", "QH-LQ", "2026-06-12")
	(second,) = apply("A03")
	assert len(second.evidence) == 3 and second.name != flag.name


def test_what_is_outside_the_window_or_lifted_or_another_organs_does_not_count(late, apply):
	late("N04", "QH-LQ", "2026-03-01")
	late("N04", "QH-LQ", "2026-06-01", lifted_on="2026-06-10 10:00:00")
	late("N04", "QH-LQ", "2026-06-02", state="Cancelled")
	late("N04", "QH-LQ", "2026-06-03")
	late("N04", "QH-LQ", "2026-06-04")
	late("N04", "QH-SW", "2026-06-04")
	late("N04", "QH-LQ", "2026-06-05", was_late=0)
	assert apply("A03") == []
	late("N03", "QH-LQ", "2026-06-06")
	assert len(apply("A03")) == 1


@pytest.mark.parametrize(
	("code", "terms", "number"),
	[("A01", "N01", 3), ("A04", "N06", 3), ("A06", "S01", 2), ("A07", "N30", 2), ("A08", "N17", 1)],
)
def test_each_late_term_has_its_rule(late, apply, code, terms, number):
	for day in range(number):
		late(terms, "QH-LQ", f"2026-06-0{day + 1}")
	(flag,) = apply(code)
	assert flag.article_item == frappe.db.get_value("Accountability Rule", code, "article_item")


def test_article_43_is_the_petition_offices(late, apply):
	for day in ("2026-06-01", "2026-06-02", "2026-06-03"):
		late("N01", "QH-XFJ", day)
	assert apply("A01") == []
	(flag,) = apply("A01X")
	assert flag.article_item == "43-1" and flag.verifier_organ == "QH-ZF"


def test_an_extension_counts_when_the_first_sixty_days_ended_untold(county, apply):
	def extension(name, **values):
		frappe.get_doc(
			{
				"doctype": "Extension Request",
				"name": name,
				"organ": "QH-LQ",
				"stage": "Approved",
				"due_before": "2026-06-01",
				**values,
			}
		).db_insert()

	extension("x-told-in-time", notice_owed=0, notified_on="2026-05-30 10:00:00")
	extension("x-late-by-the-target-only", notice_owed=0, notified_on="2026-06-01 10:00:00")
	extension("x-untold", notice_owed=1)
	assert apply("A05") == []
	extension("x-told-after", notice_owed=0, notified_on="2026-06-05 10:00:00")
	(flag,) = apply("A05")
	assert {row.ref_name for row in flag.evidence} == {"x-untold", "x-told-after"}


def test_an_urgent_report_counts_after_a_whole_day_whatever_hours_are_set(late, apply):
	report = ("Urgent Report", "u1")
	late("N16", "QH-LQ", "2026-06-10", ref=report, stopped_on="2026-06-10 20:00:00", state="Late Met")
	assert apply("A09") == []
	late("N16", "QH-LQ", "2026-06-10", ref=report, stopped_on="2026-06-11 09:00:00", state="Late Met")
	(flag,) = apply("A09")
	assert flag.article_item == "46-4"


def test_sealed_content_is_never_in_a_flag(late, apply, county):
	from xinfang_app.access import append_only

	for day in (1, 2, 3):
		append_only.add(
			"Sealed Opening Log",
			register=None,
			asked_for="geheim-register",
			what="Refused",
			user=county.lq,
			happened_on=f"2026-06-0{day} 10:00:00",
		)
		late("N02S", "QH-XFJ", f"2026-06-0{day}", ref=("Sealed Register", "geheim-register"))
	(tried,) = apply("A10")
	(sent,) = apply("A02")
	assert tried.organ == "QH-LQ" and sent.organ == "QH-XFJ"
	for flag in (tried, sent):
		text = frappe.as_json(flag.as_dict())
		assert "geheim" not in text and "Sealed Register" not in text
		assert all(not row.number and not row.due_on and not row.ref_name for row in flag.evidence)
	assert county.lq in tried.lookback and 'due_on": null' in sent.lookback


def test_a_refusal_counts_once_a_day_for_each_piece_at_the_organ_of_ones_own_post(apply, county, road):
	from tests.site.handling.conftest import post_row
	from xinfang_app.access import append_only

	post_row(
		county.lq,
		"QH-RSJ",
		"Department Officer",
		deputy_of=county.postings["rsj"],
		acting_from="2026-05-01",
		acting_to="2026-06-30",
	)

	def asked(day, hour, piece):
		append_only.add(
			"Sealed Opening Log",
			register=None,
			asked_for=piece,
			what="Refused",
			user=county.lq,
			happened_on=f"2026-06-{day:02d} {hour:02d}:00:00",
		)

	for hour in (9, 10, 11, 12):
		asked(10, hour, "piece-a")
	asked(10, 13, "piece-b")
	assert apply("A10") == []
	asked(11, 9, "piece-a")
	(flag,) = apply("A10")
	assert (flag.organ, flag.article_item, len(flag.evidence)) == ("QH-LQ", "46-7", 3)
	# More clicks on the same day are the same breach.
	asked(11, 16, "piece-a")
	asked(10, 17, "piece-b")
	assert apply("A10") == []


def test_no_statement_reads_anything_about_people_who_petition():
	from xinfang_app.supervision.accountability import breaches

	for key, breach in breaches.BREACHES.items():
		for word in (
			"channel",
			"source_level",
			"people",
			"is_group",
			"repeat",
			"visit",
			"petitioner",
			"form",
			"purpose",
		):
			assert word not in breach.statement.lower().replace("`tabpetition", ""), (key, word)


@pytest.mark.parametrize(
	"values",
	[
		{"breach": "Number of visits"},
		{"breach": "channel"},
		{"breach": ""},
		{"applies_to": "Petitioners"},
		{"threshold": 0},
		{"window_days": 4000},
		{"measure": "Pursue responsibility"},
		{"measure": "Detain"},
		{"article_item": None},
		{"article_item": "45-1"},
		{"breach": "Not finished in time", "article_item": "45-1", "applies_to": "Any organ"},
		{"breach": "Not registered", "article_item": "43-1", "applies_to": "Other organs"},
		{"breach": "Term missed", "deadline_rule": "N07a", "article_item": "45-1"},
		{"breach": "Term missed", "deadline_rule": "L07", "article_item": "45-1", "measure": "Remind only"},
		{"breach": "Term missed", "deadline_rule": "N05a", "article_item": None, "measure": "Circular"},
		{"breach": "Term missed", "deadline_rule": "N09"},
		{"breach": "Term missed", "deadline_rule": None},
	],
)
def test_an_admin_cannot_make_it(county, values):
	with pytest.raises(RuleRefused):
		rule(**values).insert(ignore_permissions=True)


def test_an_admin_cannot_hang_it_on_by_configuration(county):
	from xinfang_app.access.errors import BackDoor

	for config in (
		{
			"doctype": "Custom Field",
			"dt": "Accountability Rule",
			"fieldname": "channel",
			"label": "渠道",
			"fieldtype": "Data",
		},
		{
			"doctype": "Property Setter",
			"doctype_or_field": "DocField",
			"doc_type": "Accountability Rule",
			"field_name": "breach",
			"property": "options",
			"value": "Group visits",
		},
		{
			"doctype": "Custom Field",
			"dt": "Accountability Flag",
			"fieldname": "x",
			"label": "越级人员",
			"fieldtype": "Data",
		},
		{
			"doctype": "Kanban Board",
			"kanban_board_name": "x",
			"reference_doctype": "Accountability Flag",
			"field_name": "status",
		},
	):
		with pytest.raises(BackDoor):
			frappe.get_doc(config).insert(ignore_permissions=True)
	for text in ("越级上访三次", "重点人员"):
		with pytest.raises(BackDoor):
			rule(title=text).insert(ignore_permissions=True)


def test_a_target_of_the_house_only_reminds(late, apply):
	rule(
		code="X2",
		breach="Term missed",
		deadline_rule="N07a",
		article_item=None,
		measure="Remind only",
		applies_to="Any organ",
	).insert(ignore_permissions=True)
	late("N07a", "QH-LQ", "2026-06-01")
	late("N07a", "QH-LQ", "2026-06-02")
	assert apply("X2") == [] and apply("X2") == []
	assert frappe.db.count("Outbox Message", {"text": "accountability_reminder", "organ": "QH-LQ"}) == 1
	assert not frappe.db.exists("Accountability Flag", {"rule": "X2"})


def test_the_night_runs_all_and_twice_is_once(late, county):
	from xinfang_app import when
	from xinfang_app.supervision.accountability import raising

	for day in ("2026-06-01", "2026-06-02", "2026-06-03"):
		late("N06", "QH-LQ", day)
		late("N04", "QH-RSJ", day)
	with when.at("2026-06-15 02:00"):
		raising.nightly()
		raising.nightly()
	found = frappe.get_all("Accountability Flag", fields=["organ", "rule"], order_by="rule asc")
	assert [(row.organ, row.rule) for row in found] == [("QH-RSJ", "A03"), ("QH-LQ", "A04")]


def test_the_admin_switches_off_and_an_officer_changes_nothing(county, as_user, late, apply):
	from xinfang_app.supervision.accountability import raising

	with as_user(county.lq_head):
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("Accountability Rule", "A03").save()
	frappe.db.set_value("Accountability Rule", "A04", "enabled", 0)
	for day in ("2026-06-01", "2026-06-02", "2026-06-03"):
		late("N06", "QH-LQ", day)
	raising.nightly()
	assert not frappe.db.exists("Accountability Flag", {"rule": "A04"})
