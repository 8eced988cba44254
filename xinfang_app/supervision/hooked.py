"""What the room `supervision` keeps beside its rules for `hooks.py`: plain values under the names of our registries."""

_TITLES = "xinfang_app.supervision.titles"
_MATTERS = {"through": "Supervision Matter", "cleared": ["matters.facts_hash"], "files": 1}
_INSPECTIONS = "xinfang_app.supervision.inspections"
xf_stages = {
	"Inspection": ["Planned", "Under way", "Findings told", "Closed"],
	"Rectification": ["Draft", "Ordered", "Rectified", "Verified", "Not Met", "Withdrawn"],
}
xf_stage_guards = {
	"Inspection": {
		"Under way": f"{_INSPECTIONS}.check_begun",
		"Findings told": f"{_INSPECTIONS}.check_told",
		"Closed": f"{_INSPECTIONS}.check_closed",
	},
	"Rectification": {
		"Ordered": f"{_INSPECTIONS}.check_ordered",
		"Rectified": f"{_INSPECTIONS}.check_rectified",
		"Verified": f"{_INSPECTIONS}.check_verified",
		"Not Met": f"{_INSPECTIONS}.check_verified",
		"Withdrawn": f"{_INSPECTIONS}.check_withdrawn",
	},
}
# What is wiped of a matter that is sealed out (xinfang_app/petition/registering/quoted.py).
xf_quoted_texts = {
	"Supervision Letter": {
		**_MATTERS,
		"texts": [
			"matters.title",
			"matters.facts",
			"facts",
			"demand",
			"returned_reason",
			"reply",
			"verdict_reason",
			"withdrawn_reason",
			"evidence.note",
		],
		"title": f"{_TITLES}.of_letter",
		"fixed": "xinfang_app.supervision.drafting.OWN_WORDS",
	},
	"Recommendation": {
		**_MATTERS,
		"texts": [
			"matters.title",
			"matters.facts",
			"problem",
			"proposal",
			"grave_result",
			"returned_reason",
			"feedback",
			"reasons",
			"withdrawn_reason",
			"evidence.note",
			"feedback_files.note",
		],
		"title": f"{_TITLES}.of_recommendation",
	},
	"Conference Proposal": {
		**_MATTERS,
		"texts": ["matters.title", "matters.facts", "reason", "decision_note", "withdrawn_reason"],
		"title": f"{_TITLES}.of_proposal",
	},
	"Supervision Check": {
		"of": ["letter", "Supervision Letter"],
		"texts": ["verdict_reason", "file_finding", "organ_finding", "petitioner_view", "not_asked_reason"],
		"files": 1,
	},
	"On-site Duty": {
		"texts": [
			"title",
			"place_text",
			"stand_in_note",
			"arrived_late_reason",
			"answer",
			"promise",
			"promise_note",
			"close_note",
			"ended_note",
		],
		"files": 1,
	},
	"Urgent Report": {
		"texts": ["title", "place_text", "content", "measures", "help_needed", "entries.text"],
		"files": 1,
	},
}
