"""Bring the shipped deadline rules in (`shipped/deadline_rules.json`); afterwards they are the admin's, within the lock."""

import json
from pathlib import Path

from xinfang_app.workflows.install import install_shipped

RULES = Path(__file__).parent / "shipped" / "deadline_rules.json"


def after_sync() -> None:
	"""Install the rules. Idempotent; hooks call it after install and after every migrate."""
	install_shipped("Deadline Rule", rules())


def rules() -> list[dict]:
	"""Return the shipped rules as plain dicts."""
	return json.loads(RULES.read_text(encoding="utf-8"))
