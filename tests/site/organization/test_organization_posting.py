"""Postings: what they give, from when to when, and what is refused."""

import pytest

from xinfang_app import when


@pytest.fixture
def saves(monkeypatch):
	"""Every save of a User, by name."""
	from frappe.core.doctype.user.user import User

	seen: list[str] = []
	real = User.on_update

	def on_update(self):
		seen.append(self.name)
		real(self)

	monkeypatch.setattr(User, "on_update", on_update)
	return seen


def test_a_posting_gives_and_takes_its_roles_in_one_save_each(user, post, roles_of, saves):
	person = user("a")
	saves.clear()
	with when.at("2026-03-02"):
		posting = post(person, "98-T", "Township Officer", effects=True)
		assert roles_of(person) == {"Township Officer", "Petition Staff"}
		assert saves == [person]
		posting.to_date = "2026-03-01"
		posting.save()
	assert roles_of(person) == set()
	assert saves == [person, person]


def test_a_second_post_adds_and_other_roles_stay(user, post, roles_of, saves):
	import frappe

	person = user("a")
	frappe.get_doc("User", person).add_roles("Blogger")
	saves.clear()
	with when.at("2026-03-02"):
		post(person, "98-XF", "County Petition Officer", effects=True)
		second = post(person, "98-XF", "Hearing Officer", effects=True)
		assert roles_of(person) == {"Blogger", "Petition Staff", "County Petition Officer", "Hearing Officer"}
		second.to_date = "2026-03-01"
		second.save()
	assert roles_of(person) == {"Blogger", "Petition Staff", "County Petition Officer"}
	assert saves == [person] * 3


def test_saving_without_a_change_of_roles_saves_no_user(user, post, saves):
	person = user("a")
	with when.at("2026-03-02"):
		posting = post(person, "98-T", "Township Officer", effects=True)
		saves.clear()
		posting.limits = "只管信访"
		posting.save()
	assert saves == []


def test_both_ends_of_a_posting_are_inside(user, post):
	from xinfang_app.organization import posting

	person = user("a")
	post(person, "98-T", "Township Officer", from_date="2026-03-02", to_date="2026-03-31")
	for day, organs in (
		("2026-03-01", []),
		("2026-03-02", ["98-T"]),
		("2026-03-31", ["98-T"]),
		("2026-04-01", []),
	):
		assert posting.organs_of(person, day) == organs
		with when.at(day):
			assert posting.organs_of(person) == organs


def test_what_a_row_tells(user, post):
	from xinfang_app.organization import posting

	person = user("a")
	with when.at("2026-03-02"):
		made = post(person, "98-T", "Township Leader", is_head=1)
		(row,) = posting.current(person)
	assert (row.name, row.organ, row.post, row.tier, row.place_code, row.kind) == (
		made.name,
		"98-T",
		"Township Leader",
		"Township",
		"980124101000",
		"Township",
	)
	assert row.is_head and row.leads and row.acting_for is None
	assert posting.has_post(person, "98-T", "Township Leader", "2026-03-02")
	assert posting.has_post(person, None, ("County Leader", "Township Leader"), "2026-03-02")
	assert not posting.has_post(person, "98-XF", "Township Leader", "2026-03-02")
	assert posting.county_of("98-V") == "980124000000"
	assert posting.county_of("98-CITY") is None


def test_a_stand_in_acts_to_midnight_and_signs_for_the_other(user, post):
	from xinfang_app.organization import posting

	head, deputy = user("a"), user("b")
	principal = post(head, "98-RS", "Department Leader", is_head=1)
	post(deputy, "98-RS", "Department Officer")
	post(deputy, "98-RS", "", deputy_of=principal.name, acting_from="2026-03-02", acting_to="2026-03-10")
	for moment, on_behalf_of in (
		("2026-03-01 23:59:59", "nobody"),
		("2026-03-02 00:00:00", head),
		("2026-03-10 23:59:59", head),
		("2026-03-11 00:00:00", "nobody"),
	):
		with when.at(moment):
			signer = posting.may_sign(deputy, "98-RS", "opinion")
			assert (signer.on_behalf_of if signer else "nobody") == on_behalf_of
			assert posting.may_sign(head, "98-RS", "opinion").on_behalf_of is None


