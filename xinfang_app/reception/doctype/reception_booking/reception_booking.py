from xinfang_app.petition.records import KeptRecord


class ReceptionBooking(KeptRecord):
	"""约访登记: somebody who comes on a reception day; written by `leaders.booking`."""
