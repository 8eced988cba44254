"""Bring the shipped records in once; afterwards they are the admin's.

Rule: a ledger (`Shipped Record`) keeps, for each shipped record, what was installed. At every install and migrate:
- never installed, not there: it is installed;
- never installed, but a record of that name is there: somebody made it here; it is left alone;
- installed and deleted here: it stays deleted;
- installed and changed here: it stays as it is; the ledger notes that a newer shipped version exists;
- installed, untouched here, and the app now ships another version: it is updated.
Fixtures cannot do this: they overwrite at every migrate. Generic: letters and deadline rules use it too.
"""

import json
from pathlib import Path

import frappe

from xinfang_app.workflows import fingerprint, published, publishing

SHIPPED = Path(__file__).parent / "shipped"


def after_sync() -> None:
	"""Install the shipped procedures and publish what changed. Idempotent; hooks call it after install and migrate."""
	records = procedures()
	touched = install_shipped("Procedure", records)
	for document_type in dict.fromkeys(row["document_type"] for row in records):
		changed = any(row["document_type"] == document_type and row["title"] in touched for row in records)
		if changed or not published.find(document_type):
			publishing.publish(document_type)


def procedures() -> list[dict]:
	"""Return the shipped procedures, read from `shipped/<doctype>/<procedure>.json`, in the order of their files."""
	found = []
	for path in sorted(SHIPPED.glob("*/*.json")):
		record = json.loads(path.read_text(encoding="utf-8"))
		record["transitions"] = [row for line in record["transitions"] for row in _rows(line)]
		record["needed_stages"] = "\n".join(record.get("needed_stages") or [])
		found.append({"doctype": "Procedure", **record})
	return found


def _rows(line: dict) -> list[dict]:
	"""One line of the file may name several states to leave from; each becomes a row."""
	origins = line["from"] if isinstance(line["from"], list) else [line["from"]]
	return [
		{
			"from_state": origin,
			"action": line["action"],
			"to_state": line["to"],
			"roles": ", ".join(line["roles"]),
			"condition": line.get("condition", ""),
		}
		for origin in origins
	]


def install_shipped(kind: str, records: list[dict], key: str | None = None) -> set[str]:
	"""Install or update `records` (plain dicts, tables as lists) of DocType `kind`; return the names touched.

	`key`: the field whose value is the name; default the field of the DocType's autoname. The documents are saved
	with `flags.xf_shipped`, by which a controller knows the app itself.
	"""
	key = key or frappe.get_meta(kind).autoname.partition("field:")[2]
	touched = set()
	for record in records:
		content = {field: value for field, value in record.items() if field != "doctype"}
		if _install_one(kind, content[key], content):
			touched.add(content[key])
	return touched


def _install_one(kind: str, name: str, content: dict) -> bool:
	ledger = _ledger(kind, name)
	there = frappe.db.exists(kind, name)
	if not ledger.is_new() and not there:
		_note(ledger, "Deleted here", content)
		return False
	if not there:
		document = frappe.get_doc({"doctype": kind, **content})
		_save(document)
		_installed(ledger, content, document)
		return True
	document = frappe.get_doc(kind, name)
	current = document.as_dict(convert_dates_to_str=True)
	if ledger.is_new():
		if fingerprint.same(current, content):
			_installed(ledger, content, document)
		else:
			_note(ledger, "Made here", content)
		return False
	if not ledger.content or not fingerprint.same(current, json.loads(ledger.content)):
		_note(ledger, ledger.status if not ledger.content else "Changed here", content)
		return False
	if ledger.hash == fingerprint.of(content):
		_note(ledger, "As shipped", content)
		return False
	_update(document, content)
	_installed(ledger, content, document)
	return True


def _update(document, content: dict) -> None:
	"""Bring a new shipped version in. A row of a table keeps its identity by its state, or by its place.

	A row that ships with another state says in `was` how it was called, so that its documents go along.
	"""
	for field, value in content.items():
		if not isinstance(value, list):
			document.set(field, value)
			continue
		names = {row.get("state") or index: row.name for index, row in enumerate(document.get(field))}
		document.set(field, [])
		for index, row in enumerate(value):
			former = next((key for key in (row.get("was"), row.get("state"), index) if key in names), None)
			document.append(field, {**row, "name": names.pop(former, None)})
	_save(document)


def _save(document) -> None:
	document.flags.xf_shipped = True
	document.save(ignore_permissions=True)


def _ledger(kind: str, name: str):
	found = frappe.db.get_value("Shipped Record", {"kind": kind, "ref_name": name})
	if found:
		return frappe.get_doc("Shipped Record", found)
	ledger = frappe.new_doc("Shipped Record")
	ledger.update({"kind": kind, "ref_name": name})
	return ledger


def _installed(ledger, content: dict, document) -> None:
	"""Note what was shipped and how it reads once saved, for a controller may have put it in order."""
	saved = fingerprint.reduced(document.as_dict(convert_dates_to_str=True), content)
	ledger.update(
		{
			"status": "As shipped",
			"hash": fingerprint.of(content),
			"offered_hash": fingerprint.of(content),
			"newer_shipped": 0,
			"content": json.dumps(saved, ensure_ascii=False, indent=1),
		}
	)
	ledger.save(ignore_permissions=True)


def _note(ledger, status: str, content: dict) -> None:
	offered = fingerprint.of(content)
	newer = int(bool(ledger.hash) and ledger.hash != offered)
	if (ledger.status, ledger.offered_hash, ledger.newer_shipped) == (status, offered, newer):
		return
	ledger.update({"status": status, "offered_hash": offered, "newer_shipped": newer})
	ledger.save(ignore_permissions=True)
