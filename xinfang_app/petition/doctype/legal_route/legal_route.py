from xinfang_app.petition.records import KeptRecord


class LegalRoute(KeptRecord):
	"""One branch outside the ordinary procedure, tracked to its end by `petition.pathway` and `petition.refusal`."""
