// 程序: edit, check, walk through on paper, see what publishing changes, publish.

frappe.ui.form.on("Procedure", {
	setup(frm) {
		frm.set_query("document_type", () => ({ filters: { istable: 0, issingle: 0 } }));
	},

	refresh(frm) {
		load_stages(frm);
		offer_states(frm);
		if (frm.is_new()) return;
		frm.add_custom_button(__("Check"), () => check(frm));
		frm.add_custom_button(__("Walk through"), () => walk(frm));
		if (frappe.perm.has_perm("Procedure", 0, "write")) {
			frm.add_custom_button(__("Preview and publish"), () => preview(frm)).addClass("btn-primary");
		}
	},

	document_type: load_stages,
});

frappe.ui.form.on("Procedure State", {
	state: offer_states,
	states_remove: offer_states,
});

const esc = (text) => frappe.utils.escape_html(text == null ? "" : String(text));

// The words of the law's road come from the server; the admin reads and picks them in Chinese.
function load_stages(frm) {
	if (!frm.doc.document_type) return;
	frappe.xcall("xinfang_app.workflows.api.stages", { document_type: frm.doc.document_type }).then((stages) => {
		choose(frm, "states", "stage", ["", ...stages]);
	});
}

function offer_states(frm) {
	const states = ["", ...(frm.doc.states || []).map((row) => row.state).filter(Boolean)];
	choose(frm, "transitions", "from_state", states);
	choose(frm, "transitions", "to_state", states);
	const roles = frappe.meta.get_docfield("Procedure Transition", "roles", frm.doc.name);
	roles.formatter = (value) => (value || "").split(",").map((role) => esc(__(role.trim()))).join("、");
	const role = frappe.meta.get_docfield("Procedure State", "role", frm.doc.name);
	role.formatter = (value) => esc(__(value || ""));
	frm.fields_dict.transitions.grid.refresh();
}

function choose(frm, table, fieldname, options) {
	const grid = frm.fields_dict[table].grid;
	grid.update_docfield_property(fieldname, "fieldtype", "Select");
	grid.update_docfield_property(fieldname, "options", options);
	grid.refresh();
}

async function saved(frm) {
	if (frm.is_dirty()) await frm.save();
}

async function check(frm) {
	await saved(frm);
	const faults = await frappe.xcall("xinfang_app.workflows.api.check", { document_type: frm.doc.document_type });
	frappe.msgprint({
		title: __("Check"),
		indicator: faults.length ? "red" : "green",
		message: faults.length ? fault_list(faults) : __("No faults found."),
	});
}

function fault_list(faults) {
	return `<ul>${faults
		.map((fault) => `<li><b>${esc(fault.procedure)}</b> ${esc(fault.text)}</li>`)
		.join("")}</ul>`;
}

async function walk(frm) {
	await saved(frm);
	const path = [];
	const dialog = new frappe.ui.Dialog({
		title: __("Walk through {0}", [frm.doc.title]),
		size: "large",
		fields: [{ fieldtype: "HTML", fieldname: "steps" }],
		primary_action_label: __("One step back"),
		primary_action: () => {
			path.pop();
			draw();
		},
	});
	const draw = async () => {
		const steps = await frappe.xcall("xinfang_app.workflows.api.simulate", { procedure: frm.doc.name, path });
		const rows = steps.map((step) => {
			if (step.error) return `<li class="text-danger">${esc(step.error)}</li>`;
			const how = step.action ? `${esc(step.action)} → ` : "";
			const who = step.roles.map((role) => esc(__(role))).join("、");
			const needs = step.needs_record ? ` <span class="text-muted">${__("needs its record")}</span>` : "";
			return `<li>${how}<b>${esc(step.state)}</b> <span class="text-muted">${esc(step.stage_label)}</span>${needs}
				<div class="text-muted small">${who}</div></li>`;
		});
		const last = steps[steps.length - 1];
		const wrapper = dialog.fields_dict.steps.$wrapper.html(`<ol>${rows.join("")}</ol>`);
		(last.next || []).forEach((action) => {
			$(`<button class="btn btn-default btn-sm mr-2 mb-2"></button>`)
				.text(action)
				.on("click", () => {
					// One step at a time: a second click waits until the next steps stand there.
					wrapper.find("button").prop("disabled", true);
					path.push(action);
					draw();
				})
				.appendTo(wrapper);
		});
	};
	dialog.show();
	draw();
}

async function preview(frm) {
	await saved(frm);
	const document_type = frm.doc.document_type;
	const plan = await frappe.xcall("xinfang_app.workflows.api.preview", { document_type });
	const fields = [{ fieldtype: "HTML", fieldname: "plan", options: plan_html(plan) }];
	plan.waiting.forEach((row, index) => {
		fields.push({
			fieldtype: "Select",
			fieldname: `to_${index}`,
			label: __("{0} documents in “{1}” of {2} go to", [row.count, row.state, row.procedure]),
			options: row.choices.join("\n"),
			default: row.proposed,
			reqd: 1,
		});
	});
	const dialog = new frappe.ui.Dialog({
		title: __("Publish the procedures of {0}", [__(document_type)]),
		size: "large",
		fields,
	});
	if (!plan.faults.length) {
		dialog.set_primary_action(__("Publish"), (values) => publish(frm, dialog, plan, values));
	}
	dialog.show();
}

async function publish(frm, dialog, plan, values) {
	const mapping = {};
	plan.waiting.forEach((row, index) => {
		mapping[row.procedure] = mapping[row.procedure] || {};
		mapping[row.procedure][row.state] = values[`to_${index}`];
	});
	const done = await frappe.xcall("xinfang_app.workflows.api.publish", {
		document_type: frm.doc.document_type,
		mapping,
	});
	dialog.hide();
	frappe.show_alert({ message: __("Published as version {0}", [done.version]), indicator: "green" });
	frm.reload_doc();
}

function plan_html(plan) {
	const parts = [];
	if (plan.faults.length) {
		parts.push(`<p class="text-danger"><b>${__("Cannot be published")}</b></p>`, fault_list(plan.faults));
	}
	if (plan.unchanged) parts.push(`<p>${__("Nothing changes.")}</p>`);
	parts.push(change_html(__("States"), plan.states, (row) => `${esc(row[0])} (${esc(__(row[1]))})`));
	parts.push(change_html(__("Transitions"), plan.transitions, transition));
	if (Object.keys(plan.direct_edits).length) {
		parts.push(
			`<p class="text-warning"><b>${__("Changed in the workflow itself; publishing undoes it")}</b></p>`,
			change_html(__("States"), plan.direct_edits.states, (row) => `${esc(row[0])} (${esc(__(row[1]))})`),
			change_html(__("Transitions"), plan.direct_edits.transitions, transition)
		);
	}
	return parts.join("");
}

const transition = (row) =>
	`${esc(row[0])} — ${esc(row[1])} → ${esc(row[2])} <span class="text-muted">${esc(__(row[3]))} ${esc(row[4])}</span>`;

function change_html(title, change, line) {
	const rows = [
		...change.added.map((row) => `<li class="text-success">+ ${line(row)}</li>`),
		...change.removed.map((row) => `<li class="text-danger">− ${line(row)}</li>`),
	];
	return rows.length ? `<p><b>${title}</b></p><ul class="list-unstyled">${rows.join("")}</ul>` : "";
}
