"""Ages and sizes as people say them."""

from datetime import timedelta

from frappe import _


def age(span: timedelta | None) -> str:
	"""Return how long ago, in the largest unit that says enough."""
	if span is None:
		return _("never")
	minutes = int(span.total_seconds() // 60)
	if minutes < 1:
		return _("just now")
	if minutes < 120:
		return _("{0} minutes ago").format(minutes)
	if minutes < 48 * 60:
		return _("{0} hours ago").format(minutes // 60)
	return _("{0} days ago").format(minutes // (24 * 60))


def size(number: int) -> str:
	"""Return a number of bytes in MB or GB."""
	return f"{number / 2**30:.1f} GB" if number >= 2**30 else f"{number / 2**20:.1f} MB"
