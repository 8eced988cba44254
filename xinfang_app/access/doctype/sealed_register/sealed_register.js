// What a custodian does with a sealed piece. The content is shown in a dialog and never becomes part of the document;
// everybody else sees number and dates, and no button.

frappe.provide("frappe.xf.sealed");

const SEALED_API = "xinfang_app.access.api.";
const sealed_call = (method, args) => frappe.xcall(SEALED_API + method, args);
const sealed_text = (value) => frappe.utils.escape_html(String(value ?? ""));

// Keys of the content that are shown, in this order; the rest follows as it was sealed.
const SEALED_LABELS = {
	title: __("Title"),
	content: __("What it says"),
	claims_text: __("Claims"),
	place_detail: __("Place"),
	respondent_organ: __("Organ complained of"),
	accused_users: __("People accused"),
};

frappe.ui.form.on("Sealed Register", {
	async refresh(frm) {
		if (frm.is_new()) return;
		// Nothing is attached to it: no comment, file, task, share or tag.
		frm.page.sidebar.hide();
		frm.footer?.wrapper.hide();
		const state = await sealed_call("sealed_state", { register: frm.docname });
		if (!state.custodian) return;
		frm.add_custom_button(__("Open the piece"), () => frappe.xf.sealed.open(frm)).addClass("btn-primary");
		frm.add_custom_button(__("Hand it on"), () => frappe.xf.sealed.transfer(frm));
		frm.add_custom_button(__("Close it"), () => frappe.xf.sealed.close(frm));
		frm.add_custom_button(__("Keep further people away"), () => frappe.xf.sealed.exclude(frm));
		frm.add_custom_button(__("Ask to unseal"), () => frappe.xf.sealed.ask(frm));
		frm.add_custom_button(__("Who opened it"), () => frappe.xf.sealed.log(frm));
		for (const request of state.requests) {
			if (request.asked_by === frappe.session.user) {
				frm.dashboard.add_comment(__("Your request waits for another custodian."), "blue", true);
			} else {
				frm.add_custom_button(__("Decide a request"), () => frappe.xf.sealed.decide(frm, request));
			}
		}
	},
});

frappe.xf.sealed.open = async function (frm) {
	const content = await sealed_call("open_sealed", { register: frm.docname });
	const line = (label, value) =>
		value && value.length ? `<dt>${sealed_text(label)}</dt><dd style="white-space: pre-wrap">${sealed_text(value)}</dd>` : "";
	const people = (content.petitioners || []).map((person) =>
		[person.name, person.phone, person.id_no, person.address].filter(Boolean).join(" · ")
	);
	const files = (content.files || []).map(
		(file) =>
			`<li><a href="#" data-no="${cint(file.no)}">${sealed_text(file.file_name)}</a> (${cint(file.size / 1024)} KB)</li>`
	);
	const body = [
		...Object.entries(SEALED_LABELS).map(([key, label]) => line(label, content[key])),
		line(__("Petitioners"), people.join("\n")),
		files.length ? `<dt>${__("Papers")}</dt><dd><ul>${files.join("")}</ul></dd>` : "",
	];
	const dialog = new frappe.ui.Dialog({
		title: __("Sealed piece {0}", [frm.doc.number || ""]),
		size: "large",
		fields: [{ fieldtype: "HTML", fieldname: "body" }],
	});
	dialog.fields_dict.body.$wrapper.html(
		`<p class="text-muted">${__("This opening has been recorded.")}</p><dl>${body.join("")}</dl>`
	);
	dialog.$wrapper.on("click", "a[data-no]", (event) => {
		event.preventDefault();
		open_url_post(`/api/method/${SEALED_API}open_sealed_file`, {
			register: frm.docname,
			no: event.currentTarget.dataset.no,
		});
	});
	dialog.show();
};

