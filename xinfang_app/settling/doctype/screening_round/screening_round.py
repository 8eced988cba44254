from xinfang_app.petition.records import StagedRecord


class ScreeningRound(StagedRecord):
	"""排查轮次: a period in which disputes are looked for; written by `screening.rounds`."""
