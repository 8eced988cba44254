"""What the room `leadership` adds to the hooks of the app: plain values under the names that Frappe and our registries use."""

_L = "xinfang_app.leadership."
_OWNING, _CONFERENCE = f"{_L}owning.", f"{_L}conference."

#: About a matter: its place and who has it; besides, the leader's organ, who approves and the office that follows.
_OWNED = {"range": "scope_code", "holder": "holder", "subject": "petition", "makers": ["organ", "office"]}
_MEETING = {"range": "scope_code", "holder": "from_organ", "subject": "name"}
xf_scoped = {
	"Leader Ownership": {
		**_OWNED,
		"makers": ["organ", "office", "approving_organ"],
		"actors": ["organ", "office", "approving_organ"],
	},
	"Ownership Duty": _OWNED,
	"Ownership Help": {**_OWNED, "makers": ["organ", "office", "asked_of"]},
	# What the petitioner said to the office is the office's.
	"Ownership Check": {"range": "scope_code", "holder": "office"},
	"Leader Instruction": {**_OWNED, "makers": ["organ", "office", "to_organ"]},
	"Joint Conference": {**_MEETING, "draft": ["stage", "Draft"]},
	"Conference Task": {**_MEETING, "makers": ["organ"], "draft": ["delivery", "Not sent"]},
}
scoped_children = [
	"Ownership Member",
	"Ownership Meeting",
	"Ownership Report",
	"Former Owner",
	"Ownership Extension",
	"Conference Topic",
	"Conference Attendance",
]

xf_stages = {
	"Leader Ownership": ["Pending Approval", "Owned", "Closing Asked", "Closed", "Declined", "Withdrawn"],
	"Leader Instruction": ["Handed On", "Seen", "Answered", "Closed", "Withdrawn"],
	"Joint Conference": [
		"Draft",
		"Notice Given",
		"Held",
		"Pending Signature",
		"Signed",
		"Decisions Issued",
		"No Quorum",
		"Cancelled",
	],
	"Conference Task": ["Draft", "Issued", "Done", "Checked", "Withdrawn"],
}
xf_stage_guards = {
	"Leader Ownership": {
		"Owned": f"{_OWNING}approving.check_owned",
		"Closing Asked": f"{_OWNING}closing.check_asked",
		"Closed": f"{_OWNING}closing.check_closed",
		"Declined": f"{_OWNING}approving.check_ended",
		"Withdrawn": f"{_OWNING}approving.check_ended",
	},
	"Leader Instruction": {
		"Seen": f"{_L}instructions.check_seen",
		"Answered": f"{_L}instructions.check_answered",
		"Closed": f"{_L}instructions.check_closed",
		"Withdrawn": f"{_L}instructions.check_withdrawn",
	},
	"Joint Conference": {
		"Notice Given": f"{_CONFERENCE}calling.check_notified",
		"Held": f"{_CONFERENCE}holding.check_held",
		"Pending Signature": f"{_CONFERENCE}minutes.check_pending",
		"Signed": f"{_CONFERENCE}minutes.check_signed",
		"Decisions Issued": f"{_CONFERENCE}minutes.check_issued",
		"No Quorum": f"{_CONFERENCE}holding.check_no_quorum",
		"Cancelled": f"{_CONFERENCE}calling.check_cancelled",
	},
	"Conference Task": {
		"Issued": f"{_CONFERENCE}tasks.check_issued",
		"Done": f"{_CONFERENCE}tasks.check_done",
		"Checked": f"{_CONFERENCE}tasks.check_checked",
		"Withdrawn": f"{_CONFERENCE}tasks.check_withdrawn",
	},
}
xf_signed_papers = {
	"Leader Ownership": {
		"limit": "opinion",
		"waiting": "Pending Approval",
		"signed": "Owned",
		"sender": "proposed_by",
		"sent_on": "proposed_on",
		"organ": "approving_organ",
		"sign": f"{_OWNING}approving.sign",
		"sign_on_paper": f"{_OWNING}approving.sign_on_paper",
		"send_back": f"{_OWNING}approving.decline",
		"shown": f"{_OWNING}approving.shown",
		"petitions": f"{_OWNING}approving.petitions_of",
		"narrowed": f"{_OWNING}approving.may_approve",
	}
}
# What leaders and members owe does not end with the matter: no petition here.
xf_clock_holders = {
	"Leader Ownership": {"scope_code": "scope_code", "organ": "bearer", "holder": "bearer"},
	"Ownership Duty": {"scope_code": "scope_code", "organ": "organ", "holder": "organ"},
	"Ownership Help": {"scope_code": "scope_code", "organ": "asked_of", "holder": "asked_of"},
	"Leader Instruction": {"scope_code": "scope_code", "organ": "to_organ", "holder": "to_organ"},
	"Joint Conference": {"scope_code": "scope_code", "organ": "from_organ", "holder": "from_organ"},
	"Conference Task": {"scope_code": "scope_code", "organ": "organ", "holder": "from_organ"},
}
xf_officer_of = [f"{_OWNING}handing.officer_of"]
# Who stands in for a leader sees what he owns, for the days of his acting period.
xf_passing_sight = [f"{_OWNING}handing.stand_in_sight"]
xf_open_work = [f"{_OWNING}handing.open_work"]
xf_posting_ended = [f"{_OWNING}handing.posting_ended"]

