from frappe.model.document import Document

from xinfang_app.letters import phrases


class LetterPhrase(Document):
	"""A phrase, policy text or article that officers insert while drafting (`letters.phrases`)."""

	def validate(self):
		phrases.check(self)
