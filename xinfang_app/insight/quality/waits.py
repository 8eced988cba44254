"""How long something waits, in working days."""

from datetime import date, timedelta

from xinfang_app import when
from xinfang_app.deadline import calendar


def days_ago(number: int) -> date:
	"""Return the day since which, today included, `number` working days have begun: what lies before it waits longer."""
	days, day = calendar.load(), when.today()
	while number > 0:
		if days.is_workday(day):
			number -= 1
		day -= timedelta(days=1)
	return day + timedelta(days=1)
