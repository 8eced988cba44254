import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.messages.errors import MessageError


class MessagePreference(Document):
	"""消息偏好: how one user wants to be told; nobody sets it for another (`messages.preference`)."""

	def validate(self):
		if frappe.session.user not in (self.user, "Administrator"):
			frappe.throw(_("Everybody sets this for himself only."), MessageError)