frappe.xf.sealed.ask_and_call = function (frm, title, fields, method, after = () => frm.reload_doc()) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: title,
		async primary_action(values) {
			await sealed_call(method, { register: frm.docname, ...values });
			dialog.hide();
			after();
		},
	});
	dialog.show();
};

frappe.xf.sealed.transfer = (frm) =>
	frappe.xf.sealed.ask_and_call(
		frm,
		__("Hand it on"),
		[{ fieldtype: "Link", fieldname: "to_organ", options: "Organ", label: __("Transferred to"), reqd: 1, default: frm.doc.target_organ }],
		"transfer_sealed",
		() => {
			// Whoever handed it on keeps it no longer; the form would ask for what is not his to see.
			frappe.set_route("List", "Sealed Register");
			frappe.show_alert({ message: __("Handed on; the piece is no longer in your keeping."), indicator: "green" }, 10);
		}
	);

frappe.xf.sealed.close = (frm) =>
	frappe.xf.sealed.ask_and_call(
		frm,
		__("Close it"),
		[
			{
				fieldtype: "Data",
				fieldname: "closing",
				label: __("Closing"),
				reqd: 1,
				description: __("In general words; no name and no fact of the piece."),
			},
		],
		"close_sealed"
	);

frappe.xf.sealed.exclude = (frm) =>
	frappe.xf.sealed.ask_and_call(
		frm,
		__("Keep further people away"),
		[
			{ fieldtype: "Link", fieldname: "user", options: "User", label: __("User") },
			{ fieldtype: "Link", fieldname: "organ", options: "Organ", label: __("Organ") },
		],
		"exclude_one_from_sealed"
	);

frappe.xf.sealed.ask = (frm) =>
	frappe.xf.sealed.ask_and_call(
		frm,
		__("Ask to unseal"),
		[
			{
				fieldtype: "Select",
				fieldname: "kind",
				label: __("Kind"),
				options: [
					{ value: "Unseal", label: __("Unseal") },
					{ value: "Reclassify", label: __("Reclassify") },
				],
				default: "Reclassify",
				reqd: 1,
			},
			{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 },
		],
		"ask_unsealing"
	);

frappe.xf.sealed.decide = function (frm, request) {
	const dialog = new frappe.ui.Dialog({
		title: `${__("Decide a request")} · ${__(request.kind)}`,
		fields: [
			{ fieldtype: "HTML", fieldname: "asked" },
			{ fieldtype: "Small Text", fieldname: "note", label: __("Note") },
		],
		primary_action_label: __("Agree"),
		secondary_action_label: __("Refuse"),
		primary_action: (values) => decided(true, values.note),
		secondary_action: () => decided(false, dialog.get_value("note")),
	});
	dialog.fields_dict.asked.$wrapper.html(`<p>${sealed_text(request.asked_by)}:${sealed_text(request.reason)}</p>`);
	const decided = async (agreed, note) => {
		await sealed_call("decide_unsealing", { request: request.name, agreed, note: note || "" });
		dialog.hide();
		frm.reload_doc();
	};
	dialog.show();
};

frappe.xf.sealed.log = async function (frm) {
	const rows = await sealed_call("sealed_log", { register: frm.docname });
	const cells = rows.map(
		(row) =>
			`<tr><td class="text-nowrap">${frappe.datetime.str_to_user(row.happened_on)}</td>` +
			`<td class="text-nowrap">${sealed_text(__(row.what))}</td>` +
			`<td class="text-nowrap" title="${sealed_text(row.user)}">${sealed_text(row.user_name)}</td>` +
			`<td>${sealed_text(row.about)}</td></tr>`
	);
	const head = [__("Time"), __("What"), __("By whom"), __("Note")].map((label) => `<th>${label}</th>`);
	frappe.msgprint({
		title: __("Who opened it"),
		message: `<table class="table table-sm"><thead><tr>${head.join("")}</tr></thead><tbody>${cells.join("")}</tbody></table>`,
		wide: true,
	});
};
