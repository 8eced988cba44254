"""The morning list (今日工作): what waits for this user, in the order in which it presses.

Rule: nothing is kept for it. Every section is asked for when the page asks, under the user's own scope (`access`), from
rows that the services wrote: terms, referrals, drafts, signatures. So a line disappears when the work is done, a deputy
sees it on the days of his acting period and not a day longer, and the numbers are those of the lists.

Sections come from the registry `xf_worklist`; a section of one key that several rooms fill is one section.
"""

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.office.items import CAP, SECTIONS, Item, Section
from xinfang_app.organization import posting

NAME = "xf_worklist"


def of(user: str | None = None) -> dict:
	"""Return {posts, today, sections: [{key, title, total, more, items}]} for `user` (default: who is logged in).

	`more`: there are more than `total`. Sections without lines are left out. Without any post in force the list is empty and `posts` says so.
	"""
	user = user or frappe.session.user
	own = posts(user)
	found = sections(user) if own else []
	return {
		"posts": own,
		"today": str(when.today()),
		"now": str(when.now())[:16],
		"sections": [
			{
				"key": section.key,
				"title": section.title or _(SECTIONS.get(section.key, section.key)),
				"total": min(section.count(), CAP),
				"more": section.count() > CAP,
				"items": [item.told() for item in section.items],
			}
			for section in found
		],
	}


def posts(user: str | None = None) -> list[dict]:
	"""Return the posts of `user` in force today: {organ, organ_title, post, acting_for}."""
	found = {(row.organ, row.post, row.acting_for): row for row in posting.current(user)}
	return [
		{
			"organ": row.organ,
			"organ_title": frappe.get_cached_value("Organ", row.organ, "title") or row.organ,
			"post": _(row.post),
			"acting_for": frappe.utils.get_fullname(row.acting_for) if row.acting_for else None,
		}
		for row in found.values()
	]


def sections(user: str) -> list[Section]:
	"""Return the sections of `user` that have lines, in the order of the page; those of other rooms' own keys last."""
	found: dict[str, Section] = {}
	for path in frappe.get_hooks(NAME):
		for part in _parts(frappe.get_attr(path)(user)):
			known = found.get(part.key)
			if known is None:
				found[part.key] = part
				continue
			known.total = known.count() + part.count()
			known.items = known.items + part.items
	order = list(SECTIONS)
	ordered = sorted(found.values(), key=lambda one: order.index(one.key) if one.key in order else len(order))
	return [section for section in ordered if section.count()]


def _parts(answer: list[Item] | list[Section] | list[dict] | Section) -> list[Section]:
	"""Return what a function of the registry answered as sections."""
	if isinstance(answer, Section):
		return [answer]
	parts: dict[str, Section] = {}
	for one in answer or []:
		if isinstance(one, dict):
			one = Section.of(one)
		if isinstance(one, Section):
			parts.setdefault(one.key, Section(one.key, title=one.title, total=0))
			known = parts[one.key]
			known.total = known.count() + one.count()
			known.items = known.items + one.items
		else:
			parts.setdefault(one.section, Section(one.section)).items.append(one)
	return list(parts.values())
