"""What this app tells Frappe about itself. Rooms named in `hook_rooms.py` keep their entries in `<room>/hooked.py`."""

from xinfang_app import hook_rooms as _hook_rooms

app_name = "xinfang_app"
app_title = "信访"
app_publisher = "xinfang_app contributors"
app_description = "Citizens' petitions (信访) for a county and the tiers above and below it"
app_email = "xinfang@localhost"
app_license = "mit"
app_logo_url = "/assets/xinfang_app/citizen/icon.svg"

# Install and update. Rooms stand in the order of their imports, lowest first.
after_install = [
	"xinfang_app.organization.install.after_install",
	"xinfang_app.access.install.after_install",
]
after_sync = [
	"xinfang_app.organization.install.after_sync",
	"xinfang_app.access.install.after_sync",
	"xinfang_app.workflows.install.after_sync",
	"xinfang_app.messages.install.after_sync",
	"xinfang_app.deadline.install.after_sync",
	"xinfang_app.letters.install.after_sync",
	"xinfang_app.insight.install.after_sync",
	"xinfang_app.office.install.after_sync",
	"xinfang_app.exchange.install.after_sync",
	"xinfang_app.supervision.board_index.after_sync",
]

doc_events = {
	"Workflow": {
		"before_validate": "xinfang_app.workflows.bound.keep_stages",
		"on_trash": "xinfang_app.workflows.bound.refuse_deletion",
	},
	"User": {
		"before_validate": "xinfang_app.organization.role_sync.note_what_was_asked",
		"validate": "xinfang_app.organization.role_sync.check_roles",
	},
	"Sealed Register": {
		# The informant gets his code from whoever seals what he brought.
		"after_insert": "xinfang_app.citizen.sealed_code.give",
		"on_update": "xinfang_app.petition.registering.sealed.record_disposal",
	},
	# What an office says to itself about a letter is not said to the organ that it goes to.
	"Comment": {"before_insert": "xinfang_app.supervision.quiet_drafts.comment"},
	# Whatever comes in with the number of an upper system is known by it.
	"Petition Submission": {"on_update": "xinfang_app.exchange.upper.follow"},
	# The file of a petition is closed for good once it is bound.
	**{
		doctype: {"before_validate": "xinfang_app.petition.ending.archive.refuse_change"}
		for doctype in (
			"Petition",
			"Petition Referral",
			"Petition Notice",
			"Acceptance Dispute",
			"Legal Route",
			"Inquiry Record",
			"Handling Opinion",
			"Extension Request",
			"Signing Step",
			"Service Record",
			"Execution Task",
			"Settlement",
			"Recusal",
			"Withdrawal Request",
			"Satisfaction Rating",
			"Case File",
		)
	},
}

scheduler_events = {
	"all": [
		"xinfang_app.messages.sending.run",
		"xinfang_app.deadline.tick.run",
		"xinfang_app.office.bulk_run.resume",
		"xinfang_app.exchange.running.take_up_lost",
	],
	# A second entry of each: Frappe refuses a job whose last run was killed, for as long as RQ takes it to be running.
	"cron": {
		"*/2 * * * *": [
			"xinfang_app.deadline.tick.run_beside",
			"xinfang_app.messages.sending.run_beside",
		],
	},
	"daily": [
		"xinfang_app.messages.clearing.clear_sent_messages",
		"xinfang_app.deadline.awake.stay_awake",
		"xinfang_app.deadline.recount.recount",
		"xinfang_app.organization.daily.begin_and_end_posts",
		"xinfang_app.access.sealing.renew_all",
		"xinfang_app.petition.daily.end_passed_terms",
		"xinfang_app.exchange.install.daily",
	],
	"daily_long": [
		"xinfang_app.insight.quality.run.nightly",
	],
}

# organization
# Whose work is left when a posting ends, and who moves it: dotted functions, added by the rooms above.
xf_open_work: list[str] = ["xinfang_app.petition.open_work.of"]
xf_posting_ended: list[str] = ["xinfang_app.petition.open_work.hand_on"]

