from xinfang_app.petition.records import KeptRecord


class AcceptanceDispute(KeptRecord):
	"""Who accepts a matter of several organs (art. 24); written by `petition.dispute` only."""
