"""Runs in the bench's Python: the logins of a newly installed site, and the proof that there are no others.

Usage: python first_logins.py SITE set < {"admin": …, "operator": …, "operator_password": …}
       python first_logins.py SITE prove
"""

import json
import sys

import frappe
from frappe.utils.password import check_password, update_password

STANDARD = ("Administrator", "Guest")
#: Passwords of the demo, of this runtime's test sites, and what everybody tries first.
KNOWN = ("admin", "administrator", "password", "123456", "xinfang", "frappe", "Qinghe-990124")


def main(site, what):
	frappe.init(site=site)
	frappe.connect()
	try:
		{"set": put, "prove": prove}[what]()
		frappe.db.commit()
	finally:
		frappe.destroy()


def put():
	"""Set Administrator's password and make the operator."""
	given = json.loads(sys.stdin.read())
	update_password("Administrator", given["admin"], logout_all_sessions=True)
	# An error's inside is for the log, not for whoever caused it.
	if frappe.get_meta("System Settings").has_field("allow_error_traceback"):
		frappe.db.set_single_value("System Settings", "allow_error_traceback", 0)
	operator = given.get("operator")
	if not operator:
		return
	if not frappe.db.exists("User", operator):
		user = frappe.get_doc(
			{
				"doctype": "User",
				"email": operator,
				"first_name": "系统运维",
				"enabled": 1,
				"language": "zh",
				"time_zone": "Asia/Shanghai",
				"send_welcome_email": 0,
				"roles": [{"role": "System Manager"}],
			}
		)
		user.flags.no_welcome_mail = True
		user.insert(ignore_permissions=True)
	update_password(operator, given["operator_password"], logout_all_sessions=True)


def prove():
	"""Print who can log in, what there is, and whose password is a known one."""
	logins = frappe.get_all("User", filters={"enabled": 1}, pluck="name", order_by="creation asc")
	managers = frappe.get_all(
		"Has Role", filters={"role": "System Manager", "parenttype": "User"}, pluck="parent"
	)
	operators = [name for name in logins if name in managers and name not in STANDARD]
	found = {
		"logins": logins,
		"operators": operators,
		"strangers": [name for name in logins if name not in (*STANDARD, *operators)],
		"petitions": sum(
			frappe.db.count(name) for name in ("Petition", "Petition Submission", "Organ", "Posting")
		),
		"weak": [name for name in ("Administrator", *operators) if knows(name)],
	}
	print(json.dumps(found, ensure_ascii=False))


def knows(user):
	"""Whether a known password opens this account."""
	for password in KNOWN:
		try:
			check_password(user, password, delete_tracker_cache=False)
			return True
		except frappe.AuthenticationError:
			frappe.clear_messages()
	return False


if __name__ == "__main__":
	main(*sys.argv[1:])
