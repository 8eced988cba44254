from xinfang_app.office import duty_sight
from xinfang_app.office.records import OfficeRecord


class DutyShift(OfficeRecord):
	"""值班: who is on duty when; planned, taken over and handed over by `office.duty`."""

	def on_update(self):
		duty_sight.forget()
