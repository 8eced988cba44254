"""The finding of an office outside this system, recorded here by supervision of the county: 代录.

Rule (arts. 43–46; idea 12). Where the organ that has to verify works outside this system, or nobody there holds the post,
its finding comes on paper. Supervision of the petition office records it (`judging.records`): which office found it, under
which number, on which day, with the scan. The office that found is never the organ concerned, nor one that is in the
system and whose own people would enter it themselves.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.petition import handling
from xinfang_app.supervision import evidence
from xinfang_app.supervision.accountability import judging, measures
from xinfang_app.supervision.accountability.errors import FlagRefused


def checked(flag: Document, found: dict | None) -> dict:
	"""Return the columns that say for whom the user records, from `found` ({name, number, day, scan}).

	Empty where the user judges himself. Raises SomethingMissing, FlagRefused.
	"""
	if not judging.records(flag):
		return {}
	found = frappe._dict(found or {})
	name = (found.name or "").strip()
	handling.demand(name, _("Office that found it"))
	handling.demand(found.number, _("Number of its finding"))
	handling.demand(found.day, _("Day of its finding"))
	evidence.demand(flag, found.scan, _("Scan of its finding"))
	if _is_here(flag, name):
		frappe.throw(
			_("{0} does not find in place of the office outside; name the office that found it.").format(
				name
			),
			FlagRefused,
		)
	day = getdate(found.day)
	if day > when.today() or day < getdate(flag.raised_on):
		frappe.throw(_("The finding is dated after the flag was raised, and not in the future."), FlagRefused)
	return {
		"recorded_for": name,
		"outside_number": found.number.strip(),
		"outside_on": day,
		"outside_scan": found.scan,
	}


def _is_here(flag: Document, name: str) -> bool:
	"""Whether `name` is an organ of this system, but for the one that has to verify; the organ concerned always is."""
	return any(
		row.name == flag.organ or (not row.is_external and row.name != flag.verifier_organ)
		for row in measures.organs_called(name)
	)
