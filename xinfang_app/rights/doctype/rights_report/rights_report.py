from xinfang_app.petition.records import StagedRecord


class RightsReport(StagedRecord):
	"""权益反映: its register row; what was told lies encrypted in Rights Content, written by `reports` and `looking`."""
