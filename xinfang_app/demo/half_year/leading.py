"""What leaders did in the half-year: 78 receptions and visits with 922 people, and the cases that they owned.

Seven of the visits are top leaders going down. Three cases are owned by leaders of the province (one solved), three by
leaders of the prefecture (two solved); 36 hard cases went to the county's twelve leaders, three each, and all were
solved. Everything goes through the app's own services; which matters they are about follows from the county as it
then stands.
"""

from datetime import date, timedelta

import frappe

from xinfang_app.demo import cast
from xinfang_app.demo.half_year.plan import FIRST, LAST, workdays_after
from xinfang_app.demo.half_year.pressing import SECOND, SUPERVISOR
from xinfang_app.demo.play import Case, acting
from xinfang_app.leadership.owning import above, approving, closing, duties, proposing, working
from xinfang_app.reception.leaders import visits

RECEPTIONS, PEOPLE, TOP_DOWN = 78, 922, 7
EACH, DUTY_SET = 3, "三定一包"
HEADS = {"990124-ZF": "zf.leader1@qinghe.example", "990124-XW": "xw.leader1@qinghe.example"}
#: tier → organ, what the leader is called, and for each case whether it was solved by the last day
ABOVE = {
	"Provincial": ("99-ZF", "省领导", (True, False, False)),
	"Prefecture": ("9901-ZF", "市领导", (True, True, False)),
}


def leaders() -> list[str]:
	"""Return the county's twelve leaders: of the committee and of the government."""
	return [f"{part}.leader{serial}@qinghe.example" for serial in range(1, 7) for part in ("zf", "xw")]


def cases() -> list[Case]:
	"""Return receptions and owned cases of the half-year as cases for `play`."""
	return [
		*(_reception(number) for number in range(RECEPTIONS)),
		*(_owned(number, leader) for number, leader in enumerate(leaders() * EACH)),
		*(
			_owned_above(tier, number, solved)
			for tier, (_organ, _title, cases_) in ABOVE.items()
			for number, solved in enumerate(cases_)
		),
	]


def _day(number: int, of: int, first: int, last: int) -> date:
	return workdays_after(FIRST + timedelta(days=first + (last - first) * number // of), 1)


def people_at(number: int) -> int:
	"""Return how many came to the reception with that number: more and fewer in turn, 922 in all."""
	least, more = divmod(PEOPLE, RECEPTIONS)
	swing = (number // 2 * 7) % 9
	return least + int(number < more) + (swing if number % 2 else -swing)


def _reception(number: int) -> Case:
	"""Every eleventh is a top leader going down to a township; the others receive at the county's hall."""
	top = number % 11 == 5
	yield cast.at(_day(number, RECEPTIONS, 3, 174), 16, number % 60)
	leader = list(HEADS.values())[number % 2] if top else leaders()[number % 12]
	towns = cast.townships()
	place = (
		frappe.db.get_value("Organ", towns[number % len(towns)]["organ"], "short_title")
		if top
		else "县群众来访接待厅"
	)
	with acting(cast.officer(cast.OFFICE)):
		spoken_of = _spoken_of()
		visit = visits.record(
			office=cast.OFFICE,
			leader=leader,
			kind=("Visit with a case" if number % 2 else "Visit down") if top else "Fixed reception",
			place=place,
			people_count=people_at(number),
			subjects=[spoken_of.title],
		)
		visits.link(visit, visit.matters[0].row_key, spoken_of.name)
		visits.complete(frappe.get_doc(visit.doctype, visit.name))


def _spoken_of():
	"""The newest piece that came in before this moment."""
	return frappe.get_last_doc("Petition Submission", {"status": "Registered", "organ": cast.OFFICE})


def _running() -> str:
	"""Return the longest running matter in an organ's hands that nobody owns."""
	found = frappe.db.sql(
		"""select p.name from `tabPetition` p
		where p.stage in ('Accepted', 'Handling') and p.received_on >= %(first)s
			and exists (select 1 from `tabPosting` post where post.organ = p.holder)
			and not exists (select 1 from `tabLeader Ownership` o where o.petition = p.name)
		order by p.received_on, p.number limit 1""",
		{"first": FIRST},
	)
	if not found:
		raise LookupError("nothing is running that a leader could own")
	return found[0][0]


def _owned(number: int, leader: str) -> Case:
	day = _day(number, len(leaders()) * EACH, 24, 120)
	organ = "990124-ZF" if leader.startswith("zf.") else "990124-XW"
	yield cast.at(day, 9, number)
	with acting(SUPERVISOR):
		draft = proposing.propose(
			frappe.get_doc("Petition", _running()), leader, listed_for="Screening", due_on=LAST, duty_set=DUTY_SET,
			reason="列入县级领导包案化解清单。",
		)  # fmt: skip
	yield cast.at(day, 15, number)
	with acting(HEADS[organ]):
		approving.sign(frappe.get_doc(draft.doctype, draft.name))
	yield cast.at(workdays_after(day, 4), 10, number)
	with acting(leader):
		working.meet(
			frappe.get_doc(draft.doctype, draft.name), place="县群众来访接待厅", said="信访人陈述诉求和理由。", answered="说明办理安排和时限。",
		)  # fmt: skip
	yield from _closed(
		draft.name, leader, min(day + timedelta(days=50), LAST - timedelta(days=6)), SECOND, number
	)


def _owned_above(tier: str, number: int, solved: bool) -> Case:
	organ, title, _cases = ABOVE[tier]
	day = _day(number, 3, 40, 80)
	yield cast.at(day, 10, 50 + number)
	with acting(SUPERVISOR):
		entry = above.enter(
			frappe.get_doc("Petition", _running()), leader_name=f"某{title}", leader_post=title, leader_tier=tier, organ=organ,
			started_on=day, due_on="2025-12-31", order_number=f"{title}包案〔2025〕{number + 1}号", order_scan=cast.paper("包案通知"),
			reason="上级领导包案，县信访局跟进落实。",
		)  # fmt: skip
	if solved:
		yield from _closed(entry.name, SUPERVISOR, LAST - timedelta(days=12), SECOND, number)


def _closed(name: str, who: str, day: date, checker: str, number: int) -> Case:
	"""Every duty is done with its proof, closing is asked, somebody else checks and asks the petitioner."""
	yield cast.at(workdays_after(day, 1), 9, number)
	with acting(who):
		for duty in duties.open_of(name):
			duties.done(frappe.get_doc("Ownership Duty", duty), "已完成。", cast.paper("落实凭证"))
		closing.ask(frappe.get_doc("Leader Ownership", name), "诉求已依法解决并答复信访人。")
	yield cast.at(workdays_after(day, 2), 9, number)
	with acting(checker):
		closing.check(
			frappe.get_doc("Leader Ownership", name), "Close it", finding="案卷和凭证齐全。", resolved=True, petitioner_asked=True,
			petitioner_view="问题已经解决。",
		)  # fmt: skip