def test_the_role_of_a_stand_in_follows_by_the_daily_job(user, post, roles_of):
	from xinfang_app.organization import daily

	head, deputy = user("a"), user("b")
	with when.at("2026-03-01"):
		principal = post(head, "98-RS", "Department Leader", is_head=1, effects=True)
		post(
			deputy,
			"98-RS",
			"",
			deputy_of=principal.name,
			acting_from="2026-03-02",
			acting_to="2026-03-10",
			effects=True,
		)
		assert roles_of(deputy) == set()
	with when.at("2026-03-02 00:05"):
		daily.run()
		assert roles_of(deputy) == {"Department Leader", "Petition Staff"}
		assert daily.run() == {"changed": 0, "roles": 0, "handed_over": 0}
	with when.at("2026-03-20 00:05"):  # the job did not run on the 11th
		daily.run()
	assert roles_of(deputy) == set()
	assert roles_of(head) == {"Department Leader", "Petition Staff"}


def test_limits_of_a_stand_in(user, post):
	from xinfang_app.organization import posting

	head, deputy = user("a"), user("b")
	principal = post(head, "98-RS", "Department Leader", is_head=1)
	period = {"acting_from": "2026-03-02", "acting_to": "2026-03-10"}
	post(deputy, "98-RS", "", deputy_of=principal.name, limit_sign_opinion=1, **period)
	with when.at("2026-03-05"):
		assert posting.may_sign(deputy, "98-RS", "opinion") is None
		assert posting.may_sign(deputy, "98-RS", "extension").on_behalf_of == head
	with pytest.raises(ValueError):
		posting.may_sign(deputy, "98-RS", "anything")


def test_officers_do_not_sign_and_leaders_sign_only_at_home(user, post):
	from xinfang_app.organization import posting

	officer, leader = user("a"), user("b")
	post(officer, "98-RS", "Department Officer")
	post(leader, "98-RS", "Department Leader")
	with when.at("2026-03-05"):
		assert posting.may_sign(officer, "98-RS", "opinion") is None
		assert posting.may_sign(leader, "98-RS", "extension").user == leader
		assert posting.may_sign(leader, "98-ZR", "extension") is None


def test_a_stand_in_falls_with_the_person_he_stands_in_for(user, post, roles_of):
	from xinfang_app.organization import posting

	head, deputy = user("a"), user("b")
	with when.at("2026-03-05"):
		principal = post(head, "98-RS", "Department Leader", is_head=1, effects=True)
		post(
			deputy,
			"98-RS",
			"",
			deputy_of=principal.name,
			acting_from="2026-03-02",
			acting_to="2026-03-10",
			effects=True,
		)
		assert "Department Leader" in roles_of(deputy)
		principal.to_date = "2026-03-04"
		principal.save()
		assert posting.current(deputy) == []
		assert roles_of(deputy) == set()


def test_the_head_shown_on_the_organ_follows(user, post):
	import frappe

	first, second = user("a"), user("b")
	with when.at("2026-03-05"):
		old = post(first, "98-RS", "Department Leader", is_head=1, effects=True)
		assert frappe.db.get_value("Organ", "98-RS", "head") == first
		old.to_date = "2026-03-04"
		old.save()
		assert frappe.db.get_value("Organ", "98-RS", "head") is None
		post(second, "98-RS", "Department Leader", is_head=1, from_date="2026-03-05", effects=True)
		assert frappe.db.get_value("Organ", "98-RS", "head") == second


def test_users_at_an_organ_heads_first(user, post):
	from xinfang_app.organization import posting

	a, b, c = user("a"), user("b"), user("c")
	post(a, "98-RS", "Department Officer")
	post(b, "98-RS", "Department Leader")
	post(c, "98-RS", "Department Leader", is_head=1)
	with when.at("2026-03-05"):
		assert posting.users_at("98-RS") == [c, b, a]
		assert posting.users_at("98-RS", "Department Officer") == [a]
		assert posting.head_of("98-RS") == c
		assert posting.inbox_of("98-RS") == c
		assert posting.inbox_of("98-RS", besides=c) == b


