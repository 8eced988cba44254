from xinfang_app.petition.records import KeptRecord


class RightsContent(KeptRecord):
	"""What a Rights Report says and what was found, encrypted; opened by `content` alone."""
