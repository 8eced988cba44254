from xinfang_app.petition.records import StagedRecord


class ConferenceTask(StagedRecord):
	"""议定事项: what a meeting decided, as a task; moved by `conference.tasks`."""
