"""An organ or officer with two tasks on one matter loses the sight of that task only which is over."""

import frappe

from xinfang_app.access import custody, scope
from xinfang_app.review import deciding


def rows(petition, **who):
	return frappe.get_all(
		"Custody",
		{"ref_doctype": "Petition", "ref_name": petition, "kind": "Task", "to_on": ["is", "not set"], **who},
		["name", "source_doctype", "source_name"],
	)


def test_each_task_has_its_own_row(review):
	"""Given twice for the same record it stands once; for another record it is another."""
	matter, first = review.road.petition, review.row("Review", "2026-05-20 09:00")
	second = review.row("Re-Review", "2026-05-21 09:00")
	organ = {"organ": "QH-RSJ"}
	one = custody.give(matter, **organ, source=first)
	assert custody.give(matter, **organ, source=first) == one
	two, bare = custody.give(matter, **organ, source=second), custody.give(matter, **organ)
	assert len({one, two, bare}) == 3 and custody.give(matter, **organ) == bare
	assert custody.end(matter, kind="Task", source=first) == 1
	assert {row.name for row in rows(matter.name, **organ)} == {two, bare}
	assert custody.end(matter, **organ) == 2 and not rows(matter.name, **organ)


def test_a_review_that_is_over_takes_no_other_task_away(review):
	"""The reviewing organ is asked for something else, before and after; only the sight for the review ends."""
	matter = review.road.petition
	other = review.row("Review", "2026-05-10 09:00", organ="QH-RSJ", holder="QH-RSJ")
	custody.give(matter, organ="QH-ZF", source=other)
	review.requested()
	assert len(rows(matter.name, organ="QH-ZF")) == 2
	review.by("rv", "2026-05-22 09:00", deciding.withdraw, review.doc, review.who, "/private/files/a.pdf")
	assert [row.source_name for row in rows(matter.name, organ="QH-ZF")] == [other.name]


def test_the_review_keeps_its_sight_when_another_task_ends(review):
	"""Found already there, the sight for the review was a part of the other task, and ended with it."""
	matter = review.road.petition
	other = review.row("Review", "2026-05-10 09:00", organ="QH-RSJ", holder="QH-RSJ")
	custody.give(matter, organ="QH-ZF", source=other)
	made = review.requested()
	custody.end(matter, kind="Task", source=other)
	assert [row.source_name for row in rows(matter.name, organ="QH-ZF")] == [made.name]
	review.served()
	assert not rows(matter.name, organ="QH-ZF")
	assert scope.may(review.doc, "read", review.road.county.rv)
