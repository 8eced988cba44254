from xinfang_app.petition.records import KeptRecord


class ExchangeBatch(KeptRecord):
	"""往来批次: one list taken in, compared or put out; written by the services of this room."""
