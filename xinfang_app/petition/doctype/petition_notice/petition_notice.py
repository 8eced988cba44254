from xinfang_app.petition.records import KeptRecord


class PetitionNotice(KeptRecord):
	"""What a petitioner was told in writing; written by `petition.notices` only."""
