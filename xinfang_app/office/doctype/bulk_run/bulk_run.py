from xinfang_app.office.records import OfficeRecord


class BulkRun(OfficeRecord):
	"""批量办理: a run over many records; written by `office.bulk` and `office.bulk_run`."""
