"""Who had a hand in a matter: whoever inquired into it, or drafted, sent up, agreed to or signed an opinion on it.

Rule (art. 28 §3): none of them judges it afterwards, neither on the panel of a hearing nor in a review. That holds for
whoever acted for somebody and for the one for whom it was done. An inquiry names officials in words as well; they are
known by their names. Reviews add their own people, and rooms above theirs (registry `xf_hands`: functions (petition
name) -> accounts): a leader who owns the matter has worked on its solution.
"""

from dataclasses import dataclass

import frappe

FIELDS = ("drafted_by", "submitted_by", "signed_by", "on_behalf_of")
_NOBODY = {None, "", "Administrator"}


@dataclass(frozen=True)
class Hands:
	"""Accounts, and the texts that name people."""

	users: frozenset[str]
	texts: tuple[str, ...] = ()

	def has(self, user: str | None, name: str | None = None) -> bool:
		"""Return whether `user`, or whoever is called `name` (default: the name of `user`), is among them."""
		name = (name or (frappe.utils.get_fullname(user) if user else "")).strip()
		return user in self.users or (len(name) > 1 and any(name in text for text in self.texts))


def of(petition: str) -> Hands:
	"""Return who had a hand in the handling of the petition named `petition`."""
	inquiries = frappe.get_all(
		"Inquiry Record", filters={"petition": petition}, fields=["recorded_by", "investigators"]
	)
	opinions = frappe.get_all("Handling Opinion", filters={"petition": petition}, fields=["name", *FIELDS])
	users = {row.recorded_by for row in inquiries}
	users |= {row[field] for row in opinions for field in FIELDS}
	users |= signers([row.name for row in opinions])
	for path in frappe.get_hooks("xf_hands"):
		users |= set(frappe.get_attr(path)(petition))
	return Hands(
		frozenset(users - _NOBODY), tuple(row.investigators for row in inquiries if row.investigators)
	)


def signers(records: list[str]) -> set[str]:
	"""Return who took a step of the signing of `records` (names), and for whom."""
	rows = frappe.get_all(
		"Signing Step", filters={"ref_name": ["in", records or [""]]}, fields=["user", "on_behalf_of"]
	)
	return {user for row in rows for user in (row.user, row.on_behalf_of)} - _NOBODY
