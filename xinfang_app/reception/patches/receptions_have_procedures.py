"""Rotas, visits and promises of leaders had a fixed status; now they walk procedures that an admin may change."""

from xinfang_app.workflows import adopting


def execute() -> None:
	"""Give every rota, visit and promise the state of the stage at which it stands."""
	for document_type in ("Reception Rota", "Reception Visit", "Reception Promise"):
		adopting.adopt(document_type)
