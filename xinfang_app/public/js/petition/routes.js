// 导入法定途径 and its ends: leading the citizen to the road the law has, and following it until it is confirmed.

xinfang.petition.steps.routes = {
	group: () => __("Legal pathway"),
	on(frm, steps) {
		const found = [];
		const named = (rows, label, row) => (rows.length > 1 ? `${label} · ${row.title}` : label);
		if (steps.divert) found.push({ label: __("Lead to a legal route"), run: () => divert() });
		if (steps.judicial) found.push({ label: __("Litigation matter"), run: () => judicial() });
		if (steps.guide) found.push({ label: __("Tell whom to turn to"), run: () => guide() });
		(steps.confirm_route || []).forEach((row, _i, rows) => {
			found.push({ label: named(rows, __("Receipt confirmed"), row), run: () => confirm(row), first: 8 });
			found.push({ label: named(rows, __("Receiving organ declines"), row), run: () => decline(row) });
		});
		(steps.end_route || []).forEach((row, _i, rows) => found.push({ label: named(rows, __("Record the outcome"), row), run: () => end(row) }));
		(steps.answer_duty || []).forEach((row, _i, rows) => found.push({ label: named(rows, __("Answer on the duty"), row), run: () => duty(row), first: 7 }));
		if (steps.reply) found.push({ label: __("Reply to suggestion"), run: () => reply(), first: 7 });
		return found;

		function receiver() {
			return [
				{ fieldtype: "Link", fieldname: "receiving_organ", label: __("Receiving organ"), options: "Organ" },
				{ fieldtype: "Column Break" },
				{
					fieldtype: "Data",
					fieldname: "receiving_name",
					label: __("Name of the receiving organ"),
					depends_on: "eval:!doc.receiving_organ",
					mandatory_depends_on: "eval:!doc.receiving_organ",
					description: __("For a court or another organ that is not on record."),
				},
				{ fieldtype: "Section Break" },
			];
		}

		function open(options) {
			xinfang.petition.dialog({ frm, args: (values) => ({ petition: frm.doc.name, ...values }), ...options });
		}

		function divert() {
			open({
				title: __("Lead to a legal route"),
				method: "divert",
				intro: xinfang.petition.note(__("It is no exit: the route stays open until that organ confirms that it has the matter. If it declines, your own terms run on.")),
				fields: [
					{
						fieldtype: "Select",
						fieldname: "pathway_code",
						label: __("Pathway"),
						reqd: 1,
						options: ["", "P2", "P3", "P4", "P5"].map((code) => ({ value: code, label: code && __(code) })),
					},
					{ fieldtype: "Section Break" },
					...receiver(),
					{ fieldtype: "Small Text", fieldname: "law", label: __("Law"), reqd: 1 },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Small Text", fieldname: "term_text", label: __("Term of the route"), mandatory_depends_on: "eval:!doc.term_on" },
					{ fieldtype: "Date", fieldname: "term_on", label: __("Term ends on") },
					{ fieldtype: "Section Break" },
					{ fieldtype: "Small Text", fieldname: "explanation", label: __("Explanation to the petitioner") },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Small Text", fieldname: "also_told", label: __("Other routes also told") },
					{ fieldtype: "Data", fieldname: "helped_by", label: __("Helped by") },
					...xinfang.petition.moment_fields(),
				],
			});
		}

		function judicial() {
			const visit = frm.doc.form === "Visit" || !steps.office;
			open({
				title: __("Litigation matter"),
				method: "judicial",
				intro: xinfang.petition.note(
					visit
						? __("A visitor is told the law and led to the judicial organ; his registration is kept (arts. 20, 22 §2).")
						: __("A letter is transferred to the politics-and-law organ of the same level (art. 22 §2) and stays open until confirmed.")
				),
				fields: [
					...receiver(),
					{ fieldtype: "Small Text", fieldname: "law", label: __("Law"), reqd: 1 },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Small Text", fieldname: "term_text", label: __("Term of the route") },
					{ fieldtype: "Section Break" },
					{ fieldtype: "Small Text", fieldname: "explanation", label: __("Explanation to the petitioner"), reqd: 1 },
					{ fieldtype: "Data", fieldname: "helped_by", label: __("Helped by") },
				],
			});
		}

		function guide() {
			open({
				title: __("Tell whom to turn to"),
				method: "guide",
				fields: [
					...receiver(),
					{ fieldtype: "Small Text", fieldname: "law", label: __("Law"), reqd: 1 },
					{ fieldtype: "Small Text", fieldname: "explanation", label: __("Explanation to the petitioner"), reqd: 1 },
				],
			});
		}

		function on_route(row, options) {
			xinfang.petition.dialog({ frm, seen: row.modified, args: (values) => ({ route: row.name, ...values }), ...options });
		}

		function confirm(row) {
			on_route(row, {
				title: __("Receipt confirmed"),
				method: "confirm_route",
				fields: [
					{ fieldtype: "Data", fieldname: "confirmed_by", label: __("Confirmed by"), reqd: 1, description: __("The person or the paper and its number.") },
					{ fieldtype: "Attach", fieldname: "file", label: __("Proof of confirmation") },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Datetime", fieldname: "occurred_on", label: __("Happened on") },
					{ fieldtype: "Small Text", fieldname: "backdate_reason", label: __("Reason for entering it afterwards") },
				],
			});
		}

		function decline(row) {
			on_route(row, {
				title: __("Receiving organ declines"),
				method: "decline_route",
				intro: xinfang.petition.note(__("Your organ's own terms run on from here.")),
				fields: [
					{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason of declining"), reqd: 1 },
					...xinfang.petition.moment_fields(),
				],
			});
		}

		function end(row) {
			on_route(row, {
				title: __("Record the outcome"),
				method: "end_route",
				fields: [{ fieldtype: "Small Text", fieldname: "outcome", label: __("Outcome"), reqd: 1 }],
			});
		}

		function duty(row) {
			on_route(row, {
				title: __("Answer on the duty"),
				method: "answer_duty",
				fields: [{ fieldtype: "Small Text", fieldname: "text", label: __("Answer"), reqd: 1, description: __("What was found and done, or why nothing can be done.") }],
			});
		}

		function reply() {
			open({
				title: __("Reply to suggestion"),
				method: "reply",
				fields: [
					{
						fieldtype: "Select",
						fieldname: "adoption",
						label: __("Adoption"),
						reqd: 1,
						options: ["", "Adopted", "Partly adopted", "Not adopted"].map((value) => ({ value, label: value && __(value) })),
					},
					{ fieldtype: "Small Text", fieldname: "study", label: __("Study and reasons"), reqd: 1 },
					{ fieldtype: "Small Text", fieldname: "text", label: __("Reply to the citizen"), reqd: 1 },
				],
			});
		}
	},
};
