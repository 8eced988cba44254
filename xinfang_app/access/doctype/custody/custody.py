from xinfang_app.access.append_only import AppendOnlyDocument


class Custody(AppendOnlyDocument):
	"""Who has a matter, or a task on it, from when to when; written by `access.custody`."""

	changes = True
