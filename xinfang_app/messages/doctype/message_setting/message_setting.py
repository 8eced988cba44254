import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.messages.errors import MessageError


class MessageSetting(Document):
	"""消息设置: quiet hours, digest and channels of the site; read by `messages.settings`."""

	def validate(self):
		hours = (self.digest_hour, self.quiet_from_hour, self.quiet_until_hour)
		if any(not 0 <= (hour or 0) <= 23 for hour in hours):
			frappe.throw(_("An hour of the day is 0 to 23."), MessageError)
