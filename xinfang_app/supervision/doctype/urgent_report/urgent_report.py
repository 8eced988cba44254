from xinfang_app.supervision.kept_record import SupervisionRecord


class UrgentReport(SupervisionRecord):
	"""重大紧急信息 (art. 25): what is reported, to whom, when; written by `duties.urgent`."""
