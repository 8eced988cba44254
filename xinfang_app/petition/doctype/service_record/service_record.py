from xinfang_app.petition.records import KeptRecord


class ServiceRecord(KeptRecord):
	"""送达记录, one for each recipient and attempt: made by `service.serve`."""
