"""What the rooms above really give to the outbox: every text and action is there, and their words pass the guard."""

import frappe
import pytest
from sharing import module_at

from xinfang_app import when
from xinfang_app.deadline import tick
from xinfang_app.messages import registries, sending

_OFFICE = module_at("site/office/conftest.py")


def test_every_registered_function_exists(site):
	for registry in (registries.TEXTS, registries.ACTIONS):
		names = frappe.get_hooks(registry)
		assert names
		for name in names:
			assert callable(registries.function(registry, name))
	for path in (*frappe.get_hooks("xf_officer_of"), *frappe.get_hooks("xf_working_days")):
		assert callable(frappe.get_attr(path))


@pytest.fixture
def road(county, as_user):
	return _OFFICE._HANDLING.Road(county, as_user)


def test_a_late_matter_presses_through_the_tick_the_outbox_and_the_bell(db, road, as_user):
	"""From the sixty days of a real matter to the line in the bell of who holds the post on that day."""
	frappe.db.sql("delete from `tabOutbox Message`")
	road.accepted()
	matter = road.petition
	due_on = frappe.db.get_value("Deadline", {"ref_name": matter.name, "rule": "N06"}, "due_on")
	told = {}
	for days in (-3, 1, 4):
		with when.at(f"{frappe.utils.add_days(due_on, days)} 09:30"):
			tick.run()
			sending.run()
	rows = frappe.get_all("Outbox Message", fields=["key", "kind", "text", "action", "status", "error"])
	wrong = [
		row for row in rows if row.status not in ("Sent", "Dropped") and not row.key.startswith("digest")
	]
	assert rows and not [row for row in wrong if row.error], wrong
	for line in frappe.get_all("Notification Log", fields=["for_user", "subject", "document_name"]):
		told.setdefault(line.for_user, []).append(line.subject)
		assert "林" not in line.subject and "青苗" not in line.subject
	assert any(matter.number in subject for subjects in told.values() for subject in subjects)
	assert any(user.startswith("lq") for user in told)
