// 不予受理, 不再受理: the only two ways to turn a petition away.

xinfang.petition.steps.refuse = {
	group: () => __("Acceptance"),
	on(frm, steps) {
		const found = [];
		if (steps.not_accept) found.push({ label: __("Do not accept"), run: () => not_accept() });
		if (steps.no_further) found.push({ label: __("No further acceptance"), run: () => no_further() });
		return found;

		function not_accept() {
			xinfang.petition.dialog({
				frm,
				title: __("Do not accept"),
				method: "not_accept",
				intro: xinfang.petition.note(__("Only while a lower organ handles the same matter of the same person within its term (art. 19 §3). If that term has run out, take the matter up or supervise.")),
				fields: [
					{
						fieldtype: "Link",
						fieldname: "running",
						label: __("Running petition"),
						options: "Petition",
						reqd: 1,
						get_query: () => ({ filters: { stage: ["in", ["Accepted", "Handling"]], name: ["!=", frm.doc.name] } }),
					},
					{ fieldtype: "Small Text", fieldname: "explanation", label: __("Explanation to the petitioner"), reqd: 1 },
				],
				args: (values) => ({ petition: frm.doc.name, ...values }),
			});
		}

		async function no_further() {
			const known = await frappe.xcall("xinfang_app.petition.api_referral.final_reviews", { petition: frm.doc.name });
			return xinfang.petition.dialog({
				frm,
				title: __("No further acceptance"),
				method: "no_further",
				intro: xinfang.petition.note(__("Only after the re-review opinion, on the same facts and reasons (art. 36 §3). The answer below is signed by the head or a leader.")),
				fields: [
					known.length && {
						fieldtype: "Select",
						fieldname: "review_on_record",
						label: __("Re-review on record"),
						options: ["", ...known.map((row) => ({ value: row.name, label: `${row.number} ${row.title}` }))],
						onchange() {
							const row = known.find((one) => one.name === this.get_value());
							if (row) this.layout.set_values({ review_number: row.number, review_served_on: row.served_on });
						},
					},
					known.length && { fieldtype: "Section Break" },
					{ fieldtype: "Data", fieldname: "review_number", label: __("Re-review opinion number"), reqd: 1 },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Date", fieldname: "review_served_on", label: __("Re-review opinion served on"), reqd: 1 },
					{ fieldtype: "Section Break" },
					{
						fieldtype: "Attach",
						fieldname: "review_paper",
						label: __("Paper of the re-review opinion"),
						depends_on: "eval:!doc.review_on_record",
						description: __("Needed where the re-review is not on record here."),
					},
					{
						fieldtype: "Select",
						fieldname: "new_facts",
						label: __("Any new facts or reasons?"),
						reqd: 1,
						options: [
							"",
							{ value: "No", label: __("No") },
							{ value: "Yes", label: __("Yes: the petition must be accepted") },
						],
					},
					{ fieldtype: "Small Text", fieldname: "note", label: __("Findings on new facts or reasons"), reqd: 1 },
				].filter(Boolean),
				args: ({ review_on_record, ...values }) => ({ petition: frm.doc.name, ...values }),
			});
		}
	},
};
