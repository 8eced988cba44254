"""One scan of a received letter. Closed: it is read through the letter desk alone (`reception/scans`)."""

from xinfang_app.petition.records import KeptRecord


class LetterScan(KeptRecord):
	"""Made by `scans.keeping`; gone when the letter is sealed."""
