from xinfang_app.petition.records import KeptRecord


class OwnershipCheck(KeptRecord):
	"""销号核查: what somebody else found when closing was asked; written by `owning.closing`."""
