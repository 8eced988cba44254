import frappe

from xinfang_app.petition.records import KeptRecord


class HallVisit(KeptRecord):
	"""来访: one visit, made and moved by `visits.queue` and `visits.talk`."""


def on_doctype_update():
	"""A number is given once on a day at an office."""
	frappe.db.add_unique("Hall Visit", ["organ", "day", "number"], constraint_name="organ_day_number")
