// 信访件 at the counter: typed, checked for repeats and registered without leaving the keyboard (Ctrl+S, then Ctrl+Enter).
// The rules are on the server (petition/registering/register.py); this form only asks and shows.

frappe.provide("frappe.xf.petition");

const API = "xinfang_app.petition.api_register.";
const call = (method, args) => frappe.xcall(API + method, args);

frappe.ui.form.on("Petition Submission", {
	setup(frm) {
		frm.set_query("channel", () => ({ filters: { form: frm.doc.form || ["is", "set"], enabled: 1 } }));
		for (const field of ["purpose", "cause"]) {
			frm.set_query(field, () => ({ filters: { enabled: 1 } }));
		}
	},

	async onload(frm) {
		if (!frm.is_new() && frm.doc.status !== "Draft") return;
		const receivers = await call("receivers");
		frm.set_query("organ", () => ({ filters: { name: ["in", receivers] } }));
		if (!frm.is_new()) return;
		if (!frm.doc.organ && receivers.length) frm.set_value("organ", receivers[0]);
		if (frappe.user.has_role("Village Liaison") && !frm.doc.agent_kind) frm.set_value("agent_kind", "Village Liaison");
	},

	refresh(frm) {
		frm.page.clear_actions();
		const registered = frm.doc.status === "Registered";
		frm.toggle_display(ENTRY, !registered);
		frm.get_field("petitioners").grid.cannot_add_rows = true;
		frm.get_field("petitioners").grid.refresh();
		show_intro(frm);
		if (registered) {
			show_registered(frm);
		} else {
			show_draft(frm);
		}
		(frappe.xf.petition.submission_actions || []).forEach((add) => add(frm));
	},

	form(frm) {
		if (frm.doc.channel) frm.set_value("channel", null);
	},

	purpose: show_sealed_hint,
	category: show_sealed_hint,
});

const ENTRY = ["entry_name", "entry_kind", "entry_phone", "entry_id_type", "entry_id_no", "entry_address"];

function show_draft(frm) {
	frm.disable_save();
	frm.page.set_primary_action(__("Register piece"), () => start(frm));
	frm.page.set_secondary_action(__("Save draft"), () => save_draft(frm));
	if (!frm.is_new()) {
		frm.add_custom_button(__("Check for repeats"), () => check_only(frm));
		frm.add_custom_button(__("Seal an accusation"), () => seal_dialog(frm));
	}
	const grid = frm.get_field("petitioners").grid;
	grid.add_custom_button(__("Add the person above"), () => save_draft(frm));
	if (frm.is_new() && !frm.xf_focused) {
		frm.xf_focused = true;
		setTimeout(() => frm.get_field("form").$input?.trigger("focus"), 300);
	}
}

function show_registered(frm) {
	frm.disable_form();
	frm.add_custom_button(__("Open the matter"), () => frappe.set_route("Form", "Petition", frm.doc.petition));
	frm.add_custom_button(__("Print receipt"), () => reprint(frm));
	const more = __("Handle");
	frm.add_custom_button(__("Split"), () => split_dialog(frm), more);
	frm.add_custom_button(__("Check for repeats"), () => decide_later(frm), more);
	frm.add_custom_button(__("Seal an accusation"), () => seal_dialog(frm), more);
	if (!frm.doc.supplement_asked_on) {
		frm.add_custom_button(__("Ask for a supplement"), () => ask_supplement(frm), more);
	}
	frm.add_custom_button(__("Record a supplement"), () => record_supplement(frm), more);
}

function show_intro(frm) {
	frm.set_intro("");
	if (frm.doc.status === "Registered") {
		frm.page.set_indicator(__("Registered"), "green");
		if (frm.doc.need_supplement) frm.set_intro(frm.doc.supplement_note || __("Needs supplement"), "orange");
		return;
	}
	frm.page.set_indicator(frm.is_new() ? __("Not saved") : __("Draft"), "orange");
	if (!frm.is_new() && !frm.doc.title) frm.page.set_title(__("(no title yet)"));
	show_sealed_hint(frm);
}

