"""The numbers of a hearing. No national rule gives any; each is the office's to set (Hearing Setting)."""

from dataclasses import dataclass

import frappe
from frappe.utils import cint, flt

SETTING = "Hearing Setting"


@dataclass(frozen=True)
class Setting:
	"""What the office has set; what was never saved has the default of the form."""

	least_members: int
	least_members_township: int
	chair_votes: bool
	most_representatives: int
	most_proxies: int
	notice_days: int
	ask_days: int
	most_moves: int
	most_excluded_days: int
	hours: float
	announced_days: int

	def least(self, tier: str | None) -> int:
		"""Return how many have to decide at an organ of `tier`."""
		return self.least_members_township if tier in ("Township", "Village") else self.least_members


def load() -> Setting:
	"""Read the settings; one query."""
	stored = frappe.db.get_singles_dict(SETTING)
	meta = frappe.get_meta(SETTING)

	def number(field: str) -> float:
		known = stored.get(field)
		return flt(meta.get_field(field).default if known in (None, "") else known)

	values = {name: number(name) for name in Setting.__annotations__}
	return Setting(
		**{
			name: value if name == "hours" else bool(value) if name == "chair_votes" else cint(value)
			for name, value in values.items()
		}
	)
