// 受理并告知: one notice carries receipt, route and procedure.

xinfang.petition.steps.accept = {
	group: () => __("Acceptance"),
	on(frm, steps) {
		const found = [];
		if (steps.accept || steps.accept_suggestion) found.push({ label: __("Accept and tell"), run: () => accept(), first: 5 });
		(steps.tell_joined || []).forEach((piece) =>
			found.push({ label: `${__("Tell the joined piece")} · ${piece.title}`, run: () => tell(piece), first: 4 })
		);
		return found;

		function accept() {
			const route = (code, text) => ({ value: code, label: text });
			xinfang.petition.call("simple_grounds").then((grounds) =>
				xinfang.petition.dialog({
					frm,
					title: __("Accept and tell"),
					method: "accept",
					intro: xinfang.petition.note(__("The day of acceptance is that of this notice, at the latest day 15 after receipt: a late notice buys no time.")),
					fields: [
						{
							fieldtype: "Select",
							fieldname: "pathway",
							label: __("Pathway"),
							reqd: 1,
							default: frm.doc.purpose_class === "Suggestion" ? "P8" : "P6",
							options: steps.accept_suggestion
								? [route("P8", __("P8"))]
								: [route("P6", __("P6")), route("P5", __("P5")), route("P8", __("P8"))],
						},
						{ fieldtype: "Section Break", depends_on: "eval:doc.pathway=='P6'" },
						{ fieldtype: "Check", fieldname: "simplified", label: __("Simplified procedure") },
						{
							fieldtype: "Select",
							fieldname: "simplified_ground",
							label: __("Why it is simple"),
							options: ["", ...grounds],
							depends_on: "simplified",
						},
						{ fieldtype: "Section Break", depends_on: "eval:doc.pathway=='P5'" },
						{ fieldtype: "Small Text", fieldname: "law", label: __("Law"), mandatory_depends_on: "eval:doc.pathway=='P5'" },
						{ fieldtype: "Column Break" },
						{ fieldtype: "Small Text", fieldname: "term_text", label: __("Term of the route") },
						{ fieldtype: "Date", fieldname: "term_on", label: __("Term ends on") },
						{ fieldtype: "Section Break", depends_on: "eval:doc.pathway!='P8'" },
						{ fieldtype: "Small Text", fieldname: "also_told", label: __("Other routes also told") },
						...xinfang.petition.moment_fields(),
					],
					args: (values) => ({ petition: frm.doc.name, ...values }),
				})
			);
		}

		function tell(piece) {
			frappe.confirm(__("Tell the writer of piece {0} that the same matter is being handled?", [piece.title]), () =>
				xinfang.petition.call("tell_joined", { submission: piece.name }).then((done) => xinfang.petition.after(frm, done))
			);
		}
	},
};
