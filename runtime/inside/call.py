"""Runs in the bench's Python: call a function of the app on a site and print what it returns as one line of JSON.

Usage: python call.py SITE DOTTED.PATH
"""

import json
import sys

import frappe


def main(site, path):
	"""Connect, call, commit, print."""
	frappe.init(site=site)
	frappe.connect()
	try:
		result = frappe.get_attr(path)()
		frappe.db.commit()
		print(json.dumps(result, ensure_ascii=False, default=str))
	finally:
		frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])
