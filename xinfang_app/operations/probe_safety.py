"""Backups and keys."""

from frappe import _
from frappe.utils import get_datetime

from xinfang_app import when
from xinfang_app.access import keys as site_keys
from xinfang_app.access import opens
from xinfang_app.operations import key_file, limits, record, words
from xinfang_app.operations.line import ATTENTION, FAULT, FINE, Line

#: Rows that the page tries to open at each look.
TRIED = 4


def backup() -> list[Line]:
	"""Age and size of the last backup; whether the last attempt failed."""
	title, noted = _("Last backup"), record.read()
	made = noted.get("made_on")
	if not made:
		todo = _(
			"Make one: bench --site … xinfang-backup, and have it made every night (docs/operations.md)."
		)
		said = _("none was made on this machine")
		if noted.get("failed_on"):
			said += "；" + _("the last attempt failed")
		return [Line("backup", _("Backup and keys"), title, FAULT, said, todo)]
	age = when.now() - get_datetime(made)
	state = limits.of_age(age, limits.BACKUP_AGE)
	said = _("{0}, {1}, read back: {2} rows, {3} files").format(
		words.age(age), words.size(noted.get("size", 0)), noted.get("rows"), noted.get("files")
	)
	todo = "" if state == FINE else _("See why the nightly backup did not run (docs/operations.md).")
	if noted.get("failed_on"):
		state = FAULT if state == FAULT else ATTENTION
		said += "；" + _("the last attempt failed")
		todo = _("The reason is in xf_backup.json beside the site's configuration.")
	return [Line("backup", _("Backup and keys"), title, state, said, todo)]


def keys() -> list[Line]:
	"""Whether all keys are there and open what lies encrypted."""
	title = _("Keys")
	missing = [name for name in site_keys.KEYS if not site_keys.present(name)]
	if missing:
		todo = _("Put them back from the safe place at once; never make new ones.")
		return [
			Line(
				"keys", _("Backup and keys"), title, FAULT, _("missing: {0}").format(", ".join(missing)), todo
			)
		]
	found = opens.check(TRIED)
	tried, opened = (sum(pair[index] for pair in found.values()) for index in (0, 1))
	if tried != opened:
		todo = _("The keys in the configuration are not those of the data. Put the right ones back.")
		said = _("{0} of {1} samples open").format(opened, tried)
		return [Line("keys", _("Backup and keys"), title, FAULT, said, todo)]
	said = (
		_("present; {0} of {1} samples open").format(opened, tried)
		if tried
		else _("present; nothing is encrypted yet")
	)
	return [Line("keys", _("Backup and keys"), title, FINE, said)]


def keys_elsewhere() -> list[Line]:
	"""Whether the keys were saved apart, and when a copy off the machine was last looked at."""
	title, noted, mine = _("Copy of the keys"), record.read(), key_file.present()
	if noted.get("keys") != mine:
		todo = _("Run the backup, or: bench --site … xinfang-keys save FOLDER.")
		return [
			Line("keys_copy", _("Backup and keys"), title, FAULT, _("these keys were not saved apart"), todo)
		]
	checked = noted.get("keys_checked_on") if noted.get("keys_checked") == mine else None
	age = when.now() - get_datetime(checked) if checked else None
	state = FINE if age is not None and age < limits.KEYS_CHECKED else ATTENTION
	said = _("saved apart; the copy off this machine was checked {0}").format(words.age(age))
	todo = (
		""
		if state == FINE
		else _("Keep a copy off this machine and check it: bench --site … xinfang-keys check FILE.")
	)
	return [Line("keys_copy", _("Backup and keys"), title, state, said, todo)]
