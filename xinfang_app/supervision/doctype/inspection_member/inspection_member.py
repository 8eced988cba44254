from frappe.model.document import Document


class InspectionMember(Document):
	"""Somebody of the inspecting office."""
