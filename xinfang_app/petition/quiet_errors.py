"""Error reports without the values that were being worked on.

Frappe writes, for every unexpected error, the variables of all frames into `Error Log` and the whole form into
`frappe.log`. In this app these are names, telephones and the words of accusations, in plain text (arts. 30, 46(5)).

Rule: a report names the error and the lines of code, and no value. The two places where Frappe collects values are
replaced at the start of each request and job; they are the same in all Frappe versions this app runs on, and a test
provokes an error to see that they still work.
"""

from functools import lru_cache

import frappe
from frappe.utils import logger


def install(*args, **kwargs) -> None:
	"""Replace what collects values. Hook `before_request` and `before_job`; calling it again changes nothing."""
	frappe.utils._get_traceback_sanitizer = _without_values
	logger.sanitized_dict = _keys_only


@lru_cache(maxsize=1)
def _without_values():
	from traceback_with_variables import Format

	# A printer that answers None leaves the variable out.
	return Format(custom_var_printers=[(lambda *_args: True, lambda _value: None)])


def _keys_only(form):
	"""Return the names of the form's fields, and the called method, without any other value."""
	if not isinstance(form, dict):
		return None
	return {key: form[key] if key in ("cmd", "doctype") else "…" for key in form}
