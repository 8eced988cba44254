from xinfang_app.petition.records import KeptRecord


class MonthClose(KeptRecord):
	"""月结: that a month of a petition office was closed, by whom, and with which figures; written by `monthly.closing`."""
