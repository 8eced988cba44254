// What the forms and pages of leaders share. The rules are on the server (leadership/api_*.py); a refused step leaves the
// dialog open with everything that was typed.

(() => {
	frappe.provide("xinfang.leadership");
	const leadership = xinfang.leadership;
	const supervision = () => xinfang.supervision;

	leadership.owning = (method, args) => frappe.xcall(`xinfang_app.leadership.api_owning.${method}`, args);
	leadership.duties = (method, args) => frappe.xcall(`xinfang_app.leadership.api_duties.${method}`, args);
	leadership.meeting = (method, args) => frappe.xcall(`xinfang_app.leadership.api_conference.${method}`, args);

	// What a form sends with each step: its name, and the version it has read.
	leadership.seen = (frm) => ({ name: frm.doc.name, seen: frm.doc.modified });

	leadership.ask = (frm, title, fields, send, extra = {}) => supervision().dialog({ frm, title, fields, send, ...extra });

	leadership.text = (fieldname, label, extra = {}) => ({ fieldtype: "Small Text", fieldname, label, reqd: 1, ...extra });
	leadership.options = (values) => supervision().options(values);
	leadership.late_reason = (day) => ({
		fieldtype: "Small Text",
		fieldname: "backdate_reason",
		label: __("Reason for entering it afterwards"),
		depends_on: `eval:doc.${day} && frappe.datetime.get_day_diff(frappe.datetime.get_today(), doc.${day}) > 2`,
	});

	// The open steps as buttons: the first one that is no way out is the next step.
	leadership.buttons = function (frm, steps, known, out = []) {
		let next = false;
		steps.forEach((step) => {
			const [label, run, group] = known[step](frm);
			if (!next && !out.includes(step)) {
				next = true;
				xinfang.handling.primary(frm, label, run);
			} else frm.add_custom_button(label, run, group);
		});
	};

	// Rows beside a form, as a small table; nothing is shown where there is nothing. A cell is a text or an element.
	leadership.table = function (frm, fieldname, head, rows, empty) {
		const box = frm.get_field(fieldname).$wrapper.empty();
		if (!rows.length) {
			if (empty) box.append($('<p class="text-muted"></p>').text(empty));
			return box;
		}
		const table = $('<table class="table table-bordered xf-lead-table"></table>');
		table.append($("<thead></thead>").append($("<tr></tr>").append(head.map((label) => $("<th></th>").text(label)))));
		const body = $("<tbody></tbody>").appendTo(table);
		rows.forEach((cells) =>
			body.append(
				$("<tr></tr>").append(
					cells.map((cell, index) => {
						const td = $("<td></td>").attr("data-label", head[index]);
						return cell instanceof $ ? td.append(cell) : td.text(cell == null ? "" : cell);
					})
				)
			)
		);
		return box.append(table);
	};

	leadership.link = (doctype, name, label) => $("<a></a>").attr("href", `/app/${frappe.router.slug(doctype)}/${encodeURIComponent(name)}`).text(label);

	leadership.pill = (label, colour) => $('<span class="indicator-pill no-indicator-dot whitespace-nowrap"></span>').addClass(colour || "gray").text(label);

	// The leaders whom the user may propose, with what each has on him.
	leadership.leader_label = (row) => `${row.name}（${row.organ_title}）· ${__("{0} owned", [row.owned + row.waiting])}${row.overdue ? `，${__("{0} past the term", [row.overdue])}` : ""}`;
	leadership.leader_options = (leaders) => [{ value: "", label: "" }, ...leaders.map((row) => ({ value: row.user, label: leadership.leader_label(row) }))];

	// Proposing: many matters, each with its leader; the load of every leader is shown and changes as one chooses.
	leadership.propose = async function (petitions, { listed_for = "Backlog", done } = {}) {
		const [leaders, rows] = await Promise.all([leadership.owning("leaders"), leadership.owning("suggestion", { petitions })]);
		if (!leaders.length) return frappe.msgprint(__("Nobody who leads can be proposed here: postings with a leading post are missing."));
		const month = frappe.datetime.add_months(frappe.datetime.get_today(), 3);
		const dialog = new frappe.ui.Dialog({
			title: petitions.length > 1 ? __("Propose leaders for {0} matters", [petitions.length]) : __("Propose a leader to own this matter"),
			size: "extra-large",
			fields: [
				{ fieldtype: "HTML", fieldname: "intro" },
				{ fieldtype: "HTML", fieldname: "rows" },
				{ fieldtype: "Section Break" },
				{ fieldtype: "Select", fieldname: "listed_for", label: __("Listed for"), options: leadership.options(["Backlog", "Repeated", "Screening", "Order from above", "By hand"]), default: listed_for, reqd: 1 },
				{ fieldtype: "Date", fieldname: "due_on", label: __("To be concluded by"), default: month, reqd: 1 },
				{ fieldtype: "Column Break" },
				{ fieldtype: "Link", fieldname: "duty_set", label: __("Duty set"), options: "Duty Set", get_query: () => ({ filters: { enabled: 1 } }), description: __("Empty: the set that is proposed first.") },
				{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), mandatory_depends_on: "eval:doc.listed_for==='By hand'" },
				{ fieldtype: "Section Break", depends_on: "eval:doc.listed_for==='Order from above'" },
				{ fieldtype: "Data", fieldname: "order_number", label: __("Number of the order"), mandatory_depends_on: "eval:doc.listed_for==='Order from above'" },
				{ fieldtype: "Column Break" },
				{ fieldtype: "Attach", fieldname: "order_scan", label: __("Scan of the order"), mandatory_depends_on: "eval:doc.listed_for==='Order from above'" },
			],
			primary_action_label: __("Send up for approval"),
			primary_action(values) {
				const chosen = rows.filter((row) => row.leader).map(({ petition, leader }) => ({ petition, leader }));
				dialog.disable_primary_action();
				leadership
					.owning("propose", { rows: chosen, ...values })
					.then((answer) => {
						dialog.hide();
						told(answer);
						if (done) done(answer);
					})
					.catch(() => {
						// The server's message is on the screen.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.fields_dict.intro.$wrapper.html(`<p class="text-muted">${frappe.utils.escape_html(__("The head approves; then the leader owns the matter, meets the petitioner in time and reports every month."))}</p>`);
		draw();
		dialog.show();

		function draw() {
			const added = {};
			rows.forEach((row) => row.leader && (added[row.leader] = (added[row.leader] || 0) + 1));
			const box = dialog.fields_dict.rows.$wrapper.empty();
			const table = $('<table class="table table-bordered xf-lead-table"></table>').appendTo(box);
			table.append($("<thead></thead>").append($("<tr></tr>").append([__("Matter"), __("Responsible organ"), __("Leader who owns")].map((label) => $("<th></th>").text(label)))));
			const body = $("<tbody></tbody>").appendTo(table);
			rows.forEach((row) => {
				const select = $('<select class="form-control"></select>').attr("aria-label", __("Leader who owns"));
				select.append($("<option></option>").val("").text(row.owner ? __("Owned already by {0}", [row.owner]) : __("Not now")));
				if (!row.owner) {
					leaders.forEach((leader) => {
						const more = added[leader.user] || 0;
						select.append($("<option></option>").val(leader.user).text(`${leadership.leader_label(leader)}${more ? ` +${more}` : ""}`));
					});
				}
				select.val(row.leader || "").prop("disabled", !!row.owner);
				select.on("change", () => {
					row.leader = select.val();
					draw();
				});
				body.append(
					$("<tr></tr>").append(
						$("<td></td>").attr("data-label", __("Matter")).append($("<div></div>").text(row.title), $('<small class="text-muted"></small>').text(row.number || "")),
						$("<td></td>").attr("data-label", __("Responsible organ")).text(row.holder_title),
						$("<td></td>").attr("data-label", __("Leader who owns")).append(select)
					)
				);
			});
		}
	};

	function told(answer) {
		frappe.show_alert({ message: __("{0} proposed, waiting for approval.", [answer.made.length]), indicator: "green" });
		if (!answer.refused.length) return;
		const list = answer.refused.map((row) => `<li>${frappe.utils.escape_html(`${row.number || ""}：${frappe.utils.html2text ? frappe.utils.html2text(row.message) : row.message}`)}</li>`);
		frappe.msgprint({ title: __("{0} not proposed", [answer.refused.length]), message: `<ul>${list.join("")}</ul>`, indicator: "orange" });
	}

	if (!document.getElementById("xf-lead-style")) {
		$('<style id="xf-lead-style"></style>')
			.text(
				`.xf-lead-table { margin-bottom: var(--margin-md); table-layout: auto; }
				.xf-lead-table td, .xf-lead-table th { vertical-align: top; }
				@media (max-width: 767px) {
					.xf-lead-table thead { display: none; }
					.xf-lead-table, .xf-lead-table tbody, .xf-lead-table tr, .xf-lead-table td { display: block; width: 100%; }
					.xf-lead-table tr { border-bottom: 1px solid var(--border-color); padding: 6px 0; }
					.xf-lead-table td { border: 0; padding: 3px 8px; }
					.xf-lead-table td:not(:empty)::before { content: attr(data-label) "："; color: var(--text-muted); }
				}`
			)
			.appendTo(document.head);
	}
})();
