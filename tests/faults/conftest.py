"""`machine`: a machine of its own to break, with a county whose clocks come due. See `machine.py`."""

import os
from pathlib import Path

import pytest
from sharing import module_at

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="package")
def machine(tmp_path_factory):
	made = module_at("faults/machine.py")
	# A socket's path may not be long.
	folder = Path(tmp_path_factory.mktemp("f"))
	one = made.Machine(folder, Path(os.environ.get("XF_SITES_PATH", ".")).resolve(), os.environ["XF_SITE"])
	try:
		one.start_data()
		one.script(SETTING)
		yield one
	finally:
		one.stop()


#: An organ with people, and a ladder of two steps an hour after the beginning.
SETTING = f"""
import importlib.util
spec = importlib.util.spec_from_file_location("place", {str(ROOT / "tests/site/conftest.py")!r})
place = importlib.util.module_from_spec(spec)
spec.loader.exec_module(place)
place.build()
policy = frappe.new_doc("Escalation Policy")
policy.update({{"code": "faults", "title": "故障演练"}})
for key, action, amount in (("f-1", "Reminder", 60), ("f-2", "Yellow Card", 61)):
	policy.append("steps", {{"step_key": key, "action": action, "basis": "After Start", "amount": amount,
		"unit": "Minute", "office_hours": 0, "to_officer": 1}})
policy.insert(ignore_permissions=True)
frappe.db.set_value("System Settings", None, "enable_scheduler", 1)
from xinfang_app.deadline import awake
awake.stay_awake()
# A county that has been running: the daily jobs have had their turn.
frappe.db.sql("update `tabScheduled Job Type` set last_execution = now() where method not regexp 'tick|sending'")
frappe.db.commit()
"""