# messages: who has a record in hand, and which days are worked (xinfang_app/messages/registries.py).
xf_officer_of: list[str] = ["xinfang_app.petition.officer.of"]
xf_working_days: list[str] = ["xinfang_app.deadline.calendar.is_workday"]

# office: what stands on the morning list (xinfang_app/office/items.py), each a function (user) -> lines or sections.
xf_worklist: list[str] = [
	"xinfang_app.office.work_sections.of",
	"xinfang_app.supervision.todo.sections",
	"xinfang_app.office.duty_view.section",
	"xinfang_app.exchange.today.sections",
]
# petition: what an office above demands of matters it sent down (xinfang_app/petition/referring/demanded.py).
xf_demanded_above: list[str] = ["xinfang_app.exchange.upper.demanded"]
# access: sight that ends by itself, (user) -> {DocType: names} (xinfang_app/access/custody.py).
xf_passing_sight: list[str] = ["xinfang_app.office.duty_sight.subjects"]

# petition: what rooms above keep about a piece, sealed and wiped with it (petition/registering/rooms_above.py).
# Texts of records about a matter are in the rooms' tables `xf_quoted_texts` (petition/registering/quoted.py).
_QUOTED = "xinfang_app.petition.registering.quoted"
xf_sealed_with: list[str] = ["xinfang_app.reception.sealing.content", f"{_QUOTED}.content"]
xf_wiped_with: list[str] = ["xinfang_app.reception.sealing.wipe", f"{_QUOTED}.wipe"]

