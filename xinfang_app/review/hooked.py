"""What the room `review` adds to the hooks of the app: plain values under the names that Frappe and our registries use."""

_R = "xinfang_app.review."
_FORMS = ["public/js/petition/handling_common.js", "public/js/petition/handling_paper.js"]

xf_scoped = {
	# Seen by the organ that reviews, by the one whose opinion is reviewed, and by who sees the place.
	"Petition Review": {
		"range": "scope_code",
		"makers": ["organ", "respondent_organ", "recorded_organ"],
		"actors": ["organ", "respondent_organ", "recorded_organ"],
		"subject": "petition",
	},
	# The draft of the opinion is the reviewing organ's alone.
	"Review Draft": {"holder": "organ"},
	"Aftercare Record": {
		"range": "scope_code",
		"holder": "holder",
		"makers": ["organ"],
		"subject": "petition",
	},
	# The opinion of a review is served by the organ that reviews, not by the one that has the matter.
	"Service Record": {"actors": ["organ"]},
}
scoped_children = ["Review Requester", "Review Panelist", "Review Item"]

xf_stages = {
	"Petition Review": [
		"Requested",
		"Supplementing",
		"Accepted",
		"Pending Signature",
		"Signed",
		"Served",
		"Not Accepted",
		"Withdrawn",
	],
}
xf_stage_guards = {
	"Petition Review": {
		"Accepted": _R + "deciding.check_accepted",
		"Not Accepted": _R + "deciding.check_refused",
		"Withdrawn": _R + "deciding.check_withdrawn",
		"Pending Signature": _R + "decision.check_pending",
		"Signed": _R + "decision.check_signed",
		"Served": _R + "serving.check_served",
	},
}
xf_clock_holders = {
	"Petition Review": {
		"petition": "petition",
		"scope_code": "scope_code",
		"organ": "organ",
		"holder": "organ",
	},
}
xf_letter_context = {
	"Petition Review": {key: f"{_R}paper_context.{key}" for key in ("of", "fields", "find", "owed", "made")},
}
xf_signed_papers = {
	"Petition Review": {
		"limit": "opinion",
		"waiting": "Pending Signature",
		"signed": "Signed",
		"sender": "submitted_by",
		"organ": "organ",
		"apart": "1",
		**{step: f"{_R}decision.{step}" for step in ("sign", "sign_on_paper", "send_back", "shown")},
	},
}
xf_served_papers = {
	"Petition Review": {
		"milestone": _R + "serving.milestone",
		"rule": "N11",
		"require": _R + "serving.require",
		"recipients": _R + "serving.needed",
		"served": _R + "serving.served",
		"undone": _R + "serving.undone",
		"told": _R + "serving.told",
	},
}
# A redo may not repeat what a review revoked (xinfang_app/petition/answering/redo.py).
xf_presign_checks = ["xinfang_app.petition.answering.redo.check"]
xf_final_reviews = [_R + "reviews.final_of"]
xf_unserved_opinions = [_R + "reviews.is_unserved"]
xf_outbox_texts = {"petition_review": _R + "telling.text"}
xf_worklist = [_R + "todo.sections"]
# What the opinion of a review has to cite by number: functions (review) -> list (xinfang_app/review/drafting.py).
xf_review_cited: list[str] = []

doctype_js = {
	"Petition": ["public/js/review/petition.js"],
	"Petition Review": [
		*_FORMS,
		"public/js/petition/handling_answer.js",
		"public/js/review/common.js",
		"public/js/review/steps.js",
		"public/js/review/serve.js",
		"public/js/review/form.js",
	],
	"Review Draft": [*_FORMS, "public/js/review/common.js", "public/js/review/draft.js"],
	"Aftercare Record": ["public/js/petition/handling_common.js", "public/js/review/aftercare_form.js"],
}

# What is wiped of a matter that is sealed out (xinfang_app/petition/registering/quoted.py).
xf_quoted_texts = {
	"Petition Review": {
		"texts": [
			"title",
			"late_cause",
			"claims",
			"facts",
			"new_evidence",
			"supplement_needed",
			"supplement_text",
			"refusal_reason",
			"answer",
			"answer_files.note",
			"findings",
			"reasons",
			"items.claim",
			"items.granted",
			"requesters.late_cause",
			"requesters.new_evidence",
			"requesters.refusal_reason",
		],
		"files": 1,
	},
	"Review Draft": {
		"of": ["review", "Petition Review"],
		"texts": ["title", "findings", "reasons", "items.claim", "items.granted"],
		"files": 1,
	},
	"Aftercare Record": {"texts": ["people", "text", "next_step"], "files": 1},
}
