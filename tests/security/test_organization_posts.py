"""Attacks on who is where: posts given to oneself, roles by hand, confirmations by the wrong person."""

import pytest

from xinfang_app import when


@pytest.fixture
def scene(db):
	"""A county with two petition admins, a leader and a person without a post, each an account with its roles."""
	import frappe

	from xinfang_app.organization.role_sync import wanted_roles

	for code, title in (("960000000000", "省"), ("960100000000", "市"), ("960124000000", "县")):
		frappe.get_doc({"doctype": "Jurisdiction", "code": code, "title": title}).insert()
	for code, kind in (("96-XF", "Petition Office"), ("96-RS", "Department"), ("96-JW", "Discipline Organ")):
		organ = {
			"doctype": "Organ",
			"code": code,
			"title": code,
			"kind": kind,
			"jurisdiction": "960124000000",
		}
		frappe.get_doc(organ).insert()

	def account(name: str, **row) -> str:
		row = {"name": f"{name}@posts.example", "email": f"{name}@posts.example", "first_name": name} | row
		row |= {"enabled": 1, "user_type": "System User", "user_image": "/x.svg"}
		frappe.db.bulk_insert("User", fields=list(row), values=[tuple(row.values())])
		return row["name"]

	with when.at("2026-03-02"):
		people = frappe._dict(
			{name: account(name) for name in ("admin1", "admin2", "leader", "nobody", "manager")}
		)
		for name, role in (
			("admin1", "Petition Admin"),
			("admin2", "Petition Admin"),
			("leader", "County Leader"),
		):
			doc = posting(people[name], "96-XF", role)
			doc.flags.load_in_bulk = True
			doc.insert()
			give(people[name], wanted_roles(people[name]))
		give(people.manager, {"System Manager"})
		yield people


def give(user: str, roles: set[str]) -> None:
	"""Write roles as plain rows, for saving a User takes long; that saving gives them is tested elsewhere."""
	import frappe

	rows = [(frappe.generate_hash(length=10), user, "User", "roles", role) for role in roles]
	frappe.db.bulk_insert(
		"Has Role", fields=["name", "parent", "parenttype", "parentfield", "role"], values=rows
	)


def posting(user, organ, role, **fields):
	import frappe

	values = {"doctype": "Posting", "user": user, "organ": organ, "post": role, "from_date": "2026-03-02"}
	return frappe.get_doc(values | fields)


def test_a_petition_admin_posts_others_and_their_roles_follow(scene, as_user):
	import frappe

	with as_user(scene.admin1):
		posting(scene.nobody, "96-RS", "Department Officer").insert()
	assert set(frappe.get_all("Has Role", filters={"parent": scene.nobody}, pluck="role")) == {
		"Department Officer",
		"Petition Staff",
	}


def test_a_petition_admin_does_not_post_himself(scene, as_user):
	import frappe

	with as_user(scene.admin1):
		for organ, role in (("96-XF", "County Petition Officer"), ("96-JW", "Discipline Custodian")):
			with pytest.raises(frappe.PermissionError):
				posting(scene.admin1, organ, role).insert()


def test_nor_lengthens_his_own_posting_nor_starts_acting(scene, as_user):
	import frappe

	leader = frappe.db.get_value("Posting", {"user": scene.leader})
	deputy = posting(scene.admin1, "96-XF", "", deputy_of=leader).insert()
	with as_user(scene.admin1):
		own = frappe.get_doc("Posting", {"user": scene.admin1, "post": "Petition Admin"})
		own.to_date = "2030-01-01"
		with pytest.raises(frappe.PermissionError):
			own.save()
		deputy.reload()
		deputy.update({"acting_from": "2026-03-02", "acting_to": "2030-01-01"})
		with pytest.raises(frappe.PermissionError):
			deputy.save()


def test_a_petition_admin_is_no_system_manager_and_changes_no_user(scene, as_user):
	import frappe

	assert "System Manager" not in frappe.get_roles(scene.admin1)
	with as_user(scene.admin1):
		for user in (scene.nobody, scene.manager):
			doc = frappe.get_doc("User", user)
			doc.append("roles", {"role": "System Manager"})
			with pytest.raises(frappe.PermissionError):
				doc.save()
		with pytest.raises(frappe.ValidationError):
			posting(scene.nobody, "96-XF", "System Manager").insert()


def test_no_role_of_ours_by_hand_not_even_by_a_system_manager(scene, as_user):
	import frappe

	with as_user(scene.manager):
		for user, role in (
			(scene.manager, "Petition Admin"),
			(scene.nobody, "County Leader"),
			(scene.nobody, "Petition Staff"),
		):
			doc = frappe.get_doc("User", user)
			doc.append("roles", {"role": role})
			with pytest.raises(frappe.PermissionError):
				doc.save()
		newcomer = {
			"doctype": "User",
			"email": "new@posts.example",
			"first_name": "new",
			"send_welcome_email": 0,
		}
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(newcomer | {"roles": [{"role": "County Petition Officer"}]}).insert()


def test_a_role_profile_is_no_way_round(scene, as_user):
	import frappe

	profile = {"doctype": "Role Profile", "role_profile": "way round", "roles": [{"role": "County Leader"}]}
	frappe.get_doc(profile).insert()
	with as_user(scene.manager):
		doc = frappe.get_doc("User", scene.nobody)
		doc.role_profile_name = "way round"
		if doc.meta.has_field("role_profiles"):
			doc.append("role_profiles", {"role_profile": "way round"})
		with pytest.raises(frappe.PermissionError):
			doc.save()