# access: what each DocType's columns mean to the rule of who sees and acts (xinfang_app/access/scoped.py).
_RECORD = {"range": "scope_code", "holder": "holder", "makers": ["organ"], "subject": "petition"}
_REFERS = {"subject_doctype": "Petition", "refers": ["ref_doctype", "ref_name"]}
_PRESSED = {
	"range": "scope_code",
	"holder": "from_organ",
	"makers": ["organ"],
	"actors": ["organ"],
	"subject": "name",
	"draft": ["delivery", "Not sent"],
}
xf_scoped = {
	"Petition": {**_RECORD, "makers": [], "subject": "name"},
	"Petition Submission": {**_RECORD, "draft": ["status", "Draft"]},
	"Petition Referral": {**_RECORD, "makers": ["from_organ", "to_organ"], "actors": ["to_organ"]},
	"Petition Notice": _RECORD,
	"Acceptance Dispute": {**_RECORD, "makers": ["organ", "decider"]},
	"Legal Route": {**_RECORD, "makers": ["organ", "receiving_organ"]},
	"Inquiry Record": _RECORD,
	"Handling Opinion": _RECORD,
	"Extension Request": _RECORD,
	"Signing Step": _RECORD,
	"Service Record": _RECORD,
	"Execution Task": {**_RECORD, "makers": ["organ", "executing_organ"], "actors": ["executing_organ"]},
	"Settlement": _RECORD,
	"Resolution Check": _RECORD,
	"Recusal": _RECORD,
	"Withdrawal Request": _RECORD,
	"Satisfaction Rating": {**_RECORD, "makers": ["organ", "entered_organ"]},
	"Case File": _RECORD,
	"Reception Record": {**_RECORD, "draft": ["status", "Draft"]},
	# A visit belongs to its office; what was brought there is the piece's own.
	"Hall Visit": {"range": "scope_code", "holder": "holder", "makers": ["organ"]},
	"Official Letter": {**_RECORD, **_REFERS, "makers": ["organ", "recipient_organ"], "sealed": "sealed"},
	"Letter Print": {"holder": "organ"},
	"Returned Scan": {"holder": "organ"},
	"Deadline": {**_RECORD, **_REFERS},
	"Deadline Step": {**_RECORD, **_REFERS},
	"Duty Shift": {"holder": "organ"},
	"Work Handover": {"holder": "organ"},
	"Clock Milestone": {**_RECORD, **_REFERS},
	"Quality Finding": _RECORD,
	# What presses an organ is its office's until it is sent; then the organ's, too, and the place's supervisors'.
	"Supervision Letter": _PRESSED,
	"Recommendation": _PRESSED,
	"Rectification": _PRESSED,
	"Supervision Check": {"range": "scope_code", "holder": "from_organ"},
	"Conference Proposal": {
		"range": "scope_code",
		"holder": "from_organ",
		"subject": "name",
		"draft": ["status", "Draft"],
	},
	"Inspection": {"range": "scope_code", "holder": "from_organ", "subject": "name"},
	"Month Close": {"range": "scope_code", "makers": ["office"]},
	"Upper Matter": {**_RECORD, "sealed": "sealed"},
	"Exchange Batch": {"holder": "organ"},
	# A flag is seen by the organ concerned, by who verifies and decides, and by supervision of the county (its range).
	"Accountability Flag": {
		"range": "scope_code",
		"holder": "organ",
		"makers": ["verifier_organ", "deciding_organ"],
	},
	"Urgent Report": {
		"range": "scope_code",
		"holder": "organ",
		"makers": ["office"],
		"actors": ["office"],
		"subject": "name",
	},
	"On-site Duty": {"range": "scope_code", "holder": "organ", "makers": ["office"], "actors": ["office"]},
	"Routine Duty": {"range": "scope_code", "holder": "organ"},
}
# The child tables of these, which are lists of their own over REST.
_SCOPED_CHILDREN = [
	"Submission Petitioner",
	"Petition Claim",
	"Acceptance Dispute Party",
	"Opinion Item",
	"Case File Item",
	"Deadline Event",
	"Work Handover Item",
	"Supervision Matter",
	"Supervision Copy",
	"Supervision Evidence",
	"Inspection Member",
	"Flag Evidence",
	"Urgent Report Link",
	"Urgent Report Entry",
	"Routine Duty Entry",
]
# No list shows these, no role reads them: identities, custody, sealed pieces and the logs of both.
xf_closed = [
	"Outbox Message",
	"Exchange Row",
	"Bulk Run",
	"Bulk Run Row",
	"Letter Scan",
	"Sealed Follow Code",
	"Custody",
	"Petitioner",
	"Identity Access Log",
	"Sealed Accusation",
	"Sealed Custodian",
	"Sealed File",
	"Sealed Exclusion",
	"Sealed Request",
	"Sealed Opening Log",
	"Month Close Row",
]
scoped_children = _SCOPED_CHILDREN
_hook_rooms.merge(globals(), *_hook_rooms.EARLY)
_SCOPED_CHILDREN = scoped_children
del scoped_children
# Frappe's own records about documents, seen by whoever sees the document (xinfang_app/access/side_records.py).
_SIDE_RECORDS = [
	"File",
	"Comment",
	"Communication",
	"Version",
	"ToDo",
	"DocShare",
	"Deleted Document",
	"Notification Log",
	"Workflow Action",
	"View Log",
	"Access Log",
	"Activity Log",
	"Document Follow",
	"Document Share Key",
	"Tag Link",
	"Energy Point Log",
	"Email Queue",
	"Error Log",
	"Integration Request",
	"Submission Queue",
]


def _rows(module, doctypes):
	"""The query condition of each DocType: an attribute of `module` made from its name."""
	return {
		doctype: f"xinfang_app.access.{module}.rows__{doctype.lower().replace(' ', '_').replace('-', '_')}"
		for doctype in doctypes
	}


