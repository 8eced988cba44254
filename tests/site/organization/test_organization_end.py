"""The end of a posting: its work finds an owner, who is told."""

import pytest

from xinfang_app import when

ITEMS = [
	{"doctype": "Petition Referral", "name": "r2", "label": "XF-2", "due_on": None},
	{"doctype": "Petition", "name": "p1", "label": "XF-1", "due_on": "2026-04-01"},
	{"doctype": "Petition", "name": "p2", "label": "XF-3", "due_on": "2026-03-20"},
]


def alerts(user):
	import frappe

	return frappe.get_all(
		"Notification Log", filters={"for_user": user}, fields=["subject", "document_type", "type"]
	)


@pytest.fixture
def people(user, post):
	"""Head a, officers b and c at the department."""
	a, b, c = user("a"), user("b"), user("c")
	head = post(a, "98-RS", "Department Leader", is_head=1)
	first = post(b, "98-RS", "Department Officer")
	second = post(c, "98-RS", "Department Officer")
	return [(a, head), (b, first), (c, second)]


def test_the_preview_shows_numbers_and_dates_and_no_matter(people, open_work):
	from xinfang_app.organization import api

	(a, _head), (b, first), (c, _second) = people
	open_work.work[b, "98-RS"] = ITEMS
	with when.at("2026-03-05"):
		preview = api.preview_end(first.name)
	assert preview["count"] == 3
	assert {(k["doctype"], k["count"], k["due_on"]) for k in preview["kinds"]} == {
		("Petition", 2, "2026-03-20"),
		("Petition Referral", 1, None),
	}
	assert {one["user"] for one in preview["successors"]} == {a, c}
	assert preview["otherwise"] == a
	assert "XF-1" not in str(preview) and "p1" not in str(preview)


def test_work_goes_to_the_successor_at_once_and_he_is_told(people, open_work, roles_of):
	from xinfang_app.organization import api

	_head, (b, first), (c, _second) = people
	open_work.work[b, "98-RS"] = ITEMS
	with when.at("2026-03-05"):
		done = api.end_posting(first.name, "2026-03-05", "调任", successor=c)
	assert done == {"count": 3, "to_user": c, "done": True}
	assert open_work.told == [(first.name, c, 3)]
	(alert,) = alerts(c)
	assert "3" in alert.subject and alert.document_type == "Organ" and "XF-1" not in alert.subject
	first.reload()
	assert (first.handed_over_to, first.handed_over_count, str(first.handed_over_on)) == (c, 3, "2026-03-05")
	assert roles_of(b) == {"Department Officer", "Petition Staff"}, "the last day still counts"


def test_without_a_successor_it_goes_to_the_inbox_keeper(people, open_work):
	import frappe

	from xinfang_app.organization import api

	_head, (b, first), (c, _second) = people
	frappe.db.set_value("Organ", "98-RS", "inbox_user", c)
	open_work.work[b, "98-RS"] = ITEMS
	with when.at("2026-03-05"):
		assert api.end_posting(first.name, "2026-03-05", "调任")["to_user"] == c
	assert len(alerts(c)) == 1


def test_the_inbox_keeper_who_leaves_does_not_inherit_from_himself(people, open_work):
	import frappe

	from xinfang_app.organization import api

	(a, _head), (b, first), _second = people
	frappe.db.set_value("Organ", "98-RS", "inbox_user", b)
	open_work.work[b, "98-RS"] = ITEMS
	with when.at("2026-03-05"):
		assert api.end_posting(first.name, "2026-03-05", "调任")["to_user"] == a
	assert len(alerts(a)) == 1 and alerts(b) == []


def test_an_end_in_the_future_is_handed_over_by_the_job_of_the_day_after(people, open_work):
	from xinfang_app.organization import api, daily

	_head, (b, first), (c, _second) = people
	open_work.work[b, "98-RS"] = ITEMS
	with when.at("2026-03-05"):
		assert api.end_posting(first.name, "2026-03-31", "退休", successor=c)["done"] is False
	assert open_work.told == []
	with when.at("2026-03-31 00:10"):
		daily.run()
	assert open_work.told == [], "the last day still counts"
	with when.at("2026-04-03 00:10"):  # two nights missed
		daily.run()
		daily.run()
	assert open_work.told == [(first.name, c, 3)]
	assert len(alerts(c)) == 1