// An accusation is sealed at registration; the officer knows before he saves anything.
async function show_sealed_hint(frm) {
	frm.xf_sealed = false;
	if (frm.doc.status === "Registered") return;
	const purpose = frm.doc.purpose
		? (await frappe.db.get_value("Petition Purpose", frm.doc.purpose, "purpose_class")).message
		: {};
	const category = frm.doc.category
		? (await frappe.db.get_value("Petition Category", frm.doc.category, "sealed_route")).message
		: {};
	frm.xf_sealed = purpose?.purpose_class === "Accusation" || Boolean(category?.sealed_route);
	frm.set_intro("");
	if (frm.xf_sealed) {
		frm.set_intro(
			__("An accusation: it is sealed when you register it. Nothing of it stays readable here (art. 30)."),
			"red"
		);
	}
}

async function save_draft(frm) {
	if (frm.xf_sealed && frm.is_new()) {
		frappe.show_alert({ message: __("An accusation is not kept as a draft: register it."), indicator: "red" });
		return;
	}
	await frm.save();
}

async function start(frm) {
	if (frm.xf_busy) return;
	frm.xf_busy = true;
	try {
		await show_sealed_hint(frm);
		if (frm.xf_sealed) {
			register_sealed_dialog(frm);
			return;
		}
		if (frm.is_new() || frm.is_dirty()) await frm.save();
		const found = await call("candidates", { submission: frm.doc.name });
		if (found.length) {
			repeat_dialog(frm, found, (decision) => register(frm, { decision }));
		} else {
			await register(frm, {});
		}
	} finally {
		frm.xf_busy = false;
	}
}

// A village that files without the citizen's consent does not see the piece afterwards: it is told so before, and the
// form is left before the server would refuse to show it again.
async function register(frm, more) {
	const { docname } = frm;
	const proved =
		frm.doc.agent_consent &&
		(frm.doc.agent_consent_way === "Spoken before a witness" ? frm.doc.agent_witness : frm.doc.agent_consent_file);
	const keeps = frm.doc.agent_kind !== "Village Liaison" || proved;
	if (!keeps) {
		const sure = await new Promise((answer) =>
			frappe.confirm(
				__("The petitioner's consent to the village's filing is not on record: once registered, the village no longer sees it. Register?"),
				() => answer(true),
				() => answer(false)
			)
		);
		if (!sure) return;
		await leave(frm);
	}
	const told = await call("register", { data: { name: docname, ...more } });
	if (keeps) await frm.reload_doc();
	told_dialog(told, keeps && frm);
}

async function check_only(frm) {
	if (frm.is_dirty()) await frm.save();
	const found = await call("candidates", { submission: frm.doc.name });
	if (!found.length) {
		frappe.show_alert({ message: __("Nothing like it was found among the matters you may see."), indicator: "green" });
		return;
	}
	repeat_dialog(frm, found, (decision) => register(frm, { decision }));
}

async function decide_later(frm) {
	const found = await call("candidates", { submission: frm.doc.name });
	if (!found.length) {
		frappe.show_alert({ message: __("Nothing like it was found among the matters you may see."), indicator: "green" });
		return;
	}
	repeat_dialog(frm, found, async (decision) => {
		await call("decide_repeat", {
			submission: frm.doc.name,
			decision: decision.relation,
			petition: decision.petition,
			reason: decision.reason,
			open_own: Boolean(decision.open_own),
		});
		await frm.reload_doc();
		frappe.show_alert({ message: __("The decision is recorded."), indicator: "green" });
	});
}

const REPEATED = "eval:doc.relation && doc.relation !== 'New Matter'";

