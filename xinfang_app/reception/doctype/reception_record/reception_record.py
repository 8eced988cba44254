from xinfang_app.petition.records import KeptRecord


class ReceptionRecord(KeptRecord):
	"""接谈记录: made by `visits.talk`, signed on its print (W02)."""
