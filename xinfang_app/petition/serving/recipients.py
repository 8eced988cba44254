"""Who must be served with the opinion.

Rule: served are the main petitioner of every piece that belongs to the matter, each representative, and everyone who
has not authorised a representative in writing. Service on a representative binds those who have (their written
authority is on file), and nobody else. One person who wrote several times is served once. Nobody is served in an
anonymous matter.
"""

from dataclasses import dataclass

import frappe

from xinfang_app.access import identity


@dataclass(frozen=True)
class Recipient:
	"""Somebody who has to receive the opinion. `bound` counts those for whom a representative receives it."""

	petitioner: str
	masked_name: str
	is_main: bool
	is_representative: bool


def required(petition: str) -> list[Recipient]:
	"""Return who must be served in person in the petition named `petition`, main petitioners first."""
	found: dict[str, Recipient] = {}
	seen: set[str] = set()
	for row in _rows(petition):
		if row.authority_file and not row.is_main and not row.is_representative:
			continue
		if row.petitioner in seen:
			known = found.get(row.petitioner)
			if known and row.is_representative and not known.is_representative:
				found[row.petitioner] = Recipient(known.petitioner, known.masked_name, known.is_main, True)
			continue
		seen.update(same(row.petitioner))
		found[row.petitioner] = Recipient(
			row.petitioner, row.masked_name, bool(row.is_main), bool(row.is_representative)
		)
	return sorted(found.values(), key=lambda r: not r.is_main)


def not_withdrawn(petition: str) -> list[Recipient]:
	"""Return who of them has not withdrawn by his own confirmed word."""
	done = frappe.get_all(
		"Withdrawal Request",
		filters={"petition": petition, "status": "Withdrawal confirmed"},
		pluck="requester",
	)
	return [who for who in required(petition) if not same(who.petitioner) & set(done)]


def mains(petition: str) -> list[str]:
	"""Return the main petitioner (Petitioner) of each piece of the petition named `petition`, one person once."""
	found: list[str] = []
	seen: set[str] = set()
	for row in _rows(petition):
		if row.is_main and row.petitioner not in seen:
			seen.update(same(row.petitioner))
			found.append(row.petitioner)
	return found


def same(petitioner: str | None) -> set[str]:
	"""Return the Petitioner records of the same person as `petitioner`, itself included."""
	return {petitioner, *identity.same_person(petitioner)} if petitioner else set()


def bound(petition: str) -> int:
	"""Return for how many people a representative receives the opinion by written authority."""
	return sum(
		1 for row in _rows(petition) if row.authority_file and not row.is_main and not row.is_representative
	)


def _rows(petition: str) -> list:
	pieces = frappe.get_all(
		"Petition Submission",
		filters={"petition": petition, "status": "Registered"},
		pluck="name",
		order_by="registered_on asc, creation asc",
	)
	if not pieces:
		return []
	rows = frappe.get_all(
		"Submission Petitioner",
		filters={"parenttype": "Petition Submission", "parent": ["in", pieces], "petitioner": ["is", "set"]},
		fields=[
			"parent",
			"idx",
			"petitioner",
			"masked_name",
			"is_main",
			"is_representative",
			"authority_file",
		],
	)
	return sorted(rows, key=lambda row: (pieces.index(row.parent), row.idx))
