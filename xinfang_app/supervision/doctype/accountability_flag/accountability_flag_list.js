// 问责线索 in the list: by organ and status; no ranking of people anywhere.

frappe.listview_settings["Accountability Flag"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator(doc) {
		const colours = { "Flag raised": "orange", Answered: "blue", Verified: "purple", Decided: "blue", "Carried Out": "green", Closed: "green" };
		return [__(doc.status), colours[doc.status] || "gray", `status,=,${doc.status}`];
	},
	onload(listview) {
		xinfang.duty.call("api_accountability", "may_raise").then((may) => {
			if (may) xinfang.duty.list_button(listview, __("Raise a flag"), raise);
		});
	},
};

function raise() {
	const API = "api_accountability";
	const dialog = xinfang.duty.dialog({
		title: __("Raise a flag"),
		api: API,
		method: "raise_flag",
		size: "large",
		intro: __("A claim with evidence, which the organ answers and somebody else verifies."),
		fields: [
			{ fieldtype: "Link", fieldname: "organ", label: __("Organ concerned"), options: "Organ", reqd: 1, onchange: terms },
			{ fieldtype: "Link", fieldname: "article_item", label: __("Item of the Regulation"), options: "Accountability Article", reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "facts", label: __("Facts"), reqd: 1 },
			{ fieldtype: "Section Break", label: __("Evidence") },
			{ fieldtype: "Select", fieldname: "deadline", label: __("A missed term"), options: [""] },
			{ fieldtype: "Column Break" },
			xinfang.handling.file("file", __("A paper")),
			{ fieldtype: "Data", fieldname: "evidence_facts", label: __("What the paper shows"), depends_on: "file", mandatory_depends_on: "file" },
			{ fieldtype: "Section Break" },
			{
				fieldtype: "Select",
				fieldname: "measure",
				label: __("Proposed measure"),
				options: xinfang.handling.options(["", "Interview", "Circular", "Listed supervision", "Rectify within a term", "Order to correct", "Pursue responsibility"]),
			},
			{ fieldtype: "Check", fieldname: "grave", label: __("Grave result on record") },
			{ fieldtype: "Small Text", fieldname: "grave_facts", label: __("Grave result"), depends_on: "grave", mandatory_depends_on: "grave" },
			xinfang.handling.file("grave_file", __("Proof of the grave result"), { depends_on: "grave", mandatory_depends_on: "grave" }),
		],
		done: (name) => frappe.set_route("Form", "Accountability Flag", name),
	});

	function terms() {
		const organ = dialog.get_value("organ");
		if (!organ || organ === dialog.asked_for) return;
		dialog.asked_for = organ;
		xinfang.duty.call(API, "missed_terms", { organ }).then((rows) => dialog.set_df_property("deadline", "options", ["", ...rows]));
	}
}
