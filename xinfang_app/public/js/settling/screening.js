// 矛盾纠纷排查: what the forms of rounds and disputes share; short dialogs for a phone. The rules are on the server
// (settling/api_screening.py).

(() => {
	frappe.provide("xinfang.screening");
	const screening = xinfang.screening;
	const handling = xinfang.handling;

	screening.call = (method, args) => frappe.xcall(`xinfang_app.settling.api_screening.${method}`, args);

	screening.dialog = function ({ frm, title, method, fields, args, intro, done, primary }) {
		const shown = fields.filter(Boolean);
		const dialog = new frappe.ui.Dialog({
			title,
			size: "small",
			fields: intro ? [{ fieldtype: "HTML", fieldname: "intro", options: handling.note(intro) }, ...shown] : shown,
			primary_action_label: primary || title,
			primary_action(values) {
				dialog.disable_primary_action();
				screening
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

	screening.step = (frm, method, title, fields, more = {}) =>
		screening.dialog({ frm, title, method, fields, args: (values) => ({ name: frm.doc.name, ...values, seen: frm.doc.modified }), ...more });

	screening.WAYS = ["Talk on the spot", "People's mediation", "Administrative mediation", "Judicial mediation", "Joint mediation"];
	screening.URGENCY = ["Ordinary dispute", "Pressing", "Very pressing"];

	// The entry of a dispute on the spot: what is known is filled in, three things are typed.
	screening.find = () =>
		screening.call("finders").then((organs) => {
			if (!organs.length) return frappe.msgprint(__("You hold no post at an organ that registers disputes."));
			const kinds = frappe.meta.get_docfield("Dispute", "kind").options.split("\n");
			const dialog = screening.dialog({
				title: __("Register a dispute"),
				method: "find",
				intro: __("Write down the dispute and its cause; no names, no telephone and no identity numbers."),
				fields: [
					{ fieldtype: "Select", fieldname: "organ", label: __("Organ that found it"), options: organs, default: organs[0].value, reqd: 1, hidden: organs.length === 1 },
					{ fieldtype: "Select", fieldname: "kind", label: __("Kind of dispute"), options: handling.options(kinds), reqd: 1 },
					{ fieldtype: "Small Text", fieldname: "summary", label: __("What it is about"), reqd: 1 },
					{ fieldtype: "Int", fieldname: "parties_count", label: __("Number of parties"), default: 2, reqd: 1 },
					{ fieldtype: "Data", fieldname: "place_text", label: __("Where exactly") },
					{ fieldtype: "Link", fieldname: "place", label: __("Place"), options: "Jurisdiction", default: organs[0].place, reqd: 1 },
					{ fieldtype: "Select", fieldname: "urgency", label: __("Urgency of the dispute"), options: handling.options(screening.URGENCY), default: "Ordinary dispute" },
					{ fieldtype: "Link", fieldname: "cause", label: __("Cause of the dispute"), options: "Petition Cause" },
					{ fieldtype: "Small Text", fieldname: "policy_point", label: __("Policy it turns on") },
					{ fieldtype: "Date", fieldname: "found_on", label: __("Found on"), default: frappe.datetime.get_today(), reqd: 1 },
				],
				done: (name) => frappe.set_route("Form", "Dispute", name),
			});
			return dialog;
		});

	screening.month = () => {
		const dialog = new frappe.ui.Dialog({
			title: __("Monthly analysis"),
			size: "large",
			fields: [
				{ fieldtype: "Data", fieldname: "month", label: __("Month"), default: frappe.datetime.get_today().slice(0, 7) },
				{ fieldtype: "HTML", fieldname: "told" },
			],
			primary_action_label: __("Show"),
			primary_action: show,
		});
		const table = (heads, rows) => {
			const made = $('<table class="table table-bordered"></table>');
			made.append($("<thead>").append($("<tr>").append(heads.map((text) => $("<th>").text(text)))));
			rows.forEach((cells) => made.append($("<tr>").append(cells.map((cell) => $("<td>").text(cell)))));
			return made;
		};
		function show() {
			screening.call("month", { month: dialog.get_value("month") }).then((told) => {
				const box = dialog.get_field("told").$wrapper.empty();
				box.append($("<p>").text(__("Found {0} (the month before {1}), settled {2}, became petitions {3}, still open {4}.", [told.found, told.before, told.settled, told.petitions, told.open])));
				box.append(table([__("Kind of dispute"), __("Disputes found"), __("Disputes settled"), __("The month before")], told.kinds.map((row) => [row.kind, row.found, row.settled, row.before])));
				box.append(table([__("Place"), __("Disputes found"), __("Disputes settled")], told.places.map((row) => [row.place, row.found, row.settled])));
				if (told.causes.length) box.append(table([__("Cause of the dispute"), __("Disputes found")], told.causes.map((row) => [row.cause, row.found])));
			});
		}
		dialog.show();
		show();
	};
})();