@pytest.mark.parametrize("doctype", ["Jurisdiction", "Organ", "Posting", "Petition Category"])
def test_only_the_petition_admin_writes_the_reference_data(scene, doctype):
	import frappe

	for ptype in ("write", "create", "delete"):
		assert not frappe.has_permission(doctype, ptype, user=scene.leader)
		assert not frappe.has_permission(doctype, ptype, user=scene.manager)
		assert not frappe.has_permission(doctype, ptype, user="Guest")
	assert frappe.has_permission(doctype, "write", user=scene.admin1)
	assert not frappe.has_permission(doctype, "delete", user=scene.admin1)
	assert not frappe.has_permission(doctype, "read", user="Guest")


def test_only_the_petition_admin_reads_postings(scene):
	import frappe

	assert frappe.has_permission("Organ", "read", user=scene.leader)
	assert not frappe.has_permission("Posting", "read", user=scene.leader)
	assert not frappe.has_permission("Posting", "read", user=scene.manager)


def test_a_custodian_has_nothing_before_a_second_person_confirms(scene, as_user):
	import frappe

	from xinfang_app.organization import api
	from xinfang_app.organization import posting as posts

	with as_user(scene.admin1):
		made = posting(scene.nobody, "96-JW", "Discipline Custodian").insert()
		assert posts.current(scene.nobody) == []
		assert "Discipline Custodian" not in frappe.get_roles(scene.nobody)
		with pytest.raises(frappe.PermissionError):
			api.confirm_posting(made.name)
	for wrong in (scene.nobody, scene.manager):
		with as_user(wrong), pytest.raises(frappe.PermissionError):
			api.confirm_posting(made.name)
	with as_user(scene.leader):
		api.confirm_posting(made.name)
	assert [row.post for row in posts.current(scene.nobody)] == ["Discipline Custodian"]
	assert "Discipline Custodian" in frappe.get_roles(scene.nobody)


def test_nobody_writes_the_confirmation_for_another(scene, as_user):
	import frappe

	with as_user(scene.admin1):
		for name in (scene.admin2, scene.leader, scene.admin1, scene.nobody):
			with pytest.raises(frappe.PermissionError):
				posting(scene.nobody, "96-JW", "Discipline Custodian", confirmed_by=name).insert()
	with pytest.raises(frappe.PermissionError):
		posting(scene.nobody, "96-JW", "Discipline Custodian", confirmed_by="Administrator").insert()
	posting(scene.nobody, "96-JW", "Discipline Custodian", confirmed_by=scene.leader).insert()


def test_who_holds_a_post_at_an_organ_does_not_move_it_upward(scene, as_user):
	import frappe

	frappe.get_doc({"doctype": "Jurisdiction", "code": "960124101000", "title": "镇"}).insert()
	with as_user(scene.admin1):
		own = frappe.get_doc("Organ", "96-XF")
		own.jurisdiction = "960100000000"
		with pytest.raises(frappe.PermissionError):
			own.save()
		other = frappe.get_doc("Organ", "96-RS")
		other.address = "新址"
		other.save()


def test_one_countys_admin_keeps_no_other_county(scene, as_user):
	import frappe

	frappe.get_doc({"doctype": "Jurisdiction", "code": "960125000000", "title": "邻县"}).insert()
	organ = {"doctype": "Organ", "title": "邻县局", "kind": "Department", "jurisdiction": "960125000000"}
	frappe.get_doc(organ | {"code": "96-NB"}).insert()
	custodian = posting(scene.nobody, "96-NB", "Discipline Custodian").insert()
	with as_user(scene.admin1):
		for doc in (
			posting(scene.nobody, "96-NB", "Department Officer"),
			frappe.get_doc(organ | {"code": "96-N2"}),
			frappe.get_doc({"doctype": "Jurisdiction", "code": "960125101000", "title": "邻镇"}),
			frappe.get_doc({"doctype": "Jurisdiction", "code": "960200000000", "title": "邻市"}),
		):
			with pytest.raises(frappe.PermissionError):
				doc.insert()
		for name, place in (("96-NB", "960124000000"), ("96-RS", "960125000000")):
			moved = frappe.get_doc("Organ", name)
			moved.jurisdiction = place
			with pytest.raises(frappe.PermissionError):
				moved.save()
		outside = {
			"doctype": "Organ",
			"code": "96-OUT",
			"title": "某部",
			"kind": "External",
			"is_external": 1,
		}
		frappe.get_doc(outside).insert()
		frappe.get_doc({"doctype": "Jurisdiction", "code": "960124101000", "title": "镇"}).insert()
	from xinfang_app.organization import api

	for stranger in (scene.leader, scene.admin2):
		with as_user(stranger), pytest.raises(frappe.PermissionError):
			api.confirm_posting(custodian.name)


def test_ending_and_looking_need_the_right_to_write_postings(scene, as_user):
	import frappe
	import frappe.client

	from xinfang_app.organization import api

	name = frappe.db.get_value("Posting", {"user": scene.admin2})
	for wrong in (scene.leader, scene.manager, scene.nobody):
		with as_user(wrong):
			with pytest.raises(frappe.PermissionError):
				api.preview_end(name)
			with pytest.raises(frappe.PermissionError):
				api.end_posting(name, "2026-03-02", "无权")
			with pytest.raises(frappe.PermissionError):
				frappe.client.insert(posting(wrong, "96-RS", "Department Officer").as_dict())


def test_my_posts_are_only_mine(scene, as_user):
	from xinfang_app.organization import api

	with as_user(scene.leader):
		assert [(row["organ"], row["post"]) for row in api.my_posts()] == [("96-XF", "County Leader")]
	with as_user(scene.nobody):
		assert api.my_posts() == []
