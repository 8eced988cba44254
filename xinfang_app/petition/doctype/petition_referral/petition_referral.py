from frappe.model.document import Document


class PetitionReferral(Document):
	"""One hand-over of a petition to an organ; made and moved by `petition.referral` and its neighbours only."""
