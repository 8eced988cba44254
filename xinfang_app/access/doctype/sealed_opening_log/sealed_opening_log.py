from xinfang_app.access.append_only import AppendOnlyDocument


class SealedOpeningLog(AppendOnlyDocument):
	"""One opening of a sealed accusation, or an attempt without right."""