def test_an_inbox_keeper_who_has_left_receives_nothing(user, post):
	import frappe

	from xinfang_app.organization import posting

	keeper, other = user("a"), user("b")
	post(keeper, "98-RS", "Department Officer", to_date="2026-03-05")
	post(other, "98-RS", "Department Officer")
	frappe.db.set_value("Organ", "98-RS", "inbox_user", keeper)
	with when.at("2026-03-05"):
		assert posting.inbox_of("98-RS") == keeper
	with when.at("2026-03-06"):
		assert posting.inbox_of("98-RS") == other
	assert posting.inbox_of("98-ZR") is None


@pytest.mark.parametrize(
	("organ", "role"),
	[
		("98-CITY", "Department Officer"),
		("98-V", "Township Officer"),
		("98-T", "Village Liaison"),
		("98-T", "Department Officer"),
		("98-RS", "County Petition Officer"),
		("98-RS", "County Leader"),
		("98-RS", "Petition Admin"),
		("98-RS", "System Manager"),
		("98-RS", "Petition Staff"),
	],
)
def test_a_post_is_held_where_it_belongs(user, post, organ, role):
	import frappe

	with pytest.raises(frappe.ValidationError):
		post(user("a"), organ, role)


def test_wrong_dates_doubles_and_second_heads(user, post):
	from xinfang_app.organization.errors import PostingError

	a, b = user("a"), user("b")
	head = post(a, "98-RS", "Department Leader", is_head=1, to_date="2026-06-30")
	for fields in (
		{"to_date": "2025-12-31"},
		{"deputy_of": head.name, "acting_from": "2026-03-02"},
		{"deputy_of": head.name, "acting_from": "2026-03-02", "acting_to": "2026-03-01"},
		{"is_head": 1},
		{"is_head": 1, "from_date": "2026-06-30"},
	):
		with pytest.raises(PostingError):
			post(b, "98-RS", "Department Leader", **fields)
	with pytest.raises(PostingError):
		post(a, "98-RS", "Department Leader", from_date="2026-06-30")
	with pytest.raises(PostingError):
		post(a, "98-RS", "", deputy_of=head.name, acting_from="2026-03-02", acting_to="2026-03-03")
	post(b, "98-RS", "Department Leader", is_head=1, from_date="2026-07-01")


def test_nobody_stands_in_for_a_stand_in(user, post):
	from xinfang_app.organization.errors import PostingError

	a, b, c = user("a"), user("b"), user("c")
	period = {"acting_from": "2026-03-02", "acting_to": "2026-03-10"}
	head = post(a, "98-RS", "Department Leader", is_head=1)
	deputy = post(b, "98-RS", "", deputy_of=head.name, **period)
	with pytest.raises(PostingError):
		post(c, "98-RS", "", deputy_of=deputy.name, **period)


def test_who_holds_what_is_set_once(user, post):
	import frappe

	a, b = user("a"), user("b")
	posting = post(a, "98-RS", "Department Officer")
	posting.user = b
	with pytest.raises(frappe.CannotChangeConstantError):
		posting.save()


def test_answers_are_not_remembered_over_a_change(user, post):
	from xinfang_app.organization import posting

	person = user("a")
	with when.at("2026-03-05"):
		assert posting.organs_of(person) == []
		made = post(person, "98-RS", "Department Officer")
		assert posting.organs_of(person) == ["98-RS"]
		made.delete()
		assert posting.organs_of(person) == []


def test_the_first_account_does_not_run_the_system_because_it_holds_a_post(user, post, roles_of):
	import frappe

	person = user("a")
	frappe.db.delete("Has Role", {"role": "System Manager", "parent": ["!=", "Administrator"]})
	frappe.clear_cache(user=person)

	def is_manager() -> bool:
		return bool(frappe.db.exists("Has Role", {"parent": person, "role": "System Manager"}))

	with when.at("2026-03-02"):
		post(person, "98-T", "Township Officer", effects=True)
		assert roles_of(person) == {"Township Officer", "Petition Staff"}
		assert not is_manager()
		given = frappe.get_doc("User", person)
		given.append("roles", {"role": "System Manager"})
		given.save(ignore_permissions=True)
		assert is_manager(), "what somebody gives stays"
