"""What the room `hearing` adds to the hooks of the app: plain values under the names that Frappe and our registries use."""

_DOCTYPE = "Hearing"
_ROOM = "xinfang_app.hearing"

xf_scoped = {
	_DOCTYPE: {
		"range": "scope_code",
		"holder": "holder",
		"makers": ["organ"],
		"actors": ["organ"],
		"subject": "petition",
	},
}
scoped_children = [
	"Hearing Member",
	"Hearing Party",
	"Hearing Challenge",
	"Hearing Phase",
	"Hearing Evidence",
]
# What a panel deliberates is opened by `deliberation` alone.
xf_closed = ["Hearing Deliberation", "Hearing Vote"]

xf_stages = {
	_DOCTYPE: [
		"Considered",
		"Requested",
		"Preparing",
		"Notified",
		"Under Way",
		"Deliberation",
		"Conclusion Signed",
		"Not Held",
		"Waived",
		"Cancelled",
	],
}
xf_stage_guards = {
	_DOCTYPE: {
		"Requested": f"{_ROOM}.stage_guards.check_asked",
		"Preparing": f"{_ROOM}.stage_guards.check_decided",
		"Notified": f"{_ROOM}.stage_guards.check_notified",
		"Under Way": f"{_ROOM}.stage_guards.check_open",
		"Deliberation": f"{_ROOM}.stage_guards.check_closed",
		"Conclusion Signed": f"{_ROOM}.stage_guards.check_concluded",
		"Not Held": f"{_ROOM}.stage_guards.check_refused",
		"Waived": f"{_ROOM}.stage_guards.check_ended",
		"Cancelled": f"{_ROOM}.stage_guards.check_ended",
	},
}
xf_clock_holders = {
	_DOCTYPE: {"petition": "petition", "scope_code": "scope_code", "organ": "organ", "holder": "holder"},
}
xf_letter_context = {
	_DOCTYPE: {key: f"{_ROOM}.paper_context.{key}" for key in ("of", "fields", "find", "owed", "made")},
}
xf_presign_checks = [f"{_ROOM}.citing.check"]
xf_deciding_organs = [f"{_ROOM}.pending.organs"]
xf_review_checks = [f"{_ROOM}.citing.check_review"]
xf_review_cited = [f"{_ROOM}.citing.of_review"]
xf_bookings = [f"{_ROOM}.drafting.bookings"]
xf_worklist = [f"{_ROOM}.todo.sections"]
xf_outbox_texts = {"hearing": f"{_ROOM}.telling.text"}
scheduler_events = {"daily": [f"{_ROOM}.exclusion.cap"]}
doc_events = {
	"Petition": {"on_update": f"{_ROOM}.ended.petition"},
	"Petition Review": {"on_update": f"{_ROOM}.ended.review"},
	_DOCTYPE: {"before_validate": f"{_ROOM}.ended.refuse_archived"},
}

_FORM = ["public/js/petition/handling_common.js", "public/js/hearing/common.js"]
doctype_js = {
	_DOCTYPE: [
		*_FORM,
		"public/js/hearing/prepare.js",
		"public/js/hearing/day.js",
		"public/js/hearing/read.js",
		"public/js/hearing/form.js",
	],
	"Petition": [f"public/js/hearing/{name}.js" for name in ("common", "prepare", "petition")],
	"Petition Review": [*_FORM, "public/js/hearing/prepare.js", "public/js/hearing/petition.js"],
}
page_renderer = ["xinfang_app.citizen.hearings_page.HearingsPage"]

# What is wiped of a matter that is sealed out (xinfang_app/petition/registering/quoted.py).
xf_quoted_texts = {
	_DOCTYPE: {
		"texts": [
			"title",
			"reason",
			"refusal_reason",
			"closed_note",
			"move_reason",
			"ended_reason",
			"conclusion",
			"dissent",
			"challenges.reason",
			"challenges.decision_reason",
			"phases.text",
			"evidence.title",
			"evidence.shows",
			"evidence.other_view",
		],
		"files": 1,
	},
	"Hearing Deliberation": {
		"of": ["hearing", _DOCTYPE],
		"texts": ["text", "proposal", "votes.opinion"],
	},
}
