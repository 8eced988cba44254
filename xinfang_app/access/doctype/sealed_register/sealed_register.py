from xinfang_app.access.append_only import AppendOnlyDocument


class SealedRegister(AppendOnlyDocument):
	"""That a sealed piece exists; written by `access.sealing`."""

	changes = True
