from xinfang_app.office.records import OfficeRecord


class WorkHandover(OfficeRecord):
	"""工作移交: drawn up, confirmed and carried out by `office.handover`."""
