from xinfang_app.access.append_only import AppendOnlyDocument


class ExchangeRow(AppendOnlyDocument):
	"""One row of a batch; written by `exchange.rows` alone, its content encrypted, read by nobody through Frappe."""
