"""The county that the benchmarks run on: places, organs, people, and a million petitions put in by SQL.

One county, 14 townships, 300 villages, 60 departments. Holders: a third of the matters lie with townships, half with
departments (one holds a fifth of all, one holds 40, one holds only the oldest 200), the rest with the petition office.
"""

import frappe
from frappe.utils.password import update_password

from benchmarks.harness import PASSWORD

COUNTY = "990199000000"
OFFICE = "BM-OFFICE"
DENSE, SPARSE, OLD = "BM-DEPT-01", "BM-DEPT-02", "BM-DEPT-03"
TOWNSHIPS, VILLAGES, DEPARTMENTS = 14, 300, 60


def township(number: int) -> str:
	"""Return the code of township 0–13."""
	return f"990199{101 + number:03d}000"


def village(number: int) -> str:
	"""Return the code of village 0–299; they lie in the townships in turn."""
	return f"{township(number % TOWNSHIPS)[:9]}{201 + number // TOWNSHIPS:03d}"


def ensure() -> None:
	"""Create places, organs and one user per kind of viewer, once."""
	if frappe.db.exists("Organ", OFFICE):
		return
	_places()
	_organs()
	for user, organ, post in people():
		_person(user, organ, post)
	frappe.db.commit()


def people() -> list[tuple[str, str, str]]:
	"""Return user, organ and post of the viewers."""
	return [
		("village@bench.example", "BM-V-000", "Village Liaison"),
		("township@bench.example", "BM-T-00", "Township Officer"),
		("leader@bench.example", "BM-T-00", "Township Leader"),
		("dense@bench.example", DENSE, "Department Officer"),
		("sparse@bench.example", SPARSE, "Department Officer"),
		("old@bench.example", OLD, "Department Officer"),
		("county@bench.example", OFFICE, "County Petition Officer"),
	]


def _insert(doctype: str, **values) -> None:
	if not frappe.db.exists(doctype, values.get("code")):
		frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)


def _places() -> None:
	_insert("Jurisdiction", code="990000000000", title="基准省")
	_insert("Jurisdiction", code="990100000000", title="基准市", parent_jurisdiction="990000000000")
	_insert("Jurisdiction", code=COUNTY, title="基准县", parent_jurisdiction="990100000000")
	for i in range(TOWNSHIPS):
		_insert("Jurisdiction", code=township(i), title=f"基准{i:02d}镇", parent_jurisdiction=COUNTY)
	for i in range(VILLAGES):
		_insert(
			"Jurisdiction",
			code=village(i),
			title=f"基准{i:03d}村",
			parent_jurisdiction=township(i % TOWNSHIPS),
		)


def _organs() -> None:
	_insert("Organ", code=OFFICE, title="基准县信访局", kind="Petition Office", jurisdiction=COUNTY)
	for i in range(DEPARTMENTS):
		_insert(
			"Organ",
			code=f"BM-DEPT-{i + 1:02d}",
			title=f"基准县部门{i + 1:02d}",
			kind="Department",
			jurisdiction=COUNTY,
		)
	for i in range(TOWNSHIPS):
		_insert(
			"Organ",
			code=f"BM-T-{i:02d}",
			title=f"基准{i:02d}镇人民政府",
			kind="Township",
			jurisdiction=township(i),
		)
	_insert(
		"Organ", code="BM-V-000", title="基准000村民委员会", kind="Village Committee", jurisdiction=village(0)
	)


def _person(user: str, organ: str, post: str) -> None:
	frappe.get_doc(
		{
			"doctype": "User", "email": user, "first_name": user.split("@")[0], "send_welcome_email": 0,
			"language": "zh", "user_type": "System User",
		}
	).insert(ignore_permissions=True)  # fmt: skip
	update_password(user, PASSWORD)
	frappe.get_doc(
		{"doctype": "Posting", "user": user, "organ": organ, "post": post, "from_date": "2020-01-01"}
	).insert(ignore_permissions=True)


def holder_sql() -> str:
	"""Return the SQL expression that gives row number `seq` its holder."""
	return f"""
		case
			when seq <= 200 then '{OLD}'
			when seq mod 25000 = 0 then '{SPARSE}'
			when seq mod 10 < 3 then concat('BM-T-', lpad(seq mod {TOWNSHIPS}, 2, '0'))
			when seq mod 10 < 5 then '{DENSE}'
			when seq mod 10 < 8 then concat('BM-DEPT-', lpad(4 + (seq div 10) mod {DEPARTMENTS - 3}, 2, '0'))
			else '{OFFICE}'
		end"""


