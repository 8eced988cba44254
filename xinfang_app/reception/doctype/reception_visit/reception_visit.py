from xinfang_app.petition.records import StagedRecord


class ReceptionVisit(StagedRecord):
	"""领导接访记录: one reception, or one visit down, by one leader; written by `leaders.visits`."""
