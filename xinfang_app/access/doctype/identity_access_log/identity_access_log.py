from xinfang_app.access.append_only import AppendOnlyDocument


class IdentityAccessLog(AppendOnlyDocument):
	"""One opening of, or search for, an identity; written by `access.identity`."""
