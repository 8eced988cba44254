from xinfang_app.petition.records import KeptRecord


class InquiryRecord(KeptRecord):
	"""听取陈述、调查核实的记录: made by `inquiry.record`."""