// Candidates side by side with a decision. Matters are ranked by likeness; people are not.
function repeat_dialog(frm, found, done) {
	const escape = frappe.utils.escape_html;
	const dialog = new frappe.ui.Dialog({
		title: __("Repeat check"),
		size: "large",
		fields: [
			{ fieldtype: "HTML", fieldname: "list" },
			{
				fieldtype: "Select",
				fieldname: "relation",
				label: __("This piece is"),
				reqd: 1,
				default: "New Matter",
				options: [
					{ value: "New Matter", label: __("A new matter") },
					{ value: "Repeat", label: __("A repeat: the same people, the same matter") },
					{ value: "Joined", label: __("Joined: other people, the same matter") },
				],
			},
			{
				fieldtype: "Small Text",
				fieldname: "reason",
				label: __("Reason"),
				max_height: "4rem",
				depends_on: REPEATED,
				mandatory_depends_on: REPEATED,
			},
			{
				fieldtype: "Check",
				fieldname: "open_own",
				depends_on: REPEATED,
				label: __("Open a matter of its own (to refuse it under art. 19 or 36, or for new facts)"),
			},
		],
		primary_action_label: __("Confirm"),
		primary_action: async (values) => {
			const decision = { relation: values.relation };
			if (values.relation !== "New Matter") {
				decision.petition = dialog.$wrapper.find("input[name=xf-candidate]:checked").val();
				decision.reason = values.reason;
				decision.open_own = values.open_own;
				if (!decision.petition) {
					frappe.show_alert({ message: __("Choose the matter in the list."), indicator: "orange" });
					return;
				}
			}
			await done(decision);
			dialog.hide();
		},
	});
	const rows = found.map((row, index) => {
		const hints = row.hints.map((hint) => `<div class="xf-hint small" style="color:var(--text-on-orange,#a04a00)">${escape(hint)}</div>`).join("");
		return `<label class="xf-candidate d-flex border rounded p-2 mb-2 w-100" style="cursor:pointer">
			<input type="radio" name="xf-candidate" value="${escape(row.petition)}" class="mt-1 mr-2" ${index ? "" : "checked"}>
			<span class="flex-grow-1">
				<span class="d-block"><b>${escape(row.title || "")}</b></span>
				<span class="d-block text-muted small">${escape(row.number || "")} · ${escape(row.masked_name || __("no name"))} ·
					${escape(row.registered_on || "")} · ${escape(row.holder || "")} · ${escape(__(row.stage))}
					· <a href="/app/petition/${encodeURIComponent(row.petition)}" target="_blank">${__("Look")}</a></span>
				<span class="d-block small">${row.reasons.map(escape).join(__("; "))}</span>
				${hints}
			</span></label>`;
	});
	dialog.fields_dict.list.$wrapper.html(
		`<p class="text-muted small">${__("These may be the same. You decide; nothing happens by itself.")}</p>${rows.join("")}`
	);
	dialog.show();
}

function register_sealed_dialog(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Register sealed"),
		fields: [
			{
				fieldtype: "HTML",
				options: `<p>${__(
					"The accusation is sealed: only named custodians can read it. Others see a number and a date. Drafts and copies of it are removed."
				)}</p>`,
			},
			{ fieldtype: "Link", fieldname: "target_organ", options: "Organ", label: __("Discipline organ it goes to") },
			{
				fieldtype: "MultiSelectPills",
				fieldname: "accused_users",
				label: __("Users of this system who are accused"),
				description: __("They are kept away from it whatever their post."),
				get_data: (text) => frappe.db.get_link_options("User", text),
			},
		],
		primary_action_label: __("Seal and register"),
		primary_action: async (values) => {
			const data = frm.is_new() ? plain(frm) : { name: frm.doc.name, ...plain(frm) };
			const told = await call("register", {
				data: { ...data, target_organ: values.target_organ, accused_users: values.accused_users || [] },
			});
			dialog.hide();
			await leave(frm);
			told_dialog(told);
		},
	});
	dialog.show();
}

// The typed values of the form, without its child rows: those of a saved draft are on the server already.
function plain(frm) {
	const data = {};
	for (const df of frm.meta.fields) {
		if (df.read_only || frappe.model.no_value_type.includes(df.fieldtype) || frm.doc[df.fieldname] == null) continue;
		data[df.fieldname] = frm.doc[df.fieldname];
	}
	return data;
}

// The row is gone, or no longer this user's to see: the browser must forget it too, once the form is left.
async function leave(frm) {
	const { doctype, docname } = frm;
	await frappe.set_route("List", doctype);
	frappe.model.remove_from_locals(doctype, docname);
}