def fill(rows: int, table: str = "Petition") -> None:
	"""Bring `table` up to exactly `rows` benchmark petitions, by SQL, five years back from 2026-06-30."""
	have = frappe.db.sql(f"select count(*) from `tab{table}` where name like 'bm%'")[0][0]
	if have == rows:
		return
	frappe.db.sql(f"delete from `tab{table}` where name like 'bm%'")
	frappe.db.commit()
	place = f"concat(substr(concat('990199', lpad(101 + seq mod {TOWNSHIPS}, 3, '0')), 1, 9), lpad(201 + (seq div {TOWNSHIPS}) mod 21, 3, '0'))"
	step = 5 * 365 * 86400 // max(rows, 1)
	for low in range(1, rows + 1, 100_000):
		high = min(low + 99_999, rows)
		frappe.db.sql(
			f"""
			insert into `tab{table}` (name, creation, modified, modified_by, owner, docstatus, idx, number, title,
				stage, workflow_state, holder, lead_organ, registering_organ, scope_code, place_code, purpose_class,
				form, source_level, registered_on, received_on, concluded, is_group)
			select concat('bm', lpad(seq, 8, '0')), moment, moment, 'Administrator', 'Administrator', 0, 0,
				concat('BM-', lpad(seq, 8, '0')), concat('基准信访事项', seq), stage, '', holder, holder, '{OFFICE}',
				place, place, 'Appeal', 'Online', 'County', moment, moment, stage = 'Archived', 0
			from (
				select seq, {holder_sql()} as holder, {place} as place,
					'2021-07-01' + interval seq * {step} second as moment,
					if(seq <= {rows} * 0.9, 'Archived', 'Handling') as stage
				from seq_{low}_to_{high}
			) made
			"""
		)
		frappe.db.commit()
	frappe.db.sql(f"analyze table `tab{table}`")


def fill_around(rows: int) -> None:
	"""Give every benchmark petition its piece, its holder, a referral and two clocks, by SQL."""
	for table, columns, values in AROUND:
		if frappe.db.sql(f"select count(*) from `tab{table}` where name like 'bm%'")[0][0] == rows * len(
			values
		):
			continue
		frappe.db.sql(f"delete from `tab{table}` where name like 'bm%'")
		for kind, row in enumerate(values):
			for low in range(0, rows, 100_000):
				frappe.db.sql(
					f"""insert into `tab{table}` (name, creation, modified, modified_by, owner, docstatus, idx, {columns})
					select concat(name, '-{kind}'), creation, modified, owner, owner, 0, 0, {row}
					from `tabPetition` where name > 'bm{low:08d}' and name <= 'bm{low + 100_000:08d}'"""
				)
				frappe.db.commit()
		frappe.db.sql(f"analyze table `tab{table}`")


#: Table, its columns, and the SQL values of each of its rows for one petition.
AROUND = [
	(
		"Petition Submission",
		"number, petition, petition_number, status, relation, title, content, organ, holder, scope_code, place_code,"
		" place, form, channel, source_level, purpose, purpose_class, category, received_on, registered_on, people_count",
		[
			"number, name, number, 'Registered', 'New Matter', title, title, registering_organ, holder, scope_code,"
			" place_code, place_code, form, '0103', 'County', '3', 'Appeal', '0904', received_on, registered_on, 1"
		],
	),
	(
		"Custody",
		"ref_doctype, ref_name, kind, organ, from_on, given_by",
		["'Petition', name, 'Holder', holder, registered_on, owner"],
	),
	(
		"Petition Referral",
		"petition, petition_number, kind, role, stage, from_organ, to_organ, sent_on, received_on, holder, scope_code",
		[
			"name, number, 'Transfer', 'Lead', 'Accepted', registering_organ, holder, registered_on, registered_on,"
			" holder, scope_code"
		],
	),
	(
		"Deadline",
		"rule, kind, state, ref_doctype, ref_name, petition, organ, holder, scope_code, started_on, due_on",
		[
			"'N04', 'Duty', 'Met', 'Petition Referral', concat(name, '-0'), name, holder, holder, scope_code,"
			" registered_on, date(registered_on) + interval 15 day",
			"'N06', 'Duty', if(concluded, 'Met', 'Running'), 'Petition', name, name, holder, holder, scope_code,"
			" registered_on, date(registered_on) + interval 60 day",
		],
	),
]


def offices(many: int) -> list[tuple[str, str, str]]:
	"""Return user, organ and place of petition offices in `many` different counties."""
	return [(f"county{i}@bench.example", f"BM-OFFICE-{i}", f"9901{90 + i}000000") for i in range(many)]


def ensure_more_counties(many: int) -> None:
	"""Create further counties with a petition office and an officer each, once."""
	for user, organ, place in offices(many):
		if frappe.db.exists("Organ", organ):
			continue
		_insert("Jurisdiction", code=place, title=f"基准县{place[4:6]}", parent_jurisdiction="990100000000")
		_insert(
			"Organ", code=organ, title=f"基准县{place[4:6]}信访局", kind="Petition Office", jurisdiction=place
		)
		_person(user, organ, "County Petition Officer")
	frappe.db.commit()


if __name__ == "__main__":
	ensure()
