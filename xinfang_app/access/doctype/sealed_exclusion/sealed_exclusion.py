from xinfang_app.access.append_only import AppendOnlyDocument


class SealedExclusion(AppendOnlyDocument):
	"""Somebody who must not learn of a sealed piece, as a keyed hash."""