function told_dialog(told, frm) {
	const big = (label, value) =>
		`<div class="mb-3"><div class="text-muted">${label}</div>
		<div style="font-size:1.6rem;letter-spacing:.05em;font-family:monospace" class="xf-told">${frappe.utils.escape_html(value)}</div></div>`;
	const body = [big(__("Number"), told.number)];
	if (told.query_code) {
		body.push(big(__("Query code"), told.query_code));
		const whom = told.sealed
			? __("Hand number and code to the informant now; the code is not shown again.")
			: __("Tell it to the petitioner: it is shown this once.");
		body.push(`<p class="text-muted">${whom}</p>`);
	}
	if (told.sealed) body.push(`<p>${__("The accusation is sealed and registered.")}</p>`);
	if (told.need_supplement) {
		body.push(`<p style="color:var(--text-on-orange,#a04a00)">${frappe.utils.escape_html(told.need_supplement)}</p>`);
	}
	const dialog = new frappe.ui.Dialog({
		title: __("Registered"),
		fields: [{ fieldtype: "HTML", options: body.join("") }],
		primary_action_label: told.query_code ? __("Print receipt") : __("Close"),
		primary_action: () => {
			if (told.query_code) print_receipt(told);
			else dialog.hide();
		},
		secondary_action_label: __("Register the next"),
		secondary_action: () => {
			dialog.hide();
			frappe.new_doc("Petition Submission");
		},
	});
	if (told.petition && frm) {
		dialog.add_custom_action(__("Open the matter"), () => {
			dialog.hide();
			frappe.set_route("Form", "Petition", told.petition);
		});
	}
	dialog.show();
}

async function reprint(frm) {
	const told = await call("reprint_code", { submission: frm.doc.name });
	print_receipt({ ...told, received_on: frm.doc.received_on, organ: await title_of(frm.doc.organ) });
}

async function title_of(organ) {
	return (await frappe.db.get_value("Organ", organ, "title")).message?.title || organ;
}

// The receipt is printed from the browser and stored nowhere: it carries the query code in the clear.
function print_receipt(told) {
	const escape = frappe.utils.escape_html;
	const row = (label, value) => `<tr><th>${label}</th><td>${escape(value || "")}</td></tr>`;
	const page = window.open("", "_blank", "width=560,height=720");
	page.document.write(`<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>${__("Receipt")}</title><style>
		body{font-family:"FangSong","STFangsong","Noto Serif CJK SC",serif;margin:18mm;color:#000}
		h1{font-size:22pt;text-align:center;letter-spacing:.3em;margin:0 0 10mm}
		table{width:100%;border-collapse:collapse;font-size:14pt}
		th,td{border:1px solid #000;padding:3mm;text-align:left} th{width:9em;font-weight:normal}
		.code{font:bold 18pt monospace;letter-spacing:.2em} p{font-size:12pt;line-height:1.8}</style></head><body>
		<h1>${__("Receipt of a petition")}</h1><table>
		${row(__("Number"), told.number)}
		<tr><th>${__("Query code")}</th><td class="code">${escape(told.query_code)}</td></tr>
		${row(__("Received on"), frappe.datetime.str_to_user(told.received_on))}
		${row(__("Receiving organ"), told.organ)}</table>
		<p>${__("With the number and the query code you can follow your matter. Keep the code safe; whoever has it can see the progress.")}</p>
		</body></html>`);
	page.document.close();
	page.focus();
	page.print();
}

const PART_FIELDS = [
	{ fieldtype: "Data", fieldname: "title", label: __("Title"), in_list_view: 1, columns: 3 },
	{ fieldtype: "Small Text", fieldname: "content", label: __("Content of the piece"), in_list_view: 1, columns: 3 },
	{ fieldtype: "Small Text", fieldname: "claims_text", label: __("Claims (one on each line)"), in_list_view: 1, columns: 2 },
	{ fieldtype: "Link", fieldname: "category", label: __("Category"), options: "Petition Category", in_list_view: 1, columns: 2 },
	{ fieldtype: "Link", fieldname: "purpose", label: __("Purpose"), options: "Petition Purpose" },
	{ fieldtype: "Link", fieldname: "place", label: __("Place of the matter"), options: "Jurisdiction" },
	{ fieldtype: "Link", fieldname: "respondent_organ", label: __("Organ complained of"), options: "Organ" },
];

function split_dialog(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Split off further matters"),
		size: "extra-large",
		fields: [
			{
				fieldtype: "HTML",
				options: `<p class="text-muted">${__(
					"The first matter stays with this piece. Each row becomes a part with a number, a matter and clocks of its own, received at the same moment. The piece still counts as one."
				)}</p><div class="border rounded p-2 mb-2 small" style="white-space:pre-wrap;max-height:10rem;overflow:auto">${frappe.utils.escape_html(
					frm.doc.content || ""
				)}</div>`,
			},
			{ fieldtype: "Table", fieldname: "parts", label: __("Further matters"), fields: PART_FIELDS, data: [], in_place_edit: false },
		],
		primary_action_label: __("Split"),
		primary_action: async ({ parts }) => {
			const made = await call("split_off", {
				submission: frm.doc.name,
				parts: (parts || []).map(({ claims_text, ...part }) => ({ ...part, claims: lines(claims_text) })),
			});
			dialog.hide();
			await frm.reload_doc();
			made_dialog(made);
		},
	});
	dialog.show();
}

