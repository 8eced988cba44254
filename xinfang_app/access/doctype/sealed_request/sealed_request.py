from xinfang_app.access.append_only import AppendOnlyDocument


class SealedRequest(AppendOnlyDocument):
	"""A request to unseal or to reclassify: one custodian asks, another decides."""

	changes = True