xf_letter_context = {
	doctype: {key: f"{_L}paper_context.{key}" for key in ("of", "fields", "find", "owed", "made")}
	for doctype in ("Leader Ownership", "Leader Instruction", "Joint Conference", "Conference Task")
}
xf_outbox_texts = {"leadership": f"{_L}telling.text"}
xf_worklist = [f"{_L}todo.sections", f"{_L}todo_office.sections"]
# What is wiped of a matter that is sealed out (xinfang_app/petition/registering/quoted.py).
xf_quoted_texts = {
	"Leader Ownership": {
		"texts": [
			"title",
			"reason",
			"measures",
			"plan",
			"result",
			"returned_reason",
			"unresolved_reason",
			"withdrawn_reason",
			"meetings.said",
			"meetings.answered",
			"meetings.not_met_reason",
			"meetings.place",
			"reports.progress",
			"reports.obstacles",
			"reports.next_steps",
			"extensions.reason",
			"extensions.note",
		],
		"files": 1,
	},
	"Ownership Duty": {"texts": ["title", "meaning", "note", "dropped_reason"], "files": 1},
	"Ownership Help": {"texts": ["title", "obstacle", "needed", "answer", "withdrawn_reason"], "files": 1},
	"Ownership Check": {"texts": ["title", "finding", "petitioner_view", "not_asked_reason"], "files": 1},
	"Leader Instruction": {
		"texts": [
			"title",
			"text",
			"answer",
			"returned_reason",
			"close_note",
			"withdrawn_reason",
			"evidence.note",
		],
		"files": 1,
	},
	"Conference Task": {
		"texts": [
			"title",
			"decision",
			"result",
			"returned_reason",
			"check_note",
			"withdrawn_reason",
			"evidence.note",
		],
		"files": 1,
	},
	"Joint Conference": {
		"through": "Conference Topic",
		"texts": [
			"title",
			"discussion",
			"returned_reason",
			"topics.title",
			"topics.decision",
			"topics.applied_note",
		],
		"files": 1,
	},
}
after_sync = [f"{_L}duty_sets.after_sync"]

# The desk.
_PETITION, _JS = "public/js/petition/", "public/js/leadership/"
_FORM = [
	f"{_PETITION}handling_common.js",
	f"{_PETITION}handling_paper.js",
	"public/js/supervision/common.js",
	f"{_JS}common.js",
]
doctype_js = {
	"Petition": [f"{_JS}common.js", f"{_JS}petition.js"],
	"Leader Ownership": [*_FORM, f"{_JS}ownership.js"],
	**{
		doctype: [*_FORM, f"{_JS}small.js"]
		for doctype in ("Ownership Duty", "Ownership Help", "Ownership Check")
	},
	"Leader Instruction": [*_FORM, f"{_JS}instruction.js"],
	"Joint Conference": [*_FORM, f"{_JS}conference.js"],
	"Conference Task": [*_FORM, f"{_JS}small.js"],
}
doctype_list_js = {
	"Petition": [f"{_JS}common.js", f"{_JS}petition_list.js"],
	**{
		doctype: [f"{_JS}common.js", f"{_JS}lists.js"]
		for doctype in ("Leader Ownership", "Leader Instruction", "Joint Conference", "Conference Task")
	},
}
# petition: who owns a matter had a hand in it (xinfang_app/petition/answering/hands.py).
xf_hands = ["xinfang_app.leadership.owning.common.hands"]
