"""Base class of the controllers of DocTypes that carry a stage (those in the registry `xf_stages`)."""

from frappe.model.document import Document

from xinfang_app.workflows import actions, stages


class StagedDocument(Document):
	"""A document whose stage follows from its workflow state. A subclass with its own `validate` calls `derive` there."""

	takes_service_moves = True

	def validate(self):
		stages.derive(self)

	def validate_workflow(self):
		"""Let Frappe judge the move, except where it cannot know better.

		Frappe has one first state for all procedures and asks the role of whoever is logged in. A new document stands
		in the first state of its own procedure, and a service has asked for the right itself.
		"""
		stages.derive(self)
		if self.is_new() or self.flags.xf_by_service or self.flags.xf_switched:
			return
		super().validate_workflow()

	def run_post_save_methods(self):
		with actions.not_searched():
			super().run_post_save_methods()
		stages.announce(self)
