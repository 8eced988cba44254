"""Runs in the bench's Python: a script with frappe connected to a site, as Administrator.

Usage: python run_script.py SITE SCRIPT [ARGUMENTS…]. What the script wrote is committed at its end.
"""

import runpy
import sys

import frappe


def main(site, script, *arguments):
	"""Connect, run, commit; nothing is committed when the script raises."""
	frappe.init(site=site)
	frappe.connect()
	sys.argv = [script, *arguments]
	try:
		runpy.run_path(script, init_globals={"frappe": frappe}, run_name="__main__")
		frappe.db.commit()
	finally:
		frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])
