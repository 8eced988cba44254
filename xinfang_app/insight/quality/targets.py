"""Which records are looked at, and what their columns mean.

Rule: only records of matters whose file is not bound yet are looked at, since nothing changes in a bound one; drafts of
pieces belong to no matter and are looked at by themselves. So the cost of a check follows the number of open matters,
not of all: the candidates come from the index on the petition's stage (or the piece's status) and from the index on the
record's petition.

A finding falls on an organ: the one that has the record in hand, unless its rule names another column. It never falls
on a person: no column that tells people apart can be looked at (`access.identity_links`).
"""

from dataclasses import dataclass

from xinfang_app import registry

PETITION = "Petition"
DRAFTS = ("Petition Submission", "Draft")


@dataclass(frozen=True)
class Target:
	"""One DocType that can be looked at: `stage` and `organ` are columns, `number` the number people know it by."""

	stage: str | None
	organ: str
	number: str = "petition_number"


TARGETS = {
	"Petition": Target("stage", "holder", "number"),
	"Petition Submission": Target("status", "organ", "number"),
	"Petition Referral": Target("stage", "to_organ"),
	"Handling Opinion": Target("stage", "organ"),
	"Extension Request": Target("stage", "organ"),
	"Service Record": Target(None, "organ"),
	"Execution Task": Target("status", "executing_organ"),
	"Legal Route": Target("stage", "organ"),
	"Settlement": Target(None, "organ"),
}


def open_stages() -> list[str]:
	"""Return the stages of a petition whose file is not bound."""
	return [stage for stage in registry.entry("xf_stages", PETITION)["values"] if stage != "Archived"]
