from xinfang_app.supervision.kept_record import SupervisionRecord


class OnsiteDuty(SupervisionRecord):
	"""到场答复 (L01): the responsible leader called to where people are; written by `duties.on_site`."""
