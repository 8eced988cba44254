import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.messages.errors import MessageError


class MessageSetting(Document):
	"""消息设置: quiet hours, digest and channels of the site; read by `messages.settings`."""

	def validate(self):
		if not 0 <= (self.digest_hour or 0) <= 23:
			frappe.throw(_("The hour of the digest is 0 to 23."), MessageError)
