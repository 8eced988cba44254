from xinfang_app.access.append_only import AppendOnlyDocument


class Petitioner(AppendOnlyDocument):
	"""信访人: an identity, put away encrypted; written by `access.identity`."""

	changes = True
