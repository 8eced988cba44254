"""What the room `petition` keeps beside its rules for `hooks.py`: plain values under the names of our registries."""

# What is wiped of a matter that is sealed out (xinfang_app/petition/registering/quoted.py). Hand-overs and papers are
# wiped by `traces` besides.
xf_quoted_texts = {
	"Petition Referral": {
		"texts": [
			"suggestion_reason",
			"objection_reason",
			"objection_basis",
			"objection_decision_reason",
			"return_reason",
			"answer",
			"report",
			"report_verdict_note",
		],
		"files": 1,
	},
	"Petition Notice": {"texts": ["title", "text"]},
	"Acceptance Dispute": {"texts": ["reason", "decision", "parties.position"], "files": 1},
	"Legal Route": {"texts": ["explanation", "declined_reason", "outcome", "new_facts_note", "study"]},
	"Inquiry Record": {"texts": ["reason", "people", "text", "place_detail"], "files": 1},
	"Handling Opinion": {
		"texts": [
			"intro",
			"items.claim",
			"items.facts",
			"items.fact_place",
			"items.opinion",
			"items.granted",
			"returned_reason",
		],
		"files": 1,
	},
	"Extension Request": {"texts": ["reason", "refused_reason"]},
	"Signing Step": {"texts": ["reason"]},
	"Service Record": {"texts": ["refusal_reason", "note"]},
	"Execution Task": {"texts": ["content", "outcome", "reason"], "files": 1},
	"Settlement": {"texts": ["other_party", "terms"], "files": 1},
	"Resolution Check": {"texts": ["note"], "files": 1},
	"Recusal": {"texts": ["reason", "lifted_reason"]},
	"Withdrawal Request": {"texts": ["reason", "call_note", "upper_note"], "files": 1},
	"Satisfaction Rating": {"texts": ["reason", "call_note"]},
	"Case File": {"texts": ["title", "note", "items.note"]},
}
