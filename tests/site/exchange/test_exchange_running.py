"""The job: one bad row stops no other, a killed job is taken up, two jobs never take one row. Real commits."""

import threading

import pytest
from sharing import module_at

from xinfang_app import when


@pytest.fixture(scope="module")
def made(snapshot):
	"""The county, committed."""

	import frappe

	module = module_at("site/exchange/conftest.py")
	county = module.COUNTY.build()
	frappe.db.commit()
	return county, module


@pytest.fixture
def desk(made, as_user, monkeypatch):
	import frappe

	from xinfang_app.exchange import running

	# Here the tests are the workers: a real one would take what they are about to run, or still hold a row at their end.
	monkeypatch.setattr(running, "_queue", lambda batch, serial: None)
	county, module = made
	frappe.local.lang = "zh"
	yield module.Desk(county, as_user)
	frappe.db.rollback()
	frappe.set_user("Administrator")


def taken(desk, module, numbers, moment="2026-03-02 10:00"):
	import frappe

	batch = desk.take_in(module.book(*[module.row(number) for number in numbers]), moment)
	frappe.db.commit()
	return batch


def test_one_bad_row_stops_no_other(desk, made, monkeypatch):
	import frappe

	from xinfang_app.exchange import importing

	_county, module = made
	real = importing.registration.register
	secret = "13900009901"

	def register(data, **more):
		if data["upper_number"] == "B2":
			frappe.throw("退回：数据冲突", frappe.ValidationError)
		if data["upper_number"] == "B3":
			piece = real(data, **more)
			raise RuntimeError(f"{piece.number} {secret}")
		return real(data, **more)

	monkeypatch.setattr(importing.registration, "register", register)
	batch = desk.run(taken(desk, module, ["B1", "B2", "B3", "B4"]))
	states = [(row.state, row.reason) for row in desk.rows(batch)]
	assert [state for state, _reason in states] == ["Done", "Failed", "Failed", "Done"]
	assert "数据冲突" in states[1][1] and secret not in str(states)
	assert frappe.db.count("Petition Submission", {"upper_number": ("like", "B%")}) == 2
	numbers = sorted(
		frappe.get_all("Petition Submission", filters={"upper_number": ("like", "B%")}, pluck="number")
	)
	assert int(numbers[1][-6:]) - int(numbers[0][-6:]) == 1, "what failed used up no number"
	log = frappe.get_last_doc("Error Log")
	assert batch.name in str(log.as_dict()) and "林青苗" not in str(log) + str(log.error)
	assert secret not in log.error and "register" in log.error
	monkeypatch.undo()
	assert module.matter("B3") is None
	again = desk.run(taken(desk, module, ["B1", "B2", "B3", "B4"], "2026-03-02 11:00"), "2026-03-02 11:00")
	assert [row.verdict for row in desk.rows(again)] == [
		"Unchanged",
		"To register",
		"To register",
		"Unchanged",
	]
	assert frappe.db.count("Petition Submission", {"upper_number": ("like", "B%")}) == 4


def test_a_killed_job_is_taken_up_where_it_was(desk, made, monkeypatch):
	import frappe

	from xinfang_app.exchange import importing, running

	_county, module = made
	batch = taken(desk, module, [f"K{n}" for n in range(1, 7)])
	real = importing.registration.register

	class Killed(BaseException):
		"""As a signal ends a process: nothing catches it."""

	def register(data, **more):
		piece = real(data, **more)
		if data["upper_number"] == "K3":
			raise Killed
		return piece

	monkeypatch.setattr(importing.registration, "register", register)
	with pytest.raises(Killed):
		desk.run(batch)
	frappe.db.rollback()
	monkeypatch.undo()
	batch.reload()
	assert batch.status == "Under way"
	assert [row.state for row in desk.rows(batch)] == ["Done", "Done", *["Waiting"] * 4]
	with when.at("2026-03-02 10:06"):
		running.take_up_lost()
	assert frappe.db.get_value("Exchange Batch", batch.name, "serial") == 1, "not lost yet"
	with when.at("2026-03-02 10:30"):
		running.take_up_lost()
		# The test is the worker; a real one would take the job before it is looked at.
		frappe.db.after_commit.reset()
		frappe.db.commit()
	serial = frappe.db.get_value("Exchange Batch", batch.name, "serial")
	assert serial == 2
	with desk.at("2026-03-02 10:30"):
		running.run(batch.name, 1)
		assert desk.rows(batch)[2].state == "Waiting", "the job that was thought dead does nothing more"
		running.run(batch.name, serial)
	batch.reload()
	assert batch.status == "Done" and {row.state for row in desk.rows(batch)} == {"Done"}
	assert frappe.db.count("Petition Submission", {"upper_number": ("like", "K%")}) == 6


