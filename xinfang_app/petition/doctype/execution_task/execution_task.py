from xinfang_app.petition.records import KeptRecord


class ExecutionTask(KeptRecord):
	"""落实任务: made when an opinion is signed, reported by `execution.done`."""
