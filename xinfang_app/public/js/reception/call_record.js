// On a piece that was told on the telephone: when the call was, what was answered, its recording, and the number to call back,
// which is opened one by one and on record.

frappe.provide("frappe.xf.petition");

frappe.xf.petition.submission_actions = frappe.xf.petition.submission_actions || [];
frappe.xf.petition.submission_actions.push((frm) => {
	if (frm.doc.form === "Call" && frm.doc.status === "Registered") {
		frm.add_custom_button(__("Record of the call"), () => show_call(frm.docname));
	}
});

const CALL_API = "xinfang_app.reception.api_call.";

async function show_call(submission) {
	const record = await frappe.xcall(`${CALL_API}record`, { submission });
	if (!record) {
		frappe.msgprint(__("No record of a call belongs to this piece."));
		return;
	}
	const escape = frappe.utils.escape_html;
	const moment = (value) => (value ? escape(frappe.datetime.str_to_user(value)) : "—");
	const line = (label, html) => `<p><span class="text-muted">${label}</span><br>${html}</p>`;
	const dialog = new frappe.ui.Dialog({
		title: __("Record of the call"),
		fields: [
			{ fieldtype: "HTML", fieldname: "kept" },
			{
				fieldtype: "Data",
				fieldname: "reason",
				label: __("Why you need to know"),
				description: __("Needed where it is not your own task. Every opening is logged."),
				hidden: !record.has_call_back,
			},
		],
		...(record.has_call_back && {
			primary_action_label: __("Number to call back"),
			async primary_action({ reason }) {
				const number = await frappe.xcall(`${CALL_API}number_to_call`, { submission, reason });
				dialog.$wrapper.find(".xf-call-back").text(number);
			},
		}),
	});
	dialog.fields_dict.kept.$wrapper.html(
		line(__("Received by"), escape(record.interviewers || "")) +
			line(__("The call lasted"), `${moment(record.occurred_on)} — ${moment(record.ended_on)}`) +
			line(__("Answered on the telephone"), escape(record.answer || "—").replace(/\n/g, "<br>")) +
			record.recordings.map((row) => `<p>${escape(row.title)}<br><audio controls preload="none" src="${escape(row.url)}"></audio></p>`).join("") +
			(record.has_call_back ? `<p class="h4 xf-call-back"></p>` : "")
	);
	dialog.show();
}
