from xinfang_app.office.records import OfficeRecord


class BulkRunRow(OfficeRecord):
	"""One row of a run in bulk; names a record, never a person."""
