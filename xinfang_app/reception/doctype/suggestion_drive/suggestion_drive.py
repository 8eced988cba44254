from xinfang_app.petition.records import StagedRecord


class SuggestionDrive(StagedRecord):
	"""人民建议征集: what an organ asks the public; written by `drives.drives` and `drives.joining`."""
