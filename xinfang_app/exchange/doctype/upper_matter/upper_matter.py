from xinfang_app.petition.records import KeptRecord


class UpperMatter(KeptRecord):
	"""上级下发事项: one matter of an upper system, and what became of it here; written by `exchange.upper`."""
