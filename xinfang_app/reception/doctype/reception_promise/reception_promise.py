from xinfang_app.petition.records import StagedRecord


class ReceptionPromise(StagedRecord):
	"""接访承诺: what was promised, by whom, until when; written by `leaders.promises`."""
