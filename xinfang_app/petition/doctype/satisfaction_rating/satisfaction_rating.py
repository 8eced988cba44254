from xinfang_app.petition.records import KeptRecord


class SatisfactionRating(KeptRecord):
	"""满意度评价: the petitioner's own, made by `rating`."""
