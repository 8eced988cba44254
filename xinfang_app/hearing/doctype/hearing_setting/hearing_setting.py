import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

#: Field → smallest value that still leaves a hearing what it is for.
LEAST = {
	"least_members": 3,
	"least_members_township": 3,
	"most_representatives": 1,
	"most_proxies": 1,
	"notice_days": 1,
	"ask_days": 1,
	"most_excluded_days": 1,
	"hours": 1,
}


class HearingSetting(Document):
	"""听证设置: the numbers of a hearing, the admin's to set (`hearing.settings`)."""

	def validate(self):
		for field, least in LEAST.items():
			if cint(self.get(field)) < least:
				frappe.throw(_("{0}: at least {1}.").format(_(self.meta.get_label(field)), least))
		for field in ("least_members", "least_members_township"):
			if cint(self.get(field)) % 2 == 0:
				frappe.throw(
					_("{0}: an odd number, so that a vote decides.").format(_(self.meta.get_label(field)))
				)
