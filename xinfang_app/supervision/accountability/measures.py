"""The closed list of measures, and which organ has the power for each.

Rule (arts. 39, 40 §3, 43–46). 约谈, 通报, 挂牌督办, 限期整改 belong to the joint conference; 责令改正 to the organ above; 追究责任 to
the organ with power over the cadre, and only where a grave result is on record: never as the mere end of a ladder, so
no rule and no ladder may propose it. Whoever decides, nobody decides on himself. A body that is no organ of this system
is recorded by its name, with number, date and scan of its decision; a name that an organ of the system bears is none.
"""

from typing import NamedTuple

import frappe
from frappe import _

from xinfang_app.organization import codes, posting
from xinfang_app.supervision.accountability.errors import NoPower

CONFERENCE, SUPERIOR, CADRE = (
	"Joint conference on petition work",
	"Organ above",
	"Organ with power over the cadre",
)
REMIND = "Remind only"
PURSUE = "Pursue responsibility"
CADRE_KINDS = ("Discipline Organ", "Party Committee", "Government")


class Measure(NamedTuple):
	"""Who decides it, by which article, and whether a grave result has to be on record."""

	power: str
	article: str
	grave: bool = False


MEASURES: dict[str, Measure] = {
	"Interview": Measure(CONFERENCE, "《信访工作条例》第三十九条"),
	"Circular": Measure(CONFERENCE, "《信访工作条例》第三十九条"),
	"Listed supervision": Measure(CONFERENCE, "《信访工作条例》第三十九条"),
	"Rectify within a term": Measure(CONFERENCE, "《信访工作条例》第三十九条"),
	"Order to correct": Measure(SUPERIOR, "《信访工作条例》第四十三条至第四十六条"),
	PURSUE: Measure(CADRE, "《信访工作条例》第四十条第三款", grave=True),
}


def power_of(measure: str | None) -> str:
	"""Return who decides `measure`, in Chinese as records have it; empty for a mere reminder."""
	return _(MEASURES[measure].power, lang="zh") if measure in MEASURES else ""


def check(flag, measure: str, organ: str | None, name: str | None) -> None:
	"""Refuse a measure whose decider (`organ`, or a body called `name`) has no power for it over the flagged organ.

	Raises NoPower.
	"""
	if measure not in MEASURES:
		frappe.throw(_("There is no such measure."), NoPower)
	if organ == flag.organ:
		frappe.throw(_("No organ decides on itself."), NoPower)
	if MEASURES[measure].grave and not flag.grave:
		frappe.throw(
			_("Responsibility is pursued only where a grave result is on record (art. 40 §3)."), NoPower
		)
	if not organ and not (name or "").strip():
		frappe.throw(_("Say who decided."), NoPower)
	power = MEASURES[measure].power
	if not organ and any(row.name == flag.organ for row in organs_called(name)):
		frappe.throw(_("No organ decides on itself."), NoPower)
	if power == CONFERENCE and (organ or _plain(name) != _plain(conference_of(flag.organ))):
		frappe.throw(
			_("{0} is decided by the joint conference (art. 39), not by an organ alone.").format(_(measure)),
			NoPower,
		)
	if power == SUPERIOR and organ not in superiors(flag.organ):
		frappe.throw(_("Only an organ above the one concerned orders it to correct."), NoPower)
	if power == CADRE and not _has_cadre_power(organ, name):
		frappe.throw(
			_(
				"Responsibility is pursued by the organ with power over the cadre: choose it, or name a body outside the system."
			),
			NoPower,
		)


def cadre_organs(organ: str) -> list[str]:
	"""Return the organs with power over cadres in the county of `organ` and above it, but not `organ` itself."""
	county = posting.county_of(organ)
	if not county:
		return []
	return frappe.get_all(
		"Organ",
		filters={
			"kind": ("in", CADRE_KINDS),
			"place_code": ("in", [county, *codes.ancestors(county)]),
			"name": ("!=", organ),
		},
		pluck="name",
		order_by="place_code desc, name asc",
	)


def _has_cadre_power(organ: str | None, name: str | None) -> bool:
	if organ:
		return frappe.get_cached_value("Organ", organ, "kind") in CADRE_KINDS
	return not organs_called(name)


def organs_called(name: str | None) -> list[frappe._dict]:
	"""Return the organs ({name, is_external}) of which `name` is the title, the short title or the code, spaces aside."""
	wanted = _plain(name)
	rows = frappe.get_all("Organ", fields=["name", "title", "short_title", "is_external"], limit=0)
	return [row for row in rows if wanted and wanted in map(_plain, (row.name, row.title, row.short_title))]


def _plain(name: str | None) -> str:
	return "".join((name or "").split())


def superiors(organ: str) -> list[str]:
	"""Return the organs above `organ`, nearest first: by the business line, then by review."""
	found: list[str] = []
	waiting = [organ]
	while waiting and len(found) < 20:
		row = frappe.db.get_value("Organ", waiting.pop(0), ["parent_organ", "review_organ"], as_dict=True)
		for above in (row.parent_organ, row.review_organ) if row else ():
			if above and above not in found and above != organ:
				found.append(above)
				waiting.append(above)
	return found


def conference_of(organ: str) -> str:
	"""Return the name of the joint conference of the county in which `organ` lies."""
	county = posting.county_of(organ)
	title = frappe.get_cached_value("Jurisdiction", county, "title") if county else ""
	return _("{0} joint conference on petition work", lang="zh").format(title or "").strip()
