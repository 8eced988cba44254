from xinfang_app.supervision.kept_record import SupervisionRecord


class AccountabilityFlag(SupervisionRecord):
	"""问责线索: a claim with evidence against an organ; raised, answered, verified, decided by `accountability`."""
