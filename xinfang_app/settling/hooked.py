"""What the room `settling` adds to the hooks of the app: plain values under the names that Frappe and our registries use."""

# screening: a round and its disputes; a village sees what it found, a township the rounds it takes part in (custody).
_HELD = {"range": "scope_code", "holder": "holder", "subject": "name"}
xf_scoped = {
	"Screening Round": _HELD,
	"Dispute": {**_HELD, "makers": ["township", "duty_unit"], "actors": ["duty_unit"]},
}
scoped_children = ["Screening Area"]
xf_clock_holders = {"Dispute": {"scope_code": "scope_code", "organ": "duty_unit", "holder": "holder"}}
xf_stages = {
	"Dispute": ["Dispute found", "Sent Up", "Sorted", "Dispute settled", "Became Petition", "Dispute closed"]
}

# Mediation. What stands above is added to (dicts by key, lists by +=); so does whoever comes after.
_MEDIATING, _GUARDS = "xinfang_app.settling.mediating", "xinfang_app.settling.mediation_guards"
xf_scoped["Mediation"] = {
	"range": "scope_code",
	"holder": "holder",
	"makers": ["organ"],
	"subject": "petition",
}
scoped_children += ["Mediator", "Mediation Session"]
xf_stages["Screening Round"] = ["Round under way", "Round closed"]
xf_stages["Mediation"] = [
	"Consent Asked",
	"Under Way",
	"Agreement Reached",
	"Performed",
	"Not Agreed",
	"No Consent",
]
xf_stage_guards = {
	"Mediation": {
		"Under Way": f"{_GUARDS}.check_begun",
		"Agreement Reached": f"{_GUARDS}.check_agreed",
		"Performed": f"{_GUARDS}.check_performed",
		"Not Agreed": f"{_GUARDS}.check_ended",
		"No Consent": f"{_GUARDS}.check_ended",
	},
}
xf_clock_holders["Mediation"] = {
	"petition": "petition",
	"scope_code": "scope_code",
	"organ": "organ",
	"holder": "holder",
}
xf_bookings = ["xinfang_app.settling.sessions.bookings"]
xf_worklist = ["xinfang_app.settling.mediation_today.sections"]
doc_events = {"Petition": {"on_update": f"{_MEDIATING}.ended"}}
_MEDIATION_FORM = [
	f"public/js/{path}.js" for path in ("petition/handling_common", "settling/mediation_common")
]
doctype_js = {
	"Mediation": [*_MEDIATION_FORM, "public/js/settling/mediation_form.js"],
	"Petition": [*_MEDIATION_FORM, "public/js/settling/mediation_petition.js"],
}

# Screening: papers, messages, the morning list, what follows a merger.
_SCREENING = "xinfang_app.settling.screening"
xf_letter_context = {
	"Screening Round": {key: f"{_SCREENING}.paper_context.{key}" for key in ("of", "fields", "find")}
}
xf_stage_guards["Screening Round"] = {"Round closed": f"{_SCREENING}.rounds.check_closed"}
xf_outbox_texts = {"dispute": f"{_SCREENING}.disputes.text"}
xf_worklist += [f"{_SCREENING}.today.sections"]
xf_wiped_with = [f"{_SCREENING}.wiping.wipe"]
scheduler_events = {"daily": [f"{_SCREENING}.merged.daily"]}
_SCREENING_FORMS = ["public/js/petition/handling_common.js", "public/js/settling/screening.js"]
doctype_js.update(dict.fromkeys(("Screening Round", "Dispute"), _SCREENING_FORMS))
doctype_list_js = dict.fromkeys(("Screening Round", "Dispute"), _SCREENING_FORMS)

# Assistance: help to people in hardship, seen by the organ that helps and by who sees the place.
_AID = "xinfang_app.settling.assisting"
_AID_ACTORS = {"makers": ["organ"], "actors": ["organ"]}
xf_scoped["Assistance Record"] = {"range": "scope_code", **_AID_ACTORS, "subject": "petition"}
xf_stages["Assistance Record"] = [
	"Draft",
	"Pending Approval",
	"Approved",
	"Help given",
	"Refused",
	"Help declined",
]
xf_stage_guards["Assistance Record"] = {
	"Approved": f"{_AID}.check_approved",
	"Help given": f"{_AID}.check_given",
	"Refused": f"{_AID}.check_refused",
	"Help declined": f"{_AID}.check_declined",
}
xf_signed_papers = {
	"Assistance Record": {
		"limit": "opinion",
		"waiting": "Pending Approval",
		"signed": "Approved",
		"sender": "submitted_by",
		"organ": "organ",
		"apart": "1",
		"sign": f"{_AID}.approve",
		"sign_on_paper": f"{_AID}.approve_on_paper",
		"send_back": f"{_AID}.send_back",
		"shown": f"{_AID}.shown",
	}
}
xf_letter_context["Assistance Record"] = {
	key: f"xinfang_app.settling.assistance_paper.{key}" for key in ("of", "fields", "find", "owed", "made")
}
# A withdrawal after help waits for the check of the upper office (xinfang_app/petition/ending/withdrawal.py).
xf_aid_given = [f"{_AID}.last_given"]
xf_worklist += ["xinfang_app.settling.assistance_today.sections"]
doctype_js["Assistance Record"] = [
	f"public/js/{path}.js"
	for path in (
		"petition/handling_common",
		"petition/handling_paper",
		"settling/assistance_common",
		"settling/assistance_form",
	)
]
doctype_js["Petition"] += [
	f"public/js/settling/{name}.js" for name in ("assistance_common", "assistance_petition")
]

# What is wiped of a matter that is sealed out (xinfang_app/petition/registering/quoted.py).
xf_quoted_texts = {
	"Mediation": {
		"texts": ["title", "dispute", "other_party", "terms", "ended_reason", "sessions.text"],
		"files": 1,
	},
	# The receipt of what was paid stays: it is the fund's.
	"Assistance Record": {
		"texts": ["title", "hardship", "plan", "returned_reason", "refused_reason", "declined_note"]
	},
}
