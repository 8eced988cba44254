"""The fingerprint by which the ledger knows whether somebody changed a shipped record.

Rule: only what was shipped counts. The record in the database is reduced to the keys of what was installed, rows of
tables in their order; empty, zero and missing are the same. So a column that Frappe or a later version adds changes
nothing. Pure module.
"""

import hashlib
import json


def reduced(current, shipped):
	"""Return `current` cut down to the keys of `shipped` (a dict, a list of rows or a value), in plain strings."""
	if isinstance(shipped, dict):
		source = current or {}
		return {key: reduced(source.get(key), value) for key, value in shipped.items() if key != "doctype"}
	if isinstance(shipped, list):
		keys = dict.fromkeys(key for row in shipped for key in row)
		return [{key: _plain(row.get(key)) for key in keys} for row in current or []]
	return _plain(current)


def _plain(value) -> str:
	if value is None or value is False or value == 0:
		return ""
	return "1" if value is True else str(value).strip().replace("\r\n", "\n")


def of(record: dict) -> str:
	"""Return the hash of a record; empty values do not count."""
	text = json.dumps(_pruned(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
	return hashlib.sha256(text.encode()).hexdigest()


def _pruned(value):
	if isinstance(value, dict):
		pruned = {key: _pruned(item) for key, item in value.items() if key != "doctype"}
		return {key: item for key, item in pruned.items() if item not in ("", [], {})}
	if isinstance(value, list):
		return [_pruned(item) for item in value]
	return _plain(value)


def same(current: dict, installed: dict) -> bool:
	"""Return whether `current` (a document as dict) still says what was `installed`."""
	return of(reduced(current, installed)) == of(installed)
