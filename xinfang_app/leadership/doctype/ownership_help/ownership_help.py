from xinfang_app.petition.records import KeptRecord


class OwnershipHelp(KeptRecord):
	"""请求协调: what a leader asks of an organ above; moved by `owning.helps`."""
