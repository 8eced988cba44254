"""Scheduled jobs: each has a name of its own in Frappe and one on the health page."""

import ast
from pathlib import Path

APP = Path(__file__).resolve().parents[3] / "xinfang_app"


def scheduled():
	from xinfang_app import hooks

	found = []
	for methods in hooks.scheduler_events.values():
		# Those by cron expression hold a list for each expression.
		lists = methods.values() if isinstance(methods, dict) else [methods]
		found += [method for one in lists for method in one]
	return found


def test_frappe_does_not_take_two_jobs_for_one():
	"""Scheduled Job Type is named by the last two parts of the path; a second one of that name replaces the first."""
	names = [".".join(method.split(".")[-2:]) for method in scheduled()]
	assert len(names) == len(set(names)), sorted(names)


def test_every_job_has_its_name_on_the_health_page():
	source = (APP / "operations" / "job_names.py").read_text(encoding="utf-8")
	named = {
		key.value
		for node in ast.walk(ast.parse(source))
		if isinstance(node, ast.Dict)
		for key in node.keys
		if isinstance(key, ast.Constant)
	}
	assert set(scheduled()) == named
