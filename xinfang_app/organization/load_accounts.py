"""Make the accounts of the people who are posted.

Rule: everybody with a posting that has not ended gets an account, with the roles of his postings in the same insert.
Accounts that exist are left alone. Passwords are either one given password for all, to be changed at the first
opportunity, or random ones, written once to a new file that only its owner may read.

Accounts are made one by one through Frappe's own User, since that is where passwords, notification settings and user
types come from; a broken run is taken up where it stopped. Frappe's limit of 60 new users an hour is meant for
sign-ups and is lifted for the run. Each account gets a neutral picture, so that Frappe does not ask a foreign server
for one by a hash of the official's e-mail address.
"""

import csv
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import frappe
from frappe import _
from frappe.core.doctype.user import user as user_doctype
from frappe.core.doctype.user.user import test_password_strength

from xinfang_app import when
from xinfang_app.organization.desk_modules import PROFILE
from xinfang_app.organization.errors import LoadError
from xinfang_app.organization.role_sync import wanted_roles

PICTURE = "/assets/xinfang_app/images/official.svg"
_COMMIT_EVERY = 20
_NO_LIMIT = 1_000_000


def accounts(
	password: str | None = None, password_file: str | None = None, users: list[str] | None = None
) -> dict[str, int]:
	"""Make the missing accounts of posted people (of `users` only, if given); commits every twenty.

	Give either `password` for all, or `password_file`, a path that does not exist yet: it receives account, name and a
	random password per line, with mode 0600. Returns {"made": n, "present": n}.
	Raises LoadError if neither or both are given, if the password is too weak, or if the file exists.
	"""
	if bool(password) == bool(password_file):
		raise LoadError(_("Give either one password for all or a file for random ones"))
	if password:
		_check_strength(password)
	people = posted_people(users)
	missing = [(user, name) for user, name in people.items() if not frappe.db.exists("User", user)]
	with _unthrottled(), _no_mailboxes(), _writer(password_file if missing else None) as write:
		for number, (user, name) in enumerate(missing, start=1):
			own = password or secrets.token_urlsafe(12)
			make_account(user, name, own)
			write(user, name, own)
			if number % _COMMIT_EVERY == 0 or number == len(missing):
				frappe.db.commit()
	return {"made": len(missing), "present": len(people) - len(missing)}


def posted_people(users: list[str] | None = None) -> dict[str, str]:
	"""Return {account: name} of everybody with a posting that has not ended, by account."""
	today = when.today()
	rows = frappe.get_all("Posting", fields=["user", "person_name", "to_date"], order_by="user")
	return {
		row.user: row.person_name or row.user
		for row in rows
		if (not row.to_date or row.to_date >= today) and (users is None or row.user in users)
	}


def make_account(user: str, name: str, password: str) -> None:
	"""Insert one User with the roles of his postings; no mail is sent."""
	doc = frappe.get_doc(
		{
			"doctype": "User",
			"email": user,
			"first_name": name,
			"language": "zh",
			"send_welcome_email": 0,
			"new_password": password,
			"user_image": PICTURE,
			"module_profile": PROFILE,
			"roles": [{"role": role} for role in sorted(wanted_roles(user))],
		}
	)
	doc.flags.no_welcome_mail = True
	doc.insert(ignore_permissions=True)


def _check_strength(password: str) -> None:
	result = test_password_strength(password) or {}
	feedback = result.get("feedback") or {}
	if feedback and not feedback.get("password_policy_validation_passed"):
		raise LoadError(_("The password is too weak for this site's password policy"))


@contextmanager
def _unthrottled() -> Iterator[None]:
	"""Lift the limit by its own setting, in this process only; `flags.in_import` would lift the defaults as well."""
	conf = frappe.local.conf
	before = conf.get("throttle_user_limit")
	conf["throttle_user_limit"] = _NO_LIMIT
	try:
		yield
	finally:
		if before is None:
			conf.pop("throttle_user_limit")
		else:
			conf["throttle_user_limit"] = before


@contextmanager
def _no_mailboxes() -> Iterator[None]:
	"""Do not ask after each account whose mailbox wants a password, in this process only.

	These accounts have none. The question ends in clearing all that is cached of all DocTypes, which are then put
	together again for the next account: two thirds of the time it takes.
	"""
	before = user_doctype.ask_pass_update
	user_doctype.ask_pass_update = lambda: None
	try:
		yield
	finally:
		user_doctype.ask_pass_update = before


@contextmanager
def _writer(path: str | None) -> Iterator:
	"""Yield a function that writes one account to the file, on disk at once; without a path one that does nothing."""
	if not path:
		yield lambda *row: None
		return
	try:
		handle = os.open(Path(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
	except FileExistsError:
		raise LoadError(_("The file {0} exists already").format(path))
	with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
		writer = csv.writer(file)

		def write(*row: str) -> None:
			writer.writerow(row)
			file.flush()

		write(_("Login name"), _("Name of the official"), _("Password"))
		yield write
