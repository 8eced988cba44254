// Many at once: what is asked for all of them, a look at each, the run with its progress, a result for each.
// Everything is decided on the server (xinfang_app/office/bulk.py); this shows it.

import { ReferPreview } from "./refer_preview";

frappe.provide("frappe.xf.office");

const BULK = "xinfang_app.office.api_bulk.";
const CHUNK = 20;
const escape = (text) => frappe.utils.escape_html(text == null ? "" : String(text));

const ACTIONS = {
	register: { title: () => __("Register in bulk") },
	// What may differ from row to row is asked in the preview itself.
	refer: { title: () => __("Send on in bulk"), args: { to_organ: "suggested" }, preview: ReferPreview },
	receive: { title: () => __("Record receipts in bulk"), fields: receive_fields },
	remind: { title: () => __("Remind in bulk"), fields: remind_fields },
	reassign: { title: () => __("Give to a colleague"), fields: reassign_fields },
	close: { title: () => __("Close in bulk"), fields: close_fields },
	print: { title: () => __("Print letters in bulk") },
};

frappe.xf.office.bulk_title = (action) => ACTIONS[action].title();

// Begin `action` on the records `names` of `doctype`; `done` is called when the dialog closes after a run.
frappe.xf.office.bulk = async function (action, doctype, names, done) {
	names = [...new Set(names)];
	if (!names.length) return;
	const fields = ACTIONS[action].fields ? await ACTIONS[action].fields() : null;
	if (!fields) return look(action, doctype, names, ACTIONS[action].args || {}, done);
	const dialog = new frappe.ui.Dialog({
		title: `${ACTIONS[action].title()}（${__("{0} chosen", [names.length])}）`,
		fields,
		primary_action_label: __("Look at each first"),
		primary_action(values) {
			dialog.hide();
			look(action, doctype, names, values, done);
		},
	});
	dialog.show();
};

// Show a run that is on record.
frappe.xf.office.show_run = async function (name) {
	const run = await frappe.xcall(BULK + "state", { run: name });
	const dialog = box(run.title);
	follow(dialog, run);
};

function receive_fields() {
	return [
		{ fieldname: "occurred_on", fieldtype: "Date", label: __("Received on"), reqd: 1, default: frappe.datetime.get_today() },
		{ fieldname: "proof", fieldtype: "Attach", label: __("Signed receipt (scan)"), reqd: 1, description: __("One scan may hold the receipts of all.") },
		{ fieldname: "backdate_reason", fieldtype: "Small Text", label: __("Reason for entering it afterwards"), description: __("Needed when more than two working days have passed.") },
	];
}

function remind_fields() {
	return [{ fieldname: "text", fieldtype: "Small Text", label: __("What the organ is reminded of"), reqd: 1, description: __("Stands on the record of each matter and in the organ's morning list. It is no supervision letter.") }];
}

async function reassign_fields() {
	const people = await frappe.xcall("xinfang_app.office.api.my_colleagues");
	return [{ fieldname: "to_user", fieldtype: "Select", label: __("Colleague"), reqd: 1, options: people }];
}

async function close_fields() {
	const codes = await frappe.xcall(BULK + "closing_codes");
	return [
		{ fieldname: "code", fieldtype: "Select", label: __("Closing Code"), reqd: 1, options: codes },
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason") },
	];
}

function box(title) {
	const dialog = new frappe.ui.Dialog({ title, size: "extra-large", fields: [{ fieldtype: "HTML", fieldname: "body" }] });
	dialog.body_of = $('<div class="xf-bulk"></div>').appendTo(dialog.fields_dict.body.$wrapper);
	// Enter does what the dialog offers; its button cannot be trusted to have the focus while the dialog opens.
	const enter = (event) => {
		const button = dialog.get_primary_btn();
		// Not while a further question lies above it.
		if (event.key !== "Enter" || window.cur_dialog !== dialog || dialog.preview?.asking || $(event.target).is("button, a, textarea") || !button.is(":visible") || button.prop("disabled")) return;
		event.preventDefault();
		button.trigger("click");
	};
	document.addEventListener("keydown", enter);
	dialog.$wrapper.on("hidden.bs.modal", () => document.removeEventListener("keydown", enter));
	dialog.show();
	return dialog;
}

async function look(action, doctype, names, args, done) {
	const dialog = box(ACTIONS[action].title());
	const rows = [];
	let open = true;
	dialog.onhide = () => (open = false);
	if (!(await gather(dialog, action, doctype, names, args, rows, () => open))) return;
	const begin = async (chosen, given) => {
		dialog.disable_primary_action();
		const run = await frappe.xcall(BULK + "start", { action, doctype, rows: chosen, args: given });
		dialog.get_primary_btn().addClass("hide");
		dialog.onhide = () => done && done();
		follow(dialog, run);
	};
	if (ACTIONS[action].preview) {
		const again = (some, given) => frappe.xcall(BULK + "look", { action, doctype, names: some, args: given });
		dialog.preview = new ACTIONS[action].preview(dialog, rows, { look: again, send: begin });
		return;
	}
	const may = rows.filter((row) => row.may);
	dialog.body_of.empty().append(
		$('<p class="xf-bulk-sum" role="status"></p>').text(__("{0} can be done, {1} cannot.", [may.length, rows.length - may.length])),
		table(rows.map((row) => ({ ...row, tone: row.may ? "ok" : "no", label: row.may ? __("Yes, can be done") : __("No, left out") })))
	);
	if (!may.length) return;
	dialog.set_primary_action(__("Do {0}", [may.length]), () =>
		begin(
			may.map(({ name, seen, target }) => ({ name, seen, target })),
			args
		)
	);
}

