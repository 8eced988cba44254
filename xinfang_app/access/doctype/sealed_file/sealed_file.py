from xinfang_app.access.append_only import AppendOnlyDocument


class SealedFile(AppendOnlyDocument):
	"""A part of a paper that belongs to a sealed accusation, encrypted."""