permission_query_conditions = {
	**_rows("hooks_for", [*xf_scoped, *_SCOPED_CHILDREN, "Sealed Register"]),
	**_rows("side_records", [*_SIDE_RECORDS, "Communication Link"]),
	**{doctype: "xinfang_app.access.sealed_scope.nobody" for doctype in xf_closed},
	"Prepared Report": "xinfang_app.access.prepared_report.rows",
	"Message Preference": "xinfang_app.messages.preference.rows",
}
has_permission = {
	**{doctype: "xinfang_app.access.hooks_for.may" for doctype in xf_scoped},
	**{doctype: "xinfang_app.access.side_records.may" for doctype in _SIDE_RECORDS},
	**{doctype: "xinfang_app.access.sealed_scope.refuse" for doctype in xf_closed},
	"Sealed Register": "xinfang_app.access.sealed_scope.may",
	"Prepared Report": "xinfang_app.access.prepared_report.may",
	"Message Preference": "xinfang_app.messages.preference.may",
}
before_request = [
	"xinfang_app.access.http_guard.check",
	"xinfang_app.petition.quiet_errors.install",
	"xinfang_app.petition.again.begin",
]
before_job = ["xinfang_app.petition.quiet_errors.install", "xinfang_app.petition.again.begin"]
override_whitelisted_methods = {
	"frappe.client.get_count": "xinfang_app.access.desk_methods.get_count",
	"frappe.desk.form.load.getdoc": "xinfang_app.access.desk_methods.getdoc",
	"frappe.desk.listview.get_group_by_count": "xinfang_app.access.desk_methods.get_group_by_count",
	"frappe.desk.notifications.get_open_count": "xinfang_app.access.desk_methods.get_open_count",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": (
		"xinfang_app.access.desk_methods.get_workflow_state_count"
	),
	"frappe.core.api.file.zip_files": "xinfang_app.access.desk_methods.zip_files",
}
override_doctype_class = {
	"File": "xinfang_app.access.case_file.CaseFile",
	"System Console": "xinfang_app.access.system_console.AdministratorsConsole",
}
# What may not be hung on a case, nor configured about it.
_ACCESS_EVENTS = {
	**dict.fromkeys(
		["DocShare", "Document Share Key", "Document Follow"], {"validate": "side_writing.share"}
	),
	"ToDo": {"validate": "side_writing.assign"},
	"Comment": {"validate": "side_writing.comment"},
	"Communication": {"validate": "side_writing.communicate"},
	"Tag Link": {"validate": "side_writing.tag"},
	**dict.fromkeys(
		[
			"Assignment Rule",
			"Auto Repeat",
			"Calendar View",
			"Client Script",
			"Custom DocPerm",
			"DocType Layout",
			"Data Import",
			"Document Naming Rule",
			"Energy Point Rule",
			"Kanban Board",
			"List View Settings",
			"Milestone Tracker",
			"Notification",
			"Print Format",
			"Server Script",
			"User Permission",
			"Web Form",
			"Webhook",
			"Workflow",
		],
		{"before_validate": "back_doors.configure"},
	),
	"Report": {"before_validate": "back_doors.report"},
	"Prepared Report": {"before_validate": "prepared_report.refuse"},
	"Dashboard Chart": {"before_validate": "back_doors.chart"},
	"Number Card": {"before_validate": "back_doors.card"},
	"Auto Email Report": {"before_validate": "back_doors.mailed_report"},
	"List Filter": {"before_validate": "back_doors.layout_filter"},
	"Custom Field": {
		"before_validate": "back_doors.custom_field",
		"on_update": "shape.forget",
		"on_trash": "shape.forget",
	},
	"Property Setter": {"before_validate": "back_doors.property_setter"},
	"DocType": {"before_validate": "back_doors.doctype", "on_update": "shape.forget"},
	**dict.fromkeys(
		[
			"Tag",
			"Workflow State",
			"Workflow Action Master",
			"Petition Category",
			"Petition Cause",
			"Petition Purpose",
			"Petition Channel",
			"Closing Code",
			"Supervision Cause",
		],
		{"before_validate": "back_doors.named"},
	),
	**dict.fromkeys(
		_SCOPED_CHILDREN,
		dict.fromkeys(["before_insert", "before_validate", "on_trash"], "child_rows.refuse_alone"),
	),
}
for _doctype, _events in _ACCESS_EVENTS.items():
	for _event, _function in _events.items():
		_known = doc_events.setdefault(_doctype, {}).get(_event, [])
		doc_events[_doctype][_event] = [
			*([_known] if isinstance(_known, str) else _known),
			f"xinfang_app.access.{_function}",
		]

