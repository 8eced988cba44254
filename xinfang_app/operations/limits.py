"""From which figure on a line of the health page wants attention, or is a fault. Pure.

Rule: what a county's office notices within the hour is a fault (no worker, no scheduler, a full disk, no backup for two
days); what may wait until somebody comes to work wants attention.
"""

from datetime import timedelta

from xinfang_app.operations.line import ATTENTION, FAULT, FINE

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GB = 2**30

#: Frequency of a job → (attention, fault): time since it last began. v16 ticks every four minutes.
JOB_AGES = {
	"All": (15 * MINUTE, 2 * HOUR),
	"Hourly": (2 * HOUR, 6 * HOUR),
	"Daily": (26 * HOUR, 50 * HOUR),
	"Weekly": (8 * DAY, 15 * DAY),
	"Monthly": (32 * DAY, 63 * DAY),
}
TICK = (15 * MINUTE, HOUR)
WAITING = (10 * MINUTE, 2 * HOUR)
#: A clock not marked in time harms nobody at once: lateness is judged by dates.
CLOCK_LAG = (30 * MINUTE, DAY)
BACKUP_AGE = (26 * HOUR, 50 * HOUR)
MAIL_AGE = (HOUR, DAY)
OUTBOX_LAG = (15 * MINUTE, 6 * HOUR)
#: A copy of the keys off the machine is looked at once a year.
KEYS_CHECKED = 366 * DAY
FAILED_JOBS = (1, 50)
ERRORS = (10, 500)


def of_age(age: timedelta | None, limits: tuple[timedelta, timedelta]) -> str:
	"""Return the state of something that last happened `age` ago; never at all wants attention."""
	if age is None:
		return ATTENTION
	return FAULT if age > limits[1] else ATTENTION if age > limits[0] else FINE


def of_number(number: int, limits: tuple[int, int]) -> str:
	"""Return the state for `number` of something unwanted."""
	return FAULT if number >= limits[1] else ATTENTION if number >= limits[0] else FINE


def of_room(free: int, total: int) -> str:
	"""Return the state of a disk with `free` of `total` bytes."""
	share = free / total if total else 0
	if free < 2 * GB or share < 0.03:
		return FAULT
	return ATTENTION if free < 10 * GB or share < 0.1 else FINE


def of_job(frequency: str, age: timedelta | None) -> str:
	"""Return the state of a scheduled job by its `frequency` as Frappe names it ("Daily Long" is as "Daily")."""
	return of_age(age, JOB_AGES.get(frequency.removesuffix(" Long"), JOB_AGES["Daily"]))
