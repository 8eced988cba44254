from xinfang_app.access.append_only import AppendOnlyDocument


class SealedFollowCode(AppendOnlyDocument):
	"""Hash of the code with which an informant follows a sealed piece; written by `citizen.sealed_code`."""

	changes = True