// The parts belong to the people of the letter: each has a number and a query code of its own to be told.
function made_dialog(made) {
	const escape = frappe.utils.escape_html;
	const rows = made.map(
		(told) => `<tr><td><a href="/app/petition/${encodeURIComponent(told.petition)}">${escape(told.number)}</a></td>
			<td class="xf-told" style="font-family:monospace">${escape(told.query_code)}</td></tr>`
	);
	frappe.msgprint({
		title: __("Split off"),
		message: `<table class="table"><thead><tr><th>${__("Number")}</th><th>${__("Query code")}</th></tr></thead>
			<tbody>${rows.join("")}</tbody></table><p class="text-muted">${__(
			"Tell it to the petitioner: it is shown this once."
		)}</p>`,
	});
}

function seal_dialog(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Seal an accusation in this letter"),
		size: "large",
		fields: [
			{
				fieldtype: "HTML",
				options: `<p>${__(
					"The whole letter is sealed with its files. Type what goes on as an ordinary petition: the claims alone, without what belongs to the accusation."
				)}</p>`,
			},
			{ fieldtype: "Data", fieldname: "title", label: __("Title of the extract"), reqd: 1 },
			{ fieldtype: "Text", fieldname: "content", label: __("Extract"), reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "claims_text", label: __("Claims (one on each line)") },
			{ fieldtype: "Link", fieldname: "purpose", label: __("Purpose"), options: "Petition Purpose" },
			{ fieldtype: "Link", fieldname: "category", label: __("Category"), options: "Petition Category" },
			{ fieldtype: "Link", fieldname: "place", label: __("Place of the matter"), options: "Jurisdiction", default: frm.doc.place },
			{ fieldtype: "Section Break" },
			{ fieldtype: "Link", fieldname: "target_organ", options: "Organ", label: __("Discipline organ it goes to") },
			{
				fieldtype: "MultiSelectPills",
				fieldname: "accused_users",
				label: __("Users of this system who are accused"),
				get_data: (text) => frappe.db.get_link_options("User", text),
			},
		],
		primary_action_label: __("Seal"),
		primary_action: async ({ target_organ, accused_users, claims_text, ...extract }) => {
			const told = await call("seal_out", {
				submission: frm.doc.name,
				extract: { ...extract, claims: lines(claims_text) },
				accused_users: accused_users || [],
				target_organ,
			});
			dialog.hide();
			await frm.reload_doc();
			told_dialog(told, frm);
		},
	});
	dialog.show();
}

function ask_supplement(frm) {
	frappe.prompt(
		{ fieldtype: "Small Text", fieldname: "note", label: __("To be supplemented"), reqd: 1, default: frm.doc.supplement_note },
		async ({ note }) => {
			await call("ask_supplement", { submission: frm.doc.name, note });
			await frm.reload_doc();
		},
		__("Ask for a supplement"),
		__("Record")
	);
}

function record_supplement(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Record a supplement"),
		fields: [
			{ fieldtype: "Text", fieldname: "text", label: __("What was supplied") },
			{ fieldtype: "Small Text", fieldname: "claims_text", label: __("Further claims (one on each line)") },
			{ fieldtype: "Section Break", label: __("Identity, where it was missing") },
			{ fieldtype: "Data", fieldname: "name", label: __("Name or organization") },
			{ fieldtype: "Data", fieldname: "phone", label: __("Phone") },
			{ fieldtype: "Column Break" },
			{ fieldtype: "Data", fieldname: "address", label: __("Address") },
			{ fieldtype: "Data", fieldname: "id_no", label: __("ID number") },
		],
		primary_action_label: __("Record"),
		primary_action: async ({ text, claims_text, ...petitioner }) => {
			await call("record_supplement", {
				submission: frm.doc.name,
				text,
				claims: lines(claims_text),
				petitioner: Object.values(petitioner).some(Boolean) ? petitioner : null,
			});
			dialog.hide();
			await frm.reload_doc();
		},
	});
	dialog.show();
}

const lines = (text) => (text || "").split("\n").map((line) => line.trim()).filter(Boolean);
