"""到岗率、兑现率 (K12): days planned, held and missed; promises made, kept and not kept. Counts of officials' duties only."""

from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.reception.leaders import promises, rota, visits


def of(begin, end, organ: str | None = None, user: str | None = None) -> dict[str, int]:
	"""Return what `user` may see of the days from `begin` to `end`: planned, held, missed, stand_ins, visits, people, promised, kept, not_kept."""
	begin, end = getdate(begin), getdate(end)
	mine = {"organ": organ} if organ else {}
	days = {**mine, "day": ("between", (begin, end))}
	held = {**mine, "held_on": ("between", (f"{begin} 00:00:00", f"{end} 23:59:59"))}
	made = {**mine, "made_on": ("between", (f"{begin} 00:00:00", f"{end} 23:59:59"))}
	received = scope.get_list(visits.DOCTYPE, held, ["people_count"], user)
	return {
		"planned": scope.count(
			rota.DUTY, {**days, "status": ("in", (rota.ANNOUNCED, rota.HELD, rota.ABSENT))}, user
		),
		"held": scope.count(rota.DUTY, {**days, "status": rota.HELD}, user),
		"missed": scope.count(rota.DUTY, {**days, "status": rota.ABSENT}, user),
		"stand_ins": scope.count(rota.DUTY, {**days, "stand_in": ("is", "set")}, user),
		"visits": len(received),
		"people": sum(row["people_count"] or 0 for row in received),
		"promised": scope.count(promises.DOCTYPE, made, user),
		"kept": scope.count(promises.DOCTYPE, {**made, "stage": promises.KEPT}, user),
		"not_kept": scope.count(promises.DOCTYPE, {**made, "stage": promises.NOT_KEPT}, user),
	}
