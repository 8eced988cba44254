"""What the room `rights` adds to the hooks of the app: plain values under the names that Frappe and our registries use."""

_RIGHTS = "xinfang_app.rights"

# Seen by those named for it alone (custody, `handlers`): no range, no holder, no maker, so that neither the organ meant
# nor who took it down sees it. What it says lies encrypted in a DocType that no list shows.
xf_scoped = {"Rights Report": {"subject": "name"}}
scoped_children = ["Rights Opening"]
xf_closed = ["Rights Content"]
xf_stages = {"Rights Report": ["Report received", "Being looked into", "Looked into", "Result told"]}
xf_stage_guards = {
	"Rights Report": {
		"Being looked into": f"{_RIGHTS}.looking.check_under_way",
		"Looked into": f"{_RIGHTS}.looking.check_looked_into",
		"Result told": f"{_RIGHTS}.looking.check_told",
	}
}
xf_clock_holders = {"Rights Report": {"organ": "handler"}}
xf_letter_context = {
	"Rights Report": {key: f"{_RIGHTS}.paper_context.{key}" for key in ("of", "fields", "owed", "made")}
}
xf_outbox_texts = {"rights_report": f"{_RIGHTS}.telling.text"}
xf_worklist = [f"{_RIGHTS}.today.sections"]
scheduler_events = {"daily": [f"{_RIGHTS}.handlers.renew_all"]}
_FORMS = ["public/js/petition/handling_common.js", "public/js/rights/report.js"]
doctype_js = {"Rights Report": _FORMS, "Petition": _FORMS, "Petition Submission": _FORMS}
doctype_list_js = {"Rights Report": _FORMS}
