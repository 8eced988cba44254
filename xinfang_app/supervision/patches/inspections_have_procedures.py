"""Inspections and their orders had a fixed status; now they walk procedures that an admin may change."""

from xinfang_app.workflows import adopting


def execute() -> None:
	"""Give every inspection and order the state of the stage at which it stands."""
	for document_type in ("Inspection", "Rectification"):
		adopting.adopt(document_type)
