from xinfang_app.petition.records import StagedRecord


class ReceptionRota(StagedRecord):
	"""接访排班表: one rule's days of a month; made, changed and published by `leaders.rota`."""
