"""The one clock of the app.

Rule: nobody in the app asks the machine for the time; everybody asks `now()` or `today()`. Tests and the demo
county set it with `at(moment)`, so that a half-year of cases runs through the real services with the real dates.
The value lives in a context variable: it ends with the `with` block, is never shared between requests or workers,
and nothing that HTTP can reach sets it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from frappe.utils import get_datetime, now_datetime

_moment: ContextVar[datetime | None] = ContextVar("xinfang_moment", default=None)


def now() -> datetime:
	"""Return the present moment: naive, in the site's time zone, or the moment set by `at`."""
	return _moment.get() or now_datetime().replace(microsecond=0)


def today() -> date:
	"""Return the present date in the site's time zone, or that of the moment set by `at`."""
	return now().date()


@contextmanager
def at(moment: datetime | date | str) -> Iterator[datetime]:
	"""Let `now()` answer `moment` (naive, site's time zone; a bare date means 09:00) inside the block."""
	if isinstance(moment, str) and len(moment) == 10:
		moment = f"{moment} 09:00:00"
	elif isinstance(moment, date) and not isinstance(moment, datetime):
		moment = datetime(moment.year, moment.month, moment.day, 9)
	token = _moment.set(get_datetime(moment))
	try:
		yield _moment.get()
	finally:
		_moment.reset(token)
