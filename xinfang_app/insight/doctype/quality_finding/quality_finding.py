from xinfang_app.petition.records import KeptRecord


class QualityFinding(KeptRecord):
	"""数据质量问题: kept by `quality.run`; nobody writes one."""