# workflows: what must be on record before a stage is entered (xinfang_app/workflows/stages.py).
xf_stage_guards = {
	"Petition": {
		"Registered": "xinfang_app.petition.referring.referral_guards.registered_again",
		"Referred": "xinfang_app.petition.referring.referral_guards.referred",
		"Accepted": "xinfang_app.petition.referring.referral_guards.accepted",
		"Diverted": "xinfang_app.petition.referring.referral_guards.on_route",
		"Referred Judicial": "xinfang_app.petition.referring.referral_guards.on_route",
		"Suggestion Replied": "xinfang_app.petition.referring.referral_guards.on_route",
		"Not Accepted": "xinfang_app.petition.referring.referral_guards.on_route",
		"No Further Acceptance": "xinfang_app.petition.referring.referral_guards.on_route",
		"Handling": "xinfang_app.petition.answering.opinion.check_handling",
		"Opinion Issued": "xinfang_app.petition.answering.opinion.check_petition",
		"Served": "xinfang_app.petition.serving.service.check_entered",
		"Executing": "xinfang_app.petition.serving.execution.check_entered",
		"Settled": "xinfang_app.petition.ending.closing.check_entered",
		"Withdrawn": "xinfang_app.petition.ending.closing.check_entered",
		"Merged": "xinfang_app.petition.ending.closing.check_entered",
		"Filed": "xinfang_app.petition.ending.closing.check_entered",
		"Terminated": "xinfang_app.petition.ending.closing.check_entered",
		"Archived": "xinfang_app.petition.ending.archive.check_entered",
	},
	"Handling Opinion": {
		"Pending Signature": "xinfang_app.petition.answering.opinion.check_pending",
		"Signed": "xinfang_app.petition.answering.opinion.check_entered",
		"Superseded": "xinfang_app.petition.answering.opinion.check_superseded",
	},
	"Extension Request": {
		"Pending Approval": "xinfang_app.petition.answering.extension.check_pending",
		"Approved": "xinfang_app.petition.answering.extension.check_entered",
		"Refused": "xinfang_app.petition.answering.extension.check_entered",
	},
	"Supervision Letter": {
		"Sent": "xinfang_app.supervision.letters.check_signed",
		"Received": "xinfang_app.supervision.letters.check_received",
		"Answered": "xinfang_app.supervision.letters.check_answered",
		"Closed": "xinfang_app.supervision.letters.check_verdict",
		"Escalated": "xinfang_app.supervision.letters.check_verdict",
		"Withdrawn": "xinfang_app.supervision.letters.check_withdrawn",
	},
	"Recommendation": {
		"Delivered": "xinfang_app.supervision.recommendations.check_delivered",
		"Answered": "xinfang_app.supervision.recommendations.check_answered",
		"Withdrawn": "xinfang_app.supervision.letters.check_withdrawn",
	},
}
# What follows when a stage was entered.
xf_stage_entered = {
	"Petition": {
		"Accepted": "xinfang_app.petition.serving.rating_window.accepted",
		"Suggestion Replied": "xinfang_app.petition.serving.rating_window.entered",
		"Settled": "xinfang_app.petition.serving.rating_window.entered",
	},
}

