// 领导接访记录: every matter registered, what was said and promised, then completed.

(() => {
	const leaders = xinfang.leaders;

	frappe.ui.form.on("Reception Visit", {
		refresh(frm) {
			const { doc } = frm;
			leaders.head(frm, doc.title, { "To be completed": "orange", Completed: "green" });
			leaders.call("visit_view", { name: doc.name }).then((view) => {
				if (frm.doc.name !== doc.name) return;
				promises(frm, view);
				if (!view.acts) return;
				const open = doc.stage === "To be completed";
				const waiting = doc.matters.filter((row) => !row.submission_number);
				leaders.steps(frm, [
					open && waiting.length && [__("Register what was brought"), () => enter(frm, waiting)],
					open && !waiting.length && [__("Complete the record"), () => complete(frm)],
					open && waiting.length && [__("It is registered already"), () => link(frm, waiting)],
					open && doc.matters.length && [__("What the leader said"), () => instruct(frm)],
					[__("Record a promise"), () => promise(frm)],
					open && [__("Add a matter"), () => add(frm)],
					!open && [__("Record a return visit"), () => again(frm)],
				]);
				if (open) frm.set_intro(waiting.length ? __("{0} matters are not registered yet.", [waiting.length]) : __("All is registered; the record can be completed."), waiting.length ? "orange" : "blue");
			});
		},
	});

	const which = (rows) => ({ fieldtype: "Select", fieldname: "row_key", label: __("What was brought"), options: rows.map((row) => ({ value: row.row_key, label: row.subject })), default: rows[0].row_key, reqd: 1 });

	function promises(frm, view) {
		const rows = view.promises.map((row) => [row.promise, row.organ_title, row.due_on, __(row.stage)]);
		leaders.table(frm, "promises_html", [__("What was promised"), __("Organ bound"), __("Promised by"), __("Status")], rows, {
			open: (at) => frappe.set_route("Form", "Reception Promise", view.promises[at].name),
			empty: __("Nothing was promised."),
		});
	}

	function enter(frm, rows) {
		leaders.step(frm, "enter_matter", __("Register what was brought"), [
			which(rows),
			{ fieldtype: "Data", fieldname: "person_name", label: __("Name"), description: __("As told; without a name it is registered all the same.") },
			{ fieldtype: "Data", fieldname: "person_phone", label: __("Telephone") },
			{ fieldtype: "Data", fieldname: "person_address", label: __("Address") },
			{ fieldtype: "Small Text", fieldname: "content", label: __("Facts and request, as told") },
			{ fieldtype: "Link", fieldname: "place", label: __("Place"), options: "Jurisdiction" },
			{ fieldtype: "Link", fieldname: "purpose", label: __("Purpose"), options: "Petition Purpose" },
		], {
			intro: __("It is registered like any other; an accusation is sealed."),
			args: (values) => {
				const { row_key, ...rest } = values;
				return { name: frm.doc.name, row_key, values: rest, seen: frm.doc.modified };
			},
			done: (answer) => {
				frappe.msgprint({ title: __("Registered"), message: frappe.utils.escape_html(answer.code ? __("Number {0}, query code {1}. Tell both to who brought it; the code is shown only now.", [answer.number, answer.code]) : __("Number {0}.", [answer.number || "–"])) });
				frm.reload_doc();
			},
		});
	}

	function link(frm, rows) {
		leaders.step(frm, "link_matter", __("It is registered already"), [which(rows), { fieldtype: "Link", fieldname: "submission", label: __("Registered piece"), options: "Petition Submission", get_query: () => ({ filters: { status: "Registered" } }), reqd: 1 }]);
	}

	function instruct(frm) {
		leaders.step(frm, "instruct", __("What the leader said"), [which(frm.doc.matters), { fieldtype: "Small Text", fieldname: "text", label: __("What the leader said and ordered"), reqd: 1 }]);
	}

	function promise(frm) {
		leaders.step(frm, "promise", __("Record a promise"), [
			{ fieldtype: "Small Text", fieldname: "text", label: __("What was promised"), reqd: 1 },
			{ fieldtype: "Link", fieldname: "organ", label: __("Organ bound"), options: "Organ", reqd: 1 },
			{ fieldtype: "Date", fieldname: "due_on", label: __("Promised by"), reqd: 1 },
			frm.doc.matters.length && { ...which(frm.doc.matters), reqd: 0, default: frm.doc.matters.length === 1 ? frm.doc.matters[0].row_key : "" },
		], { args: (values) => ({ name: frm.doc.name, ...values }) });
	}

	function add(frm) {
		leaders.step(frm, "add_matter", __("Add a matter"), [{ fieldtype: "Small Text", fieldname: "subject", label: __("What it is about"), reqd: 1 }]);
	}

	function complete(frm) {
		leaders.step(frm, "complete", __("Complete the record"), [], { intro: __("Afterwards only promises are kept or not; the record (W36) can be made from the form.") });
	}

	function again(frm) {
		leaders.record({ leader: frm.doc.leader, kind: "Return visit", former: frm.doc.name });
	}
})();
