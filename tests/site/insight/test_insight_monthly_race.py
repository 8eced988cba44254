"""A piece is saved while the month is being closed, on a connection of its own."""

import threading

import pytest
from sharing import module_at

_COUNTY = module_at("site/insight/conftest.py")


@pytest.fixture(scope="module")
def county(snapshot):
	import frappe

	frappe.set_user("Administrator")
	made = _COUNTY.build()
	for number in range(3):
		made.bring(f"2026-03-0{number + 1} 09:00")
	frappe.db.commit()
	return made


def on_its_own(site, work):
	"""Start `work(step)` in a thread with a connection of its own at READ COMMITTED; return the thread and its steps.

	`step.reached` is set by the work, `step.go` lets it go on.
	"""
	step = type("Step", (), {"reached": threading.Event(), "go": threading.Event(), "error": None})()

	def run():
		import frappe

		frappe.init(site=site, sites_path=".")
		frappe.connect()
		try:
			from xinfang_app.petition import again

			again.begin()
			work(step)
			frappe.db.commit()
		except BaseException as error:
			step.error = error
		finally:
			step.reached.set()
			frappe.destroy()

	thread = threading.Thread(target=run)
	thread.start()
	return thread, step


def finish(thread, step):
	step.go.set()
	thread.join(60)
	assert not thread.is_alive()
	if step.error:
		raise step.error


def where_it_is(month, name):
	"""How often a piece is among the month's figures, and among the next month's corrections."""
	import frappe

	from xinfang_app.insight.monthly import counting, view

	frappe.db.rollback()
	bounds = view.of("QH-XFJ", user="Administrator")
	return (
		[row.piece for row in counting.rows(bounds, month)].count(name),
		[row.piece for row in counting.corrections(bounds, month.next)].count(name),
	)


def close(month):
	import frappe

	from xinfang_app import when
	from xinfang_app.insight.monthly import closing
	from xinfang_app.petition import again

	frappe.set_user("Administrator")
	again.begin()
	with when.at(f"{month.next}-03 09:00"):
		doc = closing.close("QH-XFJ", month)
	frappe.db.commit()
	frappe.db.sql("set session transaction isolation level repeatable read")
	return doc


def test_saved_but_not_committed_when_the_month_is_closed(site, county):
	from xinfang_app.insight.monthly.month import Month

	march = Month(2026, 3)
	kept = {}

	def clerk(step):
		kept["late"] = county.bring("2026-03-31 17:59").name
		step.reached.set()
		step.go.wait(30)

	thread, step = on_its_own(site, clerk)
	assert step.reached.wait(60)
	try:
		doc = close(march)
	finally:
		finish(thread, step)
	assert doc.pieces_and_visits == 3
	assert where_it_is(march, kept["late"]) == (0, 1)


def test_committed_just_before(site, county):
	from xinfang_app.insight.monthly.month import Month

	april = Month(2026, 4)
	kept = {}

	def clerk(step):
		kept["early"] = county.bring("2026-04-30 17:59").name

	finish(*on_its_own(site, clerk))
	doc = close(april)
	assert (doc.pieces_and_visits, doc.corrections) == (1, 1), "with the correction of March"
	assert where_it_is(april, kept["early"]) == (1, 0)


def test_many_clerks_and_one_closing(site, county):
	"""Whatever the order of commits: each piece is in the month or in the corrections, once."""
	import frappe

	from xinfang_app.insight.monthly.month import Month

	may = Month(2026, 5)
	names, lock = [], threading.Lock()

	def clerk(step):
		import frappe

		for number in range(6):
			name = county.bring(f"2026-05-{number + 10} 09:00").name
			frappe.db.commit()
			with lock:
				names.append(name)
			if number == 2:
				step.reached.set()

	work = [on_its_own(site, clerk) for _clerk in range(2)]
	assert all(step.reached.wait(60) for _thread, step in work)
	doc = close(may)
	for one in work:
		finish(*one)
	frappe.db.rollback()
	found = [where_it_is(may, name) for name in names]
	assert len(names) == 12 and {sum(where) for where in found} == {1}
	assert doc.pieces_and_visits == sum(inside for inside, _later in found)


def test_two_officers_close_at_once(site, county):
	"""The second waits for the first, and is told that the month is closed."""
	import frappe

	from xinfang_app.insight.monthly.errors import AlreadyClosed
	from xinfang_app.insight.monthly.month import Month

	june = Month(2026, 6)

	def first(step):
		from xinfang_app import when
		from xinfang_app.insight.monthly import closing

		with when.at("2026-07-02 09:00"):
			closing.close("QH-XFJ", june)
		step.reached.set()
		step.go.wait(2)

	thread, step = on_its_own(site, first)
	assert step.reached.wait(60)
	try:
		with pytest.raises(AlreadyClosed):
			close(june)
	finally:
		frappe.db.rollback()
		finish(thread, step)
	frappe.db.sql("set session transaction isolation level repeatable read")
	assert (
		frappe.db.count("Month Close", {"office": "QH-XFJ", "month": june.first, "status": "Month closed"})
		== 1
	)
