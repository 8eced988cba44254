from xinfang_app.petition.records import KeptRecord


class PetitionReferral(KeptRecord):
	"""One hand-over of a petition to an organ; made and moved by `petition.referral` and its neighbours only."""
