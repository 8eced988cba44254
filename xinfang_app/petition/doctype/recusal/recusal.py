from xinfang_app.petition.records import KeptRecord


class Recusal(KeptRecord):
	"""回避: made by `recusal.declare`."""