# deadline: whose columns tell the matter, the place, the organ that the clocks bind, and the holder.
_CLOCKED = {"petition": "petition", "scope_code": "scope_code", "organ": "organ", "holder": "holder"}
xf_clock_holders = {
	"Petition": {**_CLOCKED, "petition": "name", "organ": "holder"},
	"Petition Submission": _CLOCKED,
	"Sealed Register": {"scope_code": "scope_code", "organ": "organ", "holder": "organ"},
	# Not counted with the petition: what is owed upwards does not end with the matter here.
	"Upper Matter": {"scope_code": "scope_code", "organ": "organ", "holder": "organ"},
	"Petition Referral": {**_CLOCKED, "organ": "to_organ"},
	"Legal Route": _CLOCKED,
	"Acceptance Dispute": {**_CLOCKED, "organ": "decider"},
	"Service Record": _CLOCKED,
	"Execution Task": {**_CLOCKED, "organ": "executing_organ"},
	# What is demanded of an organ does not end with the matter: no petition here.
	**{
		doctype: {"scope_code": "scope_code", "organ": "organ", "holder": "from_organ"}
		for doctype in ("Supervision Letter", "Recommendation", "Rectification")
	},
}

# deadline: what a step says and does, from the outbox (xinfang_app/messages); what the rooms above do for a step.
xf_outbox_texts = {"deadline_step": "xinfang_app.deadline.telling.text"}
xf_outbox_actions = {"escalation": "xinfang_app.deadline.escalating.act"}
xf_escalation_actions: dict[str, str] = {}

# workflows: the stages of each DocType that walks a road, the first one first (xinfang_app/workflows/stages.py).
xf_stages = {
	"Petition": [
		"Registered",
		"Referred",
		"Accepted",
		"Handling",
		"Opinion Issued",
		"Served",
		"Executing",
		"Terminated",
		"Archived",
		"Diverted",
		"Referred Judicial",
		"Suggestion Replied",
		"Not Accepted",
		"No Further Acceptance",
		"Withdrawn",
		"Settled",
		"Merged",
		"Filed",
	],
	"Handling Opinion": ["Draft", "Pending Signature", "Signed", "Returned", "Superseded"],
	"Extension Request": ["Draft", "Pending Approval", "Approved", "Refused"],
	"Supervision Letter": [
		"Draft",
		"Pending Signature",
		"Sent",
		"Received",
		"Answered",
		"Closed",
		"Escalated",
		"Withdrawn",
	],
	"Recommendation": ["Draft", "Pending Signature", "Delivered", "Answered", "Withdrawn"],
}

# letters: about which records papers are written, and where their data comes from (xinfang_app/letters/case.py).
xf_letter_context = {
	doctype: {
		"of": "xinfang_app.petition.paperwork.letter_context.of",
		"fields": "xinfang_app.petition.paperwork.letter_context.fields",
		"secret": "xinfang_app.petition.paperwork.letter_context.secret",
		"find": "xinfang_app.petition.paperwork.case_search.find",
		"owed": "xinfang_app.petition.paperwork.late_papers.owed",
		"made": "xinfang_app.petition.paperwork.late_papers.made",
	}
	for doctype in (
		"Petition",
		"Petition Submission",
		"Petition Referral",
		"Petition Notice",
		"Acceptance Dispute",
		"Legal Route",
		"Sealed Register",
		"Inquiry Record",
		"Handling Opinion",
		"Extension Request",
		"Service Record",
		"Execution Task",
		"Case File",
	)
}

xf_letter_context.update(
	{
		doctype: {
			key: f"xinfang_app.supervision.paper_context.{key}"
			for key in ("of", "fields", "find", "owed", "made")
		}
		for doctype in ("Supervision Letter", "Rectification", "Recommendation")
	}
)

# letters: what a scan of a returned paper does to its record (xinfang_app/letters/scans/returns.py).
_RETURNED = "xinfang_app.petition.paperwork.returned"
xf_letter_returns = {
	"Service Record": f"{_RETURNED}.service_record",
	"Handling Opinion": f"{_RETURNED}.handling_opinion",
	"Extension Request": f"{_RETURNED}.extension_request",
	"Inquiry Record": f"{_RETURNED}.inquiry_record",
	"Petition Referral": f"{_RETURNED}.petition_referral",
	"*": f"{_RETURNED}.by_mail_number",
}

