"""Rounds of screening had a fixed status; now they walk a procedure that an admin may change."""

from xinfang_app.workflows import adopting


def execute() -> None:
	"""Give every round the state of the stage at which it stands."""
	adopting.adopt("Screening Round")
