// Lists of this room: the colour says where a record stands; what is past its day is red.

(() => {
	const today = () => frappe.datetime.get_today();
	const LISTS = {
		"Leader Ownership": { late: ["Owned"], colours: { "Pending Approval": "orange", "Closing Asked": "purple", Closed: "green", Declined: "gray", Withdrawn: "gray" } },
		"Leader Instruction": { late: ["Handed On", "Seen"], colours: { "Handed On": "orange", Answered: "purple", Closed: "green", Withdrawn: "gray" } },
		"Joint Conference": { late: [], colours: { Draft: "orange", "Pending Signature": "purple", Signed: "green", "Decisions Issued": "green", "No Quorum": "red", Cancelled: "gray" } },
		"Conference Task": { late: ["Issued"], colours: { Draft: "orange", Done: "purple", Checked: "green", Withdrawn: "gray" } },
	};

	Object.entries(LISTS).forEach(([doctype, { late, colours }]) => {
		frappe.listview_settings[doctype] = {
			hide_name_column: true,
			add_fields: ["stage", ...(doctype === "Joint Conference" ? [] : ["due_on"])],
			get_indicator(doc) {
				const where = doc.stage;
				const over = late.includes(where) && doc.due_on && doc.due_on < today();
				return [__(where), over ? "red" : colours[where] || "blue", `stage,=,${where}`];
			},
			onload(listview) {
				if (doctype === "Leader Ownership") {
					listview.page.add_inner_button(__("My owned matters"), () => frappe.set_route("my-owned-cases"));
					const office = ["County Petition Officer", "County Section Head", "County Leader", "Supervision Officer"].some((role) => frappe.user.has_role(role));
					if (office) listview.page.add_inner_button(__("Find matters to be owned"), () => find(listview)).removeClass("btn-default").addClass("btn-primary");
				}
				if (doctype === "Joint Conference") meetings(listview);
			},
		};
	});

	// The backlog, or what came back: chosen, then given out.
	function find(listview) {
		const { leadership } = xinfang;
		const dialog = new frappe.ui.Dialog({
			title: __("Find matters to be owned"),
			size: "extra-large",
			fields: [
				{ fieldtype: "Select", fieldname: "kind", label: __("Where"), options: [{ value: "Backlog", label: __("Backlog") }, { value: "Repeated", label: __("Came back") }, { value: "Screening", label: __("Screening") }], default: "Backlog", onchange: () => load() },
				{ fieldtype: "Column Break" },
				{ fieldtype: "Int", fieldname: "days", label: __("Open longer than days"), default: 90, depends_on: "eval:doc.kind==='Backlog'", onchange: () => load() },
				{ fieldtype: "Section Break" },
				{ fieldtype: "HTML", fieldname: "rows" },
			],
			primary_action_label: __("Propose leaders"),
			primary_action({ kind }) {
				const chosen = dialog.$wrapper.find(".xf-find input:checked").map((_i, box) => box.value).get();
				if (!chosen.length) return;
				dialog.hide();
				leadership.propose(chosen, { listed_for: kind, done: () => listview.refresh() });
			},
		});
		dialog.show();
		load();

		function load() {
			const { kind, days } = dialog.get_values(true) || {};
			leadership.owning("find", { kind: kind || "Backlog", days: days || 90 }).then((rows) => {
				const box = dialog.fields_dict.rows.$wrapper.empty();
				if (!rows.length) return box.append($('<p class="text-muted"></p>').text(__("No such matter without an owner.")));
				const list = $('<div class="xf-find"></div>').appendTo(box);
				rows.forEach((row) => {
					const line = $('<label style="display: flex; gap: 10px; padding: 6px 0; border-bottom: 1px solid var(--border-color); font-weight: normal"></label>').appendTo(list);
					line.append($('<input type="checkbox">').val(row.name));
					line.append($("<span></span>").append($("<div></div>").text(row.title), $('<small class="text-muted"></small>').text([row.number, row.holder_title, row.registered_on, row.why].filter(Boolean).join(" · "))));
				});
			});
		}
	}

	function meetings(listview) {
		const { leadership } = xinfang;
		leadership.meeting("bodies_of").then((bodies) => {
			if (!bodies.length) return;
			const plan = () => {
				const dialog = new frappe.ui.Dialog({
					title: __("Plan a meeting"),
					fields: [
						{ fieldtype: "Select", fieldname: "body", label: __("Joint conference"), options: bodies.map((row) => ({ value: row.name, label: row.title })), default: bodies[0].name, reqd: 1 },
						{ fieldtype: "Select", fieldname: "kind", label: __("Kind of meeting"), options: ["Work meeting", "Plenary meeting", "Special meeting", "Emergency meeting"].map((value) => ({ value, label: __(value) })), default: "Work meeting", reqd: 1 },
						{ fieldtype: "Datetime", fieldname: "planned_on", label: __("Planned for"), reqd: 1, description: __("Notice is given {0} days ahead.", [bodies[0].notice_days]) },
						{ fieldtype: "Data", fieldname: "place", label: __("Place"), reqd: 1 },
						{ fieldtype: "Check", fieldname: "collect", label: __("Put everything that waits on the agenda"), default: 1 },
					],
					primary_action_label: __("Write the draft"),
					primary_action(values) {
						dialog.disable_primary_action();
						leadership
							.meeting("draft", values)
							.then((name) => {
								dialog.hide();
								frappe.set_route("Form", "Joint Conference", name);
							})
							.catch(() => {
								// The server's message is on the screen.
							})
							.finally(() => dialog.enable_primary_action());
					},
				});
				dialog.show();
			};
			listview.page.add_inner_button(__("Plan a meeting"), plan).removeClass("btn-default").addClass("btn-primary");
		});
	}
})();
