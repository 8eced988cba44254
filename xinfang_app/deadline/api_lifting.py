"""What the form of a term calls to take a late record out of the reckoning. Thin; the rule is in `lifting`."""

import frappe

from xinfang_app import access
from xinfang_app.deadline import lifting


@frappe.whitelist()
def may_lift(deadline: str) -> dict:
	"""Return {propose, confirm}: what the caller may do with the late record of this term."""
	row = frappe.get_doc("Deadline", deadline)
	access.require(row, "read")
	may = lifting.may_lift(row)
	return {
		"propose": may and not row.lifted_by,
		"confirm": may and bool(row.lifted_by) and row.lifted_by != frappe.session.user,
	}


@frappe.whitelist(methods=["POST"])
def propose_lifting(deadline: str, reason: str, file: str) -> None:
	"""Propose that the late record is not reckoned (`lifting.propose`)."""
	lifting.propose(frappe.get_doc("Deadline", deadline, for_update=True), reason, file)


@frappe.whitelist(methods=["POST"])
def confirm_lifting(deadline: str) -> None:
	"""Confirm it as the second person (`lifting.confirm`)."""
	lifting.confirm(frappe.get_doc("Deadline", deadline, for_update=True))
