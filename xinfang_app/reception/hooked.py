"""What the room `reception` adds to the hooks of the app: plain values under the names that Frappe and our registries use."""

_LEADERS = "xinfang_app.reception.leaders"
_DRIVES = "xinfang_app.reception.drives"
#: A record of the office that runs or keeps it; where an organ is bound by it or its leader concerned, that organ's too.
_OFFICES = {"range": "scope_code", "holder": "holder"}
_ORGANS = {**_OFFICES, "makers": ["organ"]}

xf_scoped = {
	"Reception Rota": _ORGANS,
	"Reception Duty": _ORGANS,
	"Reception Booking": _OFFICES,
	"Reception Visit": _OFFICES,
	"Reception Promise": {**_ORGANS, "actors": ["organ"]},
	"Suggestion Drive": _OFFICES,
}
scoped_children = ["Reception Matter", "Drive Suggestion"]
xf_stages = {
	"Reception Rota": ["Rota draft", "Rota published"],
	"Reception Visit": ["To be completed", "Completed"],
	"Reception Promise": ["Promise open", "Promise kept", "Promise not kept"],
	"Suggestion Drive": [
		"Drive draft",
		"Drive open",
		"Drive closed",
		"Outcome published",
		"Drive called off",
	],
}
xf_stage_guards = {
	"Reception Rota": {"Rota published": f"{_LEADERS}.rota.check_published"},
	"Reception Visit": {"Completed": f"{_LEADERS}.visits.check_completed"},
	"Reception Promise": {
		"Promise kept": f"{_LEADERS}.promises.check_kept",
		"Promise not kept": f"{_LEADERS}.promises.check_not_kept",
	},
	"Suggestion Drive": {
		"Drive open": f"{_DRIVES}.drives.check_open",
		"Drive closed": f"{_DRIVES}.drives.check_closed",
		"Outcome published": f"{_DRIVES}.drives.check_published",
		"Drive called off": f"{_DRIVES}.drives.check_called_off",
	},
}
# What was promised does not end with the matter: no petition here.
xf_clock_holders = {"Reception Promise": {"scope_code": "scope_code", "organ": "organ", "holder": "holder"}}
xf_letter_context = {
	doctype: {key: f"{_LEADERS}.paper_context.{key}" for key in ("of", "fields", "find", "owed", "made")}
	for doctype in ("Reception Rota", "Reception Visit")
}
xf_outbox_texts = {
	"reception_duty": f"{_LEADERS}.telling.text",
	"reception_promise": f"{_LEADERS}.promises.text",
}
xf_worklist = [f"{_LEADERS}.today.sections", f"{_DRIVES}.today.sections"]
xf_wiped_with = [f"{_LEADERS}.wiping.wipe"]
# What is wiped of a matter that is sealed out (xinfang_app/petition/registering/quoted.py).
xf_quoted_texts = {
	"Reception Booking": {"texts": ["subject", "note"]},
	"Reception Promise": {"texts": ["promise", "kept_note", "not_kept_reason"], "files": 1},
}
# A reception that was held, told to whoever keeps duties that come again: functions of (organ, office, day, leader, source, published).
xf_reception_held = ["xinfang_app.supervision.duties.routine_met.reception_held"]
scheduler_events = {"daily": [f"{_LEADERS}.absence.daily"]}
_FORMS = ["public/js/petition/handling_common.js", "public/js/reception/leaders.js"]
doctype_js = {
	doctype: _FORMS
	for doctype in (
		"Reception Rule",
		"Reception Rota",
		"Reception Duty",
		"Reception Booking",
		"Reception Visit",
		"Reception Promise",
	)
}
doctype_list_js = {doctype: _FORMS for doctype in ("Reception Rota", "Reception Duty", "Reception Visit")}
_DRIVE_FORMS = ["public/js/petition/handling_common.js", "public/js/reception/drives.js"]
doctype_js["Suggestion Drive"] = doctype_list_js["Suggestion Drive"] = _DRIVE_FORMS
doctype_js["Petition"] = [*_DRIVE_FORMS, "public/js/reception/drives_petition.js"]
doctype_calendar_js = {"Reception Duty": "public/js/reception/duty_calendar.js"}
page_renderer = [
	"xinfang_app.citizen.reception_page.ReceptionPage",
	"xinfang_app.citizen.suggestions_page.SuggestionsPage",
]
