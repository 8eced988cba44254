"""What access needs of a site: its keys, its indexes, sharing switched off; moments shown to the minute."""

import frappe
from frappe.installer import update_site_config
from frappe.utils.password import get_encryption_key

from xinfang_app.access import indexes, keys, shape

#: DocTypes whose rows cannot be read any more if a key is replaced by a new one.
ENCRYPTED = {keys.IDENTITY: "Petitioner", keys.HASH: "Petitioner", keys.SEALED: "Sealed Accusation"}


def after_install() -> None:
	"""Prepare a new site."""
	ensure_keys()
	frappe.db.set_single_value("System Settings", "disable_document_sharing", 1)
	show_minutes()


def show_minutes() -> None:
	"""Moments are shown to the minute, unless administrators chose another form: no act of an office needs seconds."""
	if (frappe.db.get_single_value("System Settings", "time_format") or "HH:mm:ss") != "HH:mm:ss":
		return
	frappe.db.set_single_value("System Settings", "time_format", "HH:mm")
	# The desk reads it from here.
	frappe.db.set_default("time_format", "HH:mm")


def after_sync() -> None:
	"""Bring keys and indexes up to date after the DocTypes were synchronised. May run any number of times."""
	shape.forget()
	ensure_keys()
	indexes.ensure()


def ensure_keys() -> list[str]:
	"""Make the keys that are missing in the site's configuration file and return their names.

	A key is never replaced, and never made where rows already lie encrypted under a lost one: those would be
	unreadable for good, and the hashes of the same person would no longer be equal. Put the old key back then.
	The framework's own `encryption_key` is made too, so that a backup of the configuration holds all of them.
	"""
	made = []
	for name in keys.KEYS:
		if keys.present(name):
			continue
		doctype = ENCRYPTED[name]
		if frappe.db.table_exists(doctype) and frappe.db.count(doctype):
			frappe.log_error(
				title=f"{name} is missing", message=f"{doctype} holds rows; the lost key must be put back."
			)
			continue
		value = keys.new_key(name)
		update_site_config(name, value, validate=False)
		frappe.local.conf[name] = value
		made.append(name)
	get_encryption_key()
	return made
