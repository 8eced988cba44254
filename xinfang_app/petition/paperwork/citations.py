"""A check before signing: an opinion that cites a policy text out of force.

Rule (art. 32): an opinion rests on law, rules and other regulations; one that has expired carries nothing. The county's
own dictionary (`letters.phrases`) knows until when a text was in force. Soft: an old text may rightly be cited for what
happened while it was in force; the signer decides.
"""

from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate

from xinfang_app.letters import phrases
from xinfang_app.petition.answering.presign import Problem


def check(opinion: Document) -> list[Problem]:
	"""Return a soft problem for each claim whose answer cites an expired text."""
	found = []
	for item in opinion.items:
		text = "\n".join(filter(None, (item.law, item.opinion)))
		for row in phrases.outdated(text):
			said = _("Claim {0} cites {1}, which was in force until {2}.").format(
				item.claim_no, row["source"], formatdate(row["valid_to"])
			)
			if row.get("successor_title"):
				said += _("It was replaced by {0}.").format(
					row.get("successor_source") or row["successor_title"]
				)
			found.append(Problem("expired_text", said, hard=False, claim_no=item.claim_no))
	return found
