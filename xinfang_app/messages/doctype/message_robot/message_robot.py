import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.messages import robots
from xinfang_app.messages.errors import RobotRefused
from xinfang_app.organization import admin_scope


class MessageRobot(Document):
	"""消息机器人: where messages of a place or an organ go besides (`messages.robots`)."""

	def validate(self):
		self._check_whose()
		robots.require_allowed(self._plain("url"))
		if self.format == robots.DINGTALK and not self._plain("secret"):
			frappe.throw(_("A DingTalk robot is used with its signing secret only."), RobotRefused)

	def on_trash(self):
		self.check_area()

	def _check_whose(self):
		if bool(self.place) == bool(self.organ):
			frappe.throw(_("Name a place or an organ, one of the two."), RobotRefused)
		# As it is stored, too: whoever could move another county's robot to his own would have its address.
		for robot in filter(None, (self.get_doc_before_save(), self)):
			self._check_area(robot)

	def check_area(self):
		"""Throw PermissionError unless the person logged in keeps the place or organ of this robot, as it is stored."""
		self._check_area(self)

	@staticmethod
	def _check_area(robot):
		if "System Manager" not in frappe.get_roles():
			admin_scope.require(robot.place or frappe.get_cached_value("Organ", robot.organ, "place_code"))

	def _plain(self, field: str) -> str:
		"""The password field as typed now, or as stored."""
		typed = self.get(field) or ""
		if typed.strip("*"):
			return typed
		return (not self.is_new() and self.get_password(field, raise_exception=False)) or ""
