// 领导接访: what the forms of rota rules, rotas, reception days, visits and promises share. The rules are on the server
// (reception/api_rota.py, api_leaders.py); a refused step leaves the dialog open with everything typed.

(() => {
	frappe.provide("xinfang.leaders");
	const leaders = xinfang.leaders;
	const handling = xinfang.handling;
	const WEEK = "一二三四五六日";

	const VISITS = ["visit_view", "record_visit", "add_matter", "link_matter", "enter_matter", "instruct", "complete", "promise", "promise_view", "promise_kept", "promise_not_kept"];
	leaders.call = (method, args) => frappe.xcall(`xinfang_app.reception.${VISITS.includes(method) ? "api_leaders" : "api_rota"}.${method}`, args);
	leaders.weekday = (number) => `星期${WEEK[number - 1]}`;

	// One dialog, one step; `frm` is reloaded unless `done` says what follows.
	leaders.dialog = function ({ frm, title, method, fields, args, intro, done, size, primary }) {
		const shown = fields.filter(Boolean);
		const dialog = new frappe.ui.Dialog({
			title,
			size: size || "small",
			fields: intro ? [{ fieldtype: "HTML", fieldname: "intro", options: handling.note(intro) }, ...shown] : shown,
			primary_action_label: primary || title,
			primary_action(values) {
				dialog.disable_primary_action();
				leaders
					.call(method, args ? args(values) : values)
					.then((answer) => {
						dialog.hide();
						handling.recorded();
						return done ? done(answer) : frm.reload_doc();
					})
					.catch(() => {
						// The server's message is on the screen.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
		return dialog;
	};

	leaders.step = (frm, method, title, fields, more = {}) =>
		leaders.dialog({ frm, title, method, fields, args: (values) => ({ name: frm.doc.name, ...values, seen: frm.doc.modified }), ...more });

	leaders.head = function (frm, title, colours) {
		const stands = frm.doc.stage || frm.doc.status;
		handling.head(frm, title, frm.doc.workflow_state || stands, colours[stands]);
		frm.disable_form();
		frm.page.clear_inner_toolbar();
		frm.toggle_display(["title", "stage", "status"], false);
	};

	// `steps`: [label, run] in their order; the first is the next one.
	leaders.steps = function (frm, steps) {
		steps.filter(Boolean).forEach(([label, run], at) => (at ? frm.add_custom_button(label, run) : handling.primary(frm, label, run)));
	};

	// A table in an HTML field. `rows`: lists of cells; a cell is text or a jQuery element; `open(index)` makes rows links.
	leaders.table = function (frm, field, heads, rows, { open, empty } = {}) {
		const box = frm.get_field(field).$wrapper.empty();
		if (!rows.length) return box.append($('<p class="text-muted"></p>').text(empty || __("Nothing yet.")));
		const table = $('<table class="table table-bordered" style="margin: 0"></table>');
		table.append($("<thead>").append($("<tr>").append(heads.map((text) => $("<th>").text(text)))));
		const body = $("<tbody>").appendTo(table);
		rows.forEach((cells, index) => {
			const line = $("<tr>").append(cells.map((cell) => (cell && cell.jquery ? $("<td>").append(cell) : $("<td>").text(cell ?? ""))));
			if (open) {
				const link = $('<a href="#"></a>').text(cells[0]).on("click", (event) => (event.preventDefault(), open(index)));
				line.children().first().empty().append(link);
			}
			body.append(line);
		});
		return box.append($('<div style="overflow-x: auto"></div>').append(table));
	};

	leaders.visit_fields = (offices, known = {}) => [
		{ fieldtype: "Select", fieldname: "office", label: __("Office that keeps the record"), options: offices, default: known.office || offices[0].value, reqd: 1, hidden: known.office || offices.length === 1 },
		{ fieldtype: "Link", fieldname: "leader", label: __("Leader"), options: "User", default: known.leader, reqd: 1, read_only: known.leader ? 1 : 0, hidden: known.leader ? 1 : 0 },
		{
			fieldtype: "Select",
			fieldname: "kind",
			label: __("Kind"),
			options: handling.options(["Fixed reception", "Booked reception", "Random reception", "Video reception", "Visit down", "Visit with a case", "Return visit"]),
			default: known.kind || "Fixed reception",
			reqd: 1,
		},
		{ fieldtype: "Datetime", fieldname: "held_on", label: __("Reception held on"), default: known.held_on || frappe.datetime.now_datetime(), reqd: 1 },
		{ fieldtype: "Data", fieldname: "place", label: __("Place"), default: known.place, reqd: 1 },
		{ fieldtype: "Int", fieldname: "people_count", label: __("People received"), description: __("How many came; nobody is listed.") },
		{ fieldtype: "Small Text", fieldname: "subjects", label: __("What was brought"), description: __("One matter in each line. Each is registered before the record is completed.") },
		{ fieldtype: "Link", fieldname: "former", label: __("Visit it returns to"), options: "Reception Visit", default: known.former, depends_on: "eval:doc.kind === 'Return visit'", mandatory_depends_on: "eval:doc.kind === 'Return visit'" },
		{ fieldtype: "Small Text", fieldname: "view", label: __("What the petitioner says of it"), depends_on: "eval:doc.kind === 'Return visit'" },
		{ fieldtype: "Data", fieldname: "accompanying", label: __("Organs that take part"), default: known.accompanying },
		{ fieldtype: "Small Text", fieldname: "note", label: __("Note") },
		handling.file("scan", __("Scan of the paper original"), { description: __("More than two working days back needs the paper and a reason.") }),
		{ fieldtype: "Small Text", fieldname: "backdate_reason", label: __("Reason of the late entry"), depends_on: "scan" },
	];

	leaders.record = (known = {}) =>
		leaders.call("offices").then((offices) => {
			if (!offices.length) return;
			leaders.dialog({
				title: __("Record a leader's reception"),
				method: "record_visit",
				size: "large",
				fields: leaders.visit_fields(offices, known),
				args: (values) => ({ ...values, duty_name: known.duty }),
				done: (name) => frappe.set_route("Form", "Reception Visit", name),
			});
		});
})();
