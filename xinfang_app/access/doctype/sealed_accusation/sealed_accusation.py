from xinfang_app.access.append_only import AppendOnlyDocument


class SealedAccusation(AppendOnlyDocument):
	"""检举控告: an accusation, encrypted; written by `access.sealing`."""

	changes = True
