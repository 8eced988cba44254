from xinfang_app.petition.records import KeptRecord


class ResolutionCheck(KeptRecord):
	"""化解情况核实: made by `resolution.check`."""
