from xinfang_app.petition.records import KeptRecord


class AftercareRecord(KeptRecord):
	"""帮扶回访: what was offered after the last word, made by `aftercare.record`."""