def test_a_job_for_a_batch_that_is_gone_ends_quietly(desk):
	from xinfang_app.exchange import running

	running.run("0123456789", 1)


def test_a_large_list_is_worked_through_in_turns(desk, made):
	import frappe

	_county, module = made
	batch = taken(desk, module, ["T1", "T2", "T3"])
	for turn in (1, 2, 3):
		desk.run(batch, turn=-1)
		assert [row.state for row in desk.rows(batch)].count("Done") == turn
	assert frappe.db.get_value("Exchange Batch", batch.name, "status") == "Under way"
	desk.run(batch)
	assert batch.status == "Done" and (batch.done, batch.failed) == (3, 0)


def test_a_halted_batch_waits_and_goes_on(desk, made):
	import frappe

	from xinfang_app.exchange import running

	_county, module = made
	batch = taken(desk, module, ["H1", "H2"])
	desk.run(batch, turn=-1)
	with desk.at("2026-03-02 10:06"):
		running.halt(batch)
		frappe.db.commit()
		running.run(batch.name, frappe.db.get_value("Exchange Batch", batch.name, "serial"))
	assert [row.state for row in desk.rows(batch)] == ["Done", "Waiting"]
	desk.run(batch)
	assert batch.status == "Done"


def test_who_lost_his_post_registers_nothing_more(desk, made):
	import frappe

	from xinfang_app.exchange import running
	from xinfang_app.organization import posting

	county, module = made
	batch = taken(desk, module, ["P1", "P2"])
	desk.run(batch, turn=-1)
	frappe.db.set_value("Posting", {"user": county.xfj}, "to_date", "2026-03-01")
	posting.forget()
	with when.at("2026-03-02 10:10"):
		running.run(batch.name, frappe.db.get_value("Exchange Batch", batch.name, "serial"))
	batch.reload()
	assert batch.status == "Halted" and "不在岗" in batch.note
	frappe.db.set_value("Posting", {"user": county.xfj}, "to_date", None)
	frappe.db.commit()
	posting.forget()
	assert [row.state for row in desk.rows(batch)] == ["Done", "Waiting"]


def test_two_lists_at_once_register_a_number_once(desk, made, site):
	import frappe

	from xinfang_app.exchange import running

	county, module = made
	numbers = [f"C{n}" for n in range(1, 9)]
	batches = [taken(desk, module, numbers), taken(desk, module, numbers[::-1])]
	with desk.at("2026-03-02 10:05"):
		for batch in batches:
			running.start(batch)
	frappe.db.commit()
	faults = []

	def work(name):
		import frappe

		frappe.init(site=site, sites_path=".")
		frappe.connect()
		try:
			from xinfang_app.petition import again

			again.begin()
			with when.at("2026-03-02 10:05"):
				running.run(name, 1)
		except Exception as error:
			faults.append(error)
		finally:
			frappe.destroy()

	threads = [threading.Thread(target=work, args=(batch.name,)) for batch in batches]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join(120)
	frappe.db.rollback()
	assert not faults, faults
	assert frappe.db.count("Petition Submission", {"upper_number": ("like", "C%")}) == 8
	states = [row.state for batch in batches for row in desk.rows(batch)]
	assert states.count("Done") == 8 and set(states) <= {"Done", "Skipped"}
