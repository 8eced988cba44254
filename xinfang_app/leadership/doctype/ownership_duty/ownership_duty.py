from xinfang_app.petition.records import KeptRecord


class OwnershipDuty(KeptRecord):
	"""包案责任清单: one duty with its day and proof; made by `owning.approving`, moved by `owning.duties`."""