# letters: which letters are out in the post, a function (organs) -> rows for the paper desk.
xf_letters_posted: list[str] = ["xinfang_app.petition.paperwork.posted.out"]

# petition: further checks before signing.
xf_presign_checks: list[str] = ["xinfang_app.petition.paperwork.citations.check"]

# petition: drafts of other rooms that wait for signature (xinfang_app/petition/answering/chain.py).
_SIGNED = {
	"limit": "opinion",
	"waiting": "Pending Signature",
	"sender": "submitted_by",
	"organ": "from_organ",
}
xf_signed_papers = {
	doctype: {
		**_SIGNED,
		"signed": signed,
		"petitions": "xinfang_app.supervision.matters.petitions_of",
		**{
			step: f"xinfang_app.supervision.{module}.{step}"
			for step in ("sign", "sign_on_paper", "send_back", "shown")
		},
	}
	for doctype, signed, module in (
		("Supervision Letter", "Sent", "letters"),
		("Recommendation", "Delivered", "recommendations"),
	)
}

# supervision: letters, and what they say; what the engine has drafted for a term that was not kept.
xf_outbox_texts.update(
	{
		"supervision_letter": "xinfang_app.supervision.telling.text",
		"supervision_own_office": "xinfang_app.supervision.telling.own_office_text",
	}
)
xf_escalation_actions.update(
	{
		"Draft Supervision Letter": "xinfang_app.supervision.escalation.draft_letter",
		"Propose to Conference": "xinfang_app.supervision.escalation.propose",
	}
)

# The desk: what every form gets (public/js, public/css).
app_include_js = [
	"clock_bar.bundle.js",
	"letters.bundle.js",
	"case_desk.bundle.js",
	"signing.bundle.js",
	"quality.bundle.js",
	"office.bundle.js",
]
app_include_css = [f"{name}.bundle.css" for name in ("clock_bar", "signing", "office", "case_desk")]
extend_bootinfo = [
	"xinfang_app.deadline.boot.extend",
	"xinfang_app.letters.boot.extend",
	"xinfang_app.petition.boot.extend",
	"xinfang_app.insight.boot.extend",
	"xinfang_app.insight.monthly.boot.extend",
	"xinfang_app.office.landing.extend",
]

# The desk: what lists get beside their own: doing many at once.
doctype_list_js = {
	doctype: ["public/js/office/list.js"]
	for doctype in ("Petition", "Petition Submission", "Petition Referral", "Official Letter")
}

# The desk: what single forms get, in the order in which they are loaded.
_STEPS = "public/js/petition/"
doctype_js = {
	"Petition": [
		f"{_STEPS}{name}.js"
		for name in (
			"common",
			"refer",
			"dispute",
			"accept",
			"refuse",
			"routes",
			"objection",
			"timeline",
			"identity",
			"petition_steps",
			"handling_common",
			"handling_work",
			"handling_answer",
			"handling_end",
			"handling_petition",
		)
	],
	"Petition Submission": [
		f"{_STEPS}identity.js",
		*(f"public/js/reception/{name}.js" for name in ("consent", "call_record")),
	],
	"Petition Referral": [
		f"{_STEPS}{name}.js" for name in ("common", "handling_common", "objection", "petition_referral")
	],
	**{
		doctype: [f"{_STEPS}{name}.js" for name in ("handling_common", "middle_records")]
		for doctype in ("Petition Notice", "Legal Route", "Acceptance Dispute")
	},
	"Handling Opinion": [f"{_STEPS}handling_{name}.js" for name in ("common", "paper")],
	"Extension Request": [f"{_STEPS}handling_{name}.js" for name in ("common", "paper", "work")],
	**{
		doctype: [f"{_STEPS}handling_{name}.js" for name in ("common", "answer")]
		for doctype in ("Service Record", "Execution Task")
	},
	**{
		doctype: [f"{_STEPS}handling_common.js"]
		for doctype in (
			"Inquiry Record",
			"Satisfaction Rating",
			"Settlement",
			"Resolution Check",
			"Recusal",
			"Withdrawal Request",
			"Case File",
			"Signing Step",
		)
	},
}

