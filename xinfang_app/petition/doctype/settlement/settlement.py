from xinfang_app.petition.records import KeptRecord


class Settlement(KeptRecord):
	"""调解和解记录: made by `settlement.settle`."""