def test_an_end_that_is_taken_back_hands_over_again_later(people, open_work):
	from xinfang_app.organization import api

	_head, (b, first), (c, _second) = people
	open_work.work[b, "98-RS"] = ITEMS
	with when.at("2026-03-05"):
		api.end_posting(first.name, "2026-03-05", "调任", successor=c)
		first.reload()
		first.to_date = None
		first.save()
		assert first.handed_over_on is None
	with when.at("2026-05-05"):
		api.end_posting(first.name, "2026-05-05", "调任", successor=c)
	assert len(open_work.told) == 2


def test_who_keeps_another_post_there_keeps_the_work(people, post, open_work):
	from xinfang_app.organization import api

	_head, (b, first), _second = people
	post(b, "98-RS", "Department Leader", from_date="2026-03-06")
	open_work.work[b, "98-RS"] = ITEMS
	with when.at("2026-03-05"):
		assert api.end_posting(first.name, "2026-03-05", "升任")["to_user"] == b
	assert open_work.told == [] and alerts(b) == []


def test_a_stand_in_gives_the_work_back(people, user, post, open_work):
	from xinfang_app.organization import daily

	(a, head), _first, _second = people
	d = user("d")
	post(d, "98-RS", "", deputy_of=head.name, acting_from="2026-03-02", acting_to="2026-03-10")
	open_work.work[d, "98-RS"] = ITEMS
	with when.at("2026-03-11 00:10"):
		daily.run()
	assert [(to_user, count) for _name, to_user, count in open_work.told] == [(a, 3)]


def test_with_nobody_left_the_admins_are_told(user, post, open_work):
	from xinfang_app.organization import api

	lonely, admin = user("a"), user("b")
	posting = post(lonely, "98-ZR", "Department Officer")
	with when.at("2026-03-05"):
		post(admin, "98-XF", "Petition Admin")
		open_work.work[lonely, "98-ZR"] = ITEMS
		assert api.end_posting(posting.name, "2026-03-05", "调任")["to_user"] is None
	assert open_work.told == [(posting.name, None, 3)]
	assert len(alerts(admin)) == 1


def test_what_is_refused(people, user, open_work):
	from xinfang_app.organization import api
	from xinfang_app.organization.errors import PostingError

	_head, (b, first), (c, _second) = people
	stranger = user("e")
	with when.at("2026-03-05"):
		for reason, successor in (("", c), ("调任", b), ("调任", stranger)):
			with pytest.raises(PostingError):
				api.end_posting(first.name, "2026-03-05", reason, successor=successor)
	first.reload()
	assert first.to_date is None and open_work.told == []


def test_the_mail_waits_for_the_commit_and_names_no_matter(people, open_work, monkeypatch):
	import frappe

	from xinfang_app.organization import api

	jobs = []
	monkeypatch.setattr(frappe, "enqueue", lambda method, **arguments: jobs.append((method, arguments)))
	_head, (b, first), (c, _second) = people
	open_work.work[b, "98-RS"] = ITEMS
	with when.at("2026-03-05"):
		api.end_posting(first.name, "2026-03-05", "调任", successor=c)
	((method, arguments),) = [job for job in jobs if "posting_alert" in job[0]]
	assert method == "xinfang_app.organization.posting_alert.mail"
	assert arguments["enqueue_after_commit"] and arguments["users"] == [c]
	assert "XF-1" not in str(arguments)


def test_no_open_work_needs_no_alert(people, open_work):
	from xinfang_app.organization import api

	(a, _head), (_b, first), _second = people
	with when.at("2026-03-05"):
		assert api.end_posting(first.name, "2026-03-05", "调任") == {"count": 0, "to_user": a, "done": True}
	assert alerts(a) == [] and open_work.told == []
