"""What time alone brings about in this room, once a day. Each step makes good any number of missed days."""

from xinfang_app.petition.serving import execution, rating_window, service


def run() -> None:
	"""Mark overdue executions, begin the terms of announced opinions, and close passed windows of rating."""
	execution.mark_overdue()
	service.begin_announced()
	rating_window.close_passed()


#: Frappe calls a scheduled job by the last two parts of its path; organization has a `daily.run` too.
end_passed_terms = run
