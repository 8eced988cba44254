"""The numbers that the law leaves open: days of a supplement and an answer, the panel, when an overturn rate is looked at.

Rule: at least two people review, and an overturn rate is looked at only over some number of reviews: one overturned
opinion says nothing of an organ.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.review.errors import ReviewRefused

LEAST = {
	"supplement_days": 1,
	"answer_days": 1,
	"panel_size": 2,
	"overturn_months": 1,
	"overturn_least": 3,
	"overturn_percent": 1,
}
MOST = {"supplement_days": 15, "answer_days": 15, "overturn_percent": 100}


def check(setting: Document) -> None:
	"""Refuse numbers that would undo a rule. Raises ReviewRefused."""
	for field, least in LEAST.items():
		value = cint(setting.get(field))
		if value < least or value > MOST.get(field, 120):
			frappe.throw(
				_("{0}: from {1} to {2}.").format(
					_(setting.meta.get_label(field)), least, MOST.get(field, 120)
				),
				ReviewRefused,
			)
