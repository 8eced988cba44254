from xinfang_app.petition.records import KeptRecord


class ReceptionDuty(KeptRecord):
	"""领导接待日: one leader, one day; written by `leaders.rota`, `leaders.duty` and `leaders.visits`."""