// Look at the rows in parts, so that five hundred show how far it is.
async function gather(dialog, action, doctype, names, args, rows, open) {
	const bar = progress(dialog);
	for (let from = 0; from < names.length; from += CHUNK) {
		const part = names.slice(from, from + CHUNK);
		try {
			rows.push(...(await frappe.xcall(BULK + "look", { action, doctype, names: part, args })));
		} catch (error) {
			dialog.hide();
			throw error;
		}
		if (!open()) return false;
		bar(rows.length, names.length, __("Looking at {0} of {1}", [rows.length, names.length]));
	}
	return true;
}

// Show a run until it is done. The server tells by realtime; it is asked as well, should the line be down.
function follow(dialog, run) {
	const bar = progress(dialog);
	let timer = null;
	const show = (state) => {
		bar(state.done + state.refused, state.total, __("{0} done, {1} refused, {2} to go", [state.done, state.refused, state.waiting]));
		if (state.stage === "Running") {
			timer = setTimeout(ask, 1500);
			return;
		}
		frappe.realtime.off("xf_bulk_run", ask);
		finish(dialog, state);
	};
	const ask = async () => {
		clearTimeout(timer);
		if (!dialog.display) return;
		show(await frappe.xcall(BULK + "state", { run: run.name }));
	};
	if (run.stage === "Running") frappe.realtime.on("xf_bulk_run", (told) => told.run === run.name && told.done === told.total && ask());
	show(run);
}

function finish(dialog, state) {
	const words = { Done: ["ok", __("Done")], Refused: ["no", __("Refused")], Waiting: ["wait", __("Waiting")] };
	const rows = state.rows.map((row) => ({ ...row, tone: words[row.state][0], label: words[row.state][1], text: row.message }));
	rows.sort((one, other) => (one.tone === "no" ? 0 : 1) - (other.tone === "no" ? 0 : 1));
	dialog.body_of.empty().append(
		$('<p class="xf-bulk-sum" role="status"></p>').text(__("{0} done, {1} refused.", [state.done, state.refused])),
		table(rows)
	);
	if (!state.done) return;
	if (state.action === "print") offer(dialog, __("Open the PDF"), () => open_pdf(dialog, state));
	if (state.action === "refer") print_next(dialog, state);
}

function offer(dialog, label, run) {
	dialog.get_primary_btn().removeClass("hide");
	dialog.enable_primary_action();
	dialog.set_primary_action(label, run);
}

// What was opened to be printed stands in the print queue as taken, until somebody says that it came out.
function open_pdf(dialog, state) {
	window.open(`/api/method/${BULK}printed?run=${encodeURIComponent(state.name)}`);
	offer(dialog, __("They came out"), async () => {
		const number = await frappe.xcall(BULK + "came_out", { run: state.name });
		frappe.show_alert({ message: __("{0} papers marked as printed", [number]), indicator: "green" });
		dialog.hide();
	});
}

// The letters of what was just sent on, in one go.
async function print_next(dialog, state) {
	const petitions = state.rows.filter((row) => row.state === "Done").map((row) => row.name);
	const letters = await frappe.xcall(BULK + "waiting_letters", { petitions });
	if (!letters.length || !dialog.display) return;
	offer(dialog, __("Print their {0} letters", [letters.length]), () => {
		const then = dialog.onhide;
		dialog.onhide = null;
		dialog.hide();
		frappe.xf.office.bulk("print", "Official Letter", letters, then);
	});
}

function progress(dialog) {
	const text = $('<p class="xf-bulk-sum" role="status"></p>');
	const line = $('<div class="progress-bar"></div>');
	dialog.body_of.empty().append(text, $('<div class="progress"></div>').append(line));
	return (at, of, words) => {
		text.text(words);
		line.css("width", `${of ? Math.round((100 * at) / of) : 0}%`);
	};
}

function table(rows) {
	const lines = rows.map(
		(row) => `<li class="xf-bulk-${row.tone}">
			<span class="xf-bulk-mark">${escape(row.label)}</span>
			<span class="xf-bulk-what"><b>${escape(short(row.number))}</b> ${escape(row.title)}</span>
			<span class="xf-bulk-why">${escape(row.text)}</span></li>`
	);
	return $(`<ul class="xf-bulk-rows">${lines.join("")}</ul>`);
}

const short = (number) => String(number || "").replace(/^XF-\d+-/, "");