# exchange
doctype_js["Petition"] = [*doctype_js["Petition"], "public/js/exchange/petition.js"]
# supervision
_PRESS = "public/js/supervision/"
doctype_js["Petition"] = [
	*doctype_js["Petition"],
	*(f"{_PRESS}{name}.js" for name in ("common", "drafts", "petition")),
]
doctype_list_js["Petition"] = [
	*doctype_list_js["Petition"],
	*(f"{_PRESS}{name}.js" for name in ("common", "drafts", "petition_list")),
]
for _doctype, _form in (
	("Supervision Letter", "letter"),
	("Conference Proposal", "measures"),
	("Inspection", "measures"),
	("Rectification", "measures"),
	("Recommendation", "measures"),
):
	doctype_js[_doctype] = [
		*(f"{_STEPS}handling_{name}.js" for name in ("common", "paper")),
		*(f"{_PRESS}{name}.js" for name in ("common", "drafts", _form)),
	]

page_js = {
	"upper-exchange": [
		f"public/js/exchange/{name}.js" for name in ("common", "import", "reconcile", "report")
	],
}

# citizen
page_renderer = ["xinfang_app.citizen.page.FollowPage"]
after_request = ["xinfang_app.citizen.headers.add"]

# supervision: accountability, urgent information, on-site and routine duties.
# Not counted with the petition: what an organ owes here does not end with a matter.
_OWN_CLOCKS = {"scope_code": "scope_code", "organ": "organ", "holder": "organ"}
xf_clock_holders.update(
	dict.fromkeys(("Accountability Flag", "Urgent Report", "On-site Duty", "Routine Duty"), _OWN_CLOCKS)
)
after_sync.append("xinfang_app.supervision.accountability.install.after_sync")
xf_worklist.append("xinfang_app.supervision.worklist_duties.sections")
xf_escalation_actions["Raise Flag"] = "xinfang_app.supervision.accountability.ladder.raise_flag"
scheduler_events["daily"] += [
	"xinfang_app.supervision.accountability.raising.nightly",
	"xinfang_app.supervision.duties.routine.daily",
]
xf_outbox_texts.update(
	{
		"accountability_flag": "xinfang_app.supervision.accountability.telling.flag",
		"accountability_reminder": "xinfang_app.supervision.accountability.telling.reminder",
		"urgent_report": "xinfang_app.supervision.duties.telling.urgent",
		"on_site_duty": "xinfang_app.supervision.duties.telling.on_site",
	}
)
# What a rule of accountability counts is a closed list: nothing is hung on it by configuration.
for _doctype, _guard in (
	("Custom Field", "no_fields"),
	("Property Setter", "no_setters"),
	("Server Script", "no_scripts"),
):
	doc_events[_doctype]["before_validate"].append(
		f"xinfang_app.supervision.accountability.rule_lock.{_guard}"
	)
# A recurring rule begins the clocks of its own duties only.
doc_events.setdefault("Deadline Rule", {})["before_validate"] = (
	"xinfang_app.supervision.duties.routine.bind_rule"
)
# The desk: forms and lists of these records.
for _doctype in ("Accountability Flag", "Urgent Report", "On-site Duty", "Routine Duty"):
	doctype_js[_doctype] = ["public/js/petition/handling_common.js", "public/js/supervision/duty_common.js"]
	doctype_list_js[_doctype] = doctype_js[_doctype]

# The rooms that keep their own entries.
_hook_rooms.merge(globals())
after_migrate = after_sync
