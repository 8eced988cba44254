"""The scheduled jobs of this app and what they are called on the health page."""

import frappe
from frappe import _

#: Frequencies that hold a list of methods; those by cron expression hold more.
CRON = "cron"


def scheduled() -> list[str]:
	"""Return the methods this app gives to the scheduler, in the order of hooks."""
	found: list[str] = []
	for frequency, methods in frappe.get_hooks("scheduler_events", app_name="xinfang_app").items():
		lists = methods.values() if frequency == CRON else [methods]
		found += [method for one in lists for method in one]
	return found


def title(method: str) -> str:
	"""Return what a job is called; one without a name here goes by its method."""
	names = {
		"xinfang_app.deadline.tick.run": _("Pressing for terms that come due"),
		"xinfang_app.deadline.tick.run_beside": _("Pressing for terms that come due, second round"),
		"xinfang_app.deadline.awake.stay_awake": _("Keeping the scheduler awake"),
		"xinfang_app.deadline.recount.recount": _("Counting terms anew by the calendar"),
		"xinfang_app.messages.sending.run": _("Sending messages"),
		"xinfang_app.messages.sending.run_beside": _("Sending messages, second round"),
		"xinfang_app.messages.clearing.clear_sent_messages": _("Clearing messages that were sent"),
		"xinfang_app.office.bulk_run.resume": _("Going on with bulk work that stopped"),
		"xinfang_app.exchange.running.take_up_lost": _("Going on with lists of upper systems"),
		"xinfang_app.exchange.install.daily": _("Clearing rows of old lists"),
		"xinfang_app.organization.daily.begin_and_end_posts": _("Posts that begin and end"),
		"xinfang_app.access.sealing.renew_all": _("Custodians of sealed pieces"),
		"xinfang_app.petition.daily.end_passed_terms": _("Windows and lapses of petitions"),
		"xinfang_app.insight.quality.run.nightly": _("Data quality"),
		"xinfang_app.supervision.accountability.raising.nightly": _("Accountability rules"),
		"xinfang_app.supervision.duties.routine.daily": _("Routine duties of the period"),
		"xinfang_app.reception.leaders.absence.daily": _("Absences from leaders' receptions"),
		"xinfang_app.settling.screening.merged.daily": _("Disputes of merged organs and places"),
		"xinfang_app.rights.handlers.renew_all": _("Who looks into rights reports"),
		"xinfang_app.hearing.exclusion.cap": _("Days left out for hearings"),
	}
	return names.get(method, method.removeprefix("xinfang_app."))
