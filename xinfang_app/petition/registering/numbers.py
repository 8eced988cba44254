"""Numbers of pieces: `XF-990124-2026-000001`, without a gap, per county and year of registration.

Rule: a number is given at registration, as the last write of the transaction; a rollback gives it back, because the
counter is an ordinary row of the same transaction. Drafts use up none. The row stays locked until the commit, which
is what makes the series gapless; so nothing slow may follow. On the first use of a county and year two transactions
may deadlock: the caller repeats the whole request (`again.once_more`).
"""

import re

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.organization import posting
from xinfang_app.petition.registering.errors import NumberNotPossible

PREFIX = "XF"


def next_number(county: str, year: int) -> str:
	"""Draw the next number of `county` (6 or 12 digits) in `year`. Call it last in the transaction."""
	county = str(county)[:6]
	if not re.fullmatch(r"\d{6}", county):
		frappe.throw(_("The receiving organ lies in no county; no number can be given."), NumberNotPossible)
	frappe.db.sql(
		"""INSERT INTO `tabSubmission Number`
			(name, creation, modified, owner, modified_by, county, year, current)
		VALUES (%(name)s, %(now)s, %(now)s, %(user)s, %(user)s, %(county)s, %(year)s, LAST_INSERT_ID(1))
		ON DUPLICATE KEY UPDATE current = LAST_INSERT_ID(current + 1), modified = %(now)s""",
		{
			"name": f"{county}-{year}",
			"now": when.now(),
			"user": frappe.session.user,
			"county": county,
			"year": year,
		},
	)
	serial = frappe.db.sql("SELECT LAST_INSERT_ID()")[0][0]
	return f"{PREFIX}-{county}-{year}-{serial:06d}"


def county_of(organ: str) -> str:
	"""Return the code of the county that counts the pieces of `organ`; an organ above the counties counts its own."""
	county = posting.county_of(organ)
	return county or frappe.get_cached_value("Organ", organ, "place_code") or ""
