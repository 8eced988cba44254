from xinfang_app.supervision.kept_record import SupervisionRecord


class RoutineDuty(SupervisionRecord):
	"""例行职责: one recurring duty of one organ in one period; made and written by `duties.routine`."""
