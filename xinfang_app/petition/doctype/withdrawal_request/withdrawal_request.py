from xinfang_app.petition.records import KeptRecord


class WithdrawalRequest(KeptRecord):
	"""撤回申请: made by `withdrawal.request`, takes effect only by the petitioner's own confirmation."""
