"""The invented demo county: places, people, ten cases and a half-year of petitions, for trying the app out.

`load()` puts everything in through the app's own services, with the app's clock set back. A second call does nothing.
"""

import csv
from pathlib import Path

import frappe

from xinfang_app import when

HERE = Path(__file__).resolve().parent
#: One password for all demo accounts; a production site has neither (`docs/`).
PASSWORD = "Qinghe-2026"
LOADED = "xf_demo_loaded"


def load(half_year: bool = True, *, whole: bool = False) -> None:
	"""Load the demo county into this site, once: places, accounts, ten cases and, unless told otherwise, a half-year.

	What the cases tell of days to come is left out, unless `whole`: on the day of loading those matters are running.
	"""
	if frappe.db.get_default(LOADED):
		return
	# The county's files name kinds and posts in Chinese; a command line speaks English unless told.
	frappe.local.lang = "zh"
	from xinfang_app.organization import load as county

	county.county(str(HERE / "county"))
	county.accounts(password=PASSWORD, users=sorted(needed_accounts()))
	frappe.db.commit()
	load_cases(half_year, whole=whole)
	from xinfang_app.demo import from_above, present

	from_above.lay_out()
	present.lay_out()


def load_cases(half_year: bool = True, *, whole: bool = False) -> int:
	"""Play the ten cases and, if wanted, the half-year; return the number of moments played.

	Every moment is committed by itself, as each step of an office is. Where one fails, the site holds part of the
	county and is to be thrown away: nothing marks it as loaded.
	"""
	from xinfang_app.demo import cases
	from xinfang_app.demo import half_year as half
	from xinfang_app.demo.play import play

	played = play(
		[*cases.cases(), *(half.cases() if half_year else ())],
		after=_committed,
		until=None if whole else when.now(),
	)
	frappe.db.set_default(LOADED, "1")
	frappe.db.commit()
	return played


def _committed(played: int) -> None:
	frappe.db.commit()
	if played % 200 == 0:
		print(f"  {played} …", flush=True)


def needed_accounts() -> set[str]:
	"""Return the accounts that the cases act with, and the logins that `make demo` prints.

	Making an account takes Frappe about half a second, so the other people of the county get theirs when somebody
	wants them: `bench xinfang-load-county --accounts`.
	"""
	from xinfang_app.demo import cast
	from xinfang_app.demo.half_year import plan

	departments = {subject["organ"] for subject in plan.subjects()} - {"township"}
	organs = departments | set(cast.OTHER_ORGANS) | {place["organ"] for place in cast.townships()}
	acting = {find(organ) for organ in organs for find in (cast.officer, cast.leader)}
	posts = (
		"Discipline Custodian",
		"Supervision Officer",
		"County Section Head",
		"County Leader",
		"Review Officer",
		"Hearing Officer",
	)
	named = frappe.get_all("Posting", filters={"post": ["in", posts]}, pluck="user")
	return acting | set(named) | {row["user"] for row in logins()}


def logins() -> list[dict]:
	"""Return one login per role and tier: {role, tier, user, name, organ, password}."""
	with (HERE / "people.csv").open(encoding="utf-8-sig", newline="") as handle:
		return [{**row, "password": PASSWORD} for row in csv.DictReader(handle)]
