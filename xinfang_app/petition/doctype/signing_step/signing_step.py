from xinfang_app.petition.records import KeptRecord


class SigningStep(KeptRecord):
	"""审签记录: one step of a chain of signatures, made by `trail.note`; never changed afterwards."""
