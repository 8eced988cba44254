// What the dialogs from hearing to archive share. The rules are on the server (petition/api_handling.py); a refused step
// leaves the dialog open with everything that was typed.

(() => {
	frappe.provide("xinfang.handling");
	const handling = xinfang.handling;

	handling.call = (method, args) => frappe.xcall(`xinfang_app.petition.api_handling.${method}`, args);

	// One dialog, one step. `args(values)` makes the arguments of `method`; `done` replaces the reload of the form.
	handling.dialog = function ({ frm, title, method, fields, args, primary, intro, done, ready, size }) {
		const shown = fields.filter(Boolean);
		const dialog = new frappe.ui.Dialog({
			title,
			size: size || "large",
			fields: intro ? [{ fieldtype: "HTML", fieldname: "intro", options: handling.note(intro) }, ...shown] : shown,
			primary_action_label: primary || title,
			primary_action(values) {
				dialog.disable_primary_action();
				handling
					.call(method, args(values))
					.then((answer) => {
						dialog.hide();
						handling.recorded();
						return done ? done(answer, values) : frm.reload_doc();
					})
					.catch(() => {
						// The server's message is on the screen.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
		if (ready) ready(dialog);
		return dialog;
	};

	handling.recorded = () => frappe.show_alert({ message: __("Done and recorded."), indicator: "green" });

	handling.note = (text) => `<p class="text-muted" style="margin-bottom: var(--margin-md)">${frappe.utils.escape_html(text)}</p>`;

	handling.list = (lines) => `<ul style="padding-left: 1.2em">${lines.map((line) => `<li>${frappe.utils.escape_html(line)}</li>`).join("")}</ul>`;

	// Says before the button is pressed what an entry of an earlier day needs; the server counts the working days.
	handling.day = (label, extra = {}) => ({
		fieldtype: "Date",
		fieldname: "occurred_on",
		label,
		default: frappe.datetime.get_today(),
		reqd: 1,
		description: __("More than two working days back needs the paper and a reason."),
		...extra,
	});

	handling.late_reason = () => ({
		fieldtype: "Small Text",
		fieldname: "backdate_reason",
		label: __("Reason for entering it afterwards"),
		depends_on: "eval:doc.occurred_on && frappe.datetime.get_day_diff(frappe.datetime.get_today(), doc.occurred_on) > 2",
	});

	handling.file = (fieldname, label, extra = {}) => ({ fieldtype: "Attach", fieldname, label, ...extra });

	// An empty choice is a bare text: Frappe prints an object without a label as such.
	handling.options = (values) => values.map((value) => (value ? { value, label: __(value) } : ""));

	// The tail of a number is what tells matters apart, also where a title is cut.
	handling.tail = (number) => (number || "").split("-").slice(2).join("-");

	handling.open_petition = function (frm) {
		if (frm.is_new() || !frm.doc.petition) return;
		frm.add_custom_button(__("Open the petition"), () => frappe.set_route("Form", "Petition", frm.doc.petition));
	};

	// The records of this part have no name that says anything to a reader, and its officials are people, not accounts.
	handling.head = function (frm, title, indicator, colour) {
		frm.page.set_title(title || __(frm.doctype));
		if (indicator) frm.page.set_indicator(__(indicator), colour || "gray");
		frm.$wrapper.find(".xf-next").remove();
		const people = frm.doc.__onload?.people || {};
		frm.meta.fields
			.filter((df) => df.fieldtype === "Link" && df.options === "User" && people[frm.doc[df.fieldname]])
			.forEach((df) => $(frm.get_field(df.fieldname)?.disp_area).text(people[frm.doc[df.fieldname]]));
	};

	// The next step: blue, and on a narrow screen, where Frappe puts buttons into a menu, also above the form.
	handling.primary = function (frm, label, run) {
		frm.add_custom_button(label, run).removeClass("btn-default").addClass("btn-primary");
		// Two parts of the road may each have something waiting; the same step asked for twice is one.
		frm.$wrapper.find(".xf-next").filter((_i, bar) => $(bar).text() === label).remove();
		const bar = $('<div class="xf-next d-md-none" style="padding: 10px 15px"></div>');
		bar.append($('<button type="button" class="btn btn-primary btn-block"></button>').text(label).on("click", run));
		frm.layout.wrapper.before(bar);
	};

	// A record that only services write: shown, never saved from the form.
	handling.show_only = function (frm) {
		frm.disable_form();
		handling.open_petition(frm);
	};

	// A change of stage is a step with a record of its own, taken with our buttons, which ask for what it needs. What stays
	// in the workflow's menu are the inner steps that a county adds to its procedures (another reader, another section).
	// A draft that waits for signature moves on by a signature only, each with its own button.
	const STAGED = ["Petition", "Handling Opinion", "Extension Request", "Supervision Letter", "Recommendation", "Petition Review", "Assistance Record", "Hearing", "Mediation", "Leader Ownership", "Leader Instruction", "Joint Conference", "Dispute", "Rights Report", "Screening Round", "Reception Rota", "Reception Visit", "Reception Promise", "Conference Task", "Inspection", "Rectification", "Suggestion Drive"];
	const WAITING = ["Pending Signature", "Pending Approval"];
	if (!frappe.workflow.xf_transitions) {
		frappe.workflow.xf_transitions = frappe.workflow.get_transitions;
		frappe.workflow.get_transitions = function (doc) {
			const found = frappe.workflow.xf_transitions(doc);
			if (!STAGED.includes(doc.doctype)) return found;
			const states = (frappe.workflow.workflows[doc.doctype] || {}).states || [];
			const stage = (state) => (states.find((row) => row.state === state) || {}).update_value;
			if (WAITING.includes(doc.stage)) return Promise.resolve([]);
			return found.then((rows) => rows.filter((row) => stage(row.next_state) === doc.stage));
		};
	}
})();
