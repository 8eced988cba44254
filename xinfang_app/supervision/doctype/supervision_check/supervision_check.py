from xinfang_app.petition.records import KeptRecord


class SupervisionCheck(KeptRecord):
	"""核查记录: what the file, the organ and the petitioner said about a reply; made by `verifying`, read by its office."""
