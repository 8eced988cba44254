// 数据质量规则: an admin picks fields and stages by their Chinese names; a locked rule only becomes stricter.

frappe.ui.form.on("Quality Rule", {
	setup(frm) {
		frm.set_query("document_type", () => ({ filters: { name: ["in", frappe.boot.xf_quality_doctypes || []] } }));
		for (const field of ["kind", "severity"]) {
			const values = frm.get_field(field).df.options.split("\n");
			frm.set_df_property(field, "options", values.map((value) => ({ value, label: __(value, null, "Quality Rule") })));
		}
	},

	refresh(frm) {
		if (frm.doc.locked) {
			frm.set_intro(__("This rule follows from {0}: it can be made stricter, never milder or switched off.", [frappe.utils.escape_html(frm.doc.article)]), "blue");
		}
		offer(frm);
	},

	document_type: offer,
	check_kind: offer,
});

const KINDS = { "Dates in order": "date", "Not longer than": "date", "File present": "file", "Child rows present": "table" };

async function offer(frm) {
	if (!frm.doc.document_type) return;
	const document_type = frm.doc.document_type;
	const { stages, fields } = await xinfang.quality.call("choices", { document_type });
	if (frm.doc.document_type !== document_type) return;
	const wanted = KINDS[frm.doc.check_kind];
	const choose = (fieldname, kind) => {
		const options = fields.filter((field) => (kind ? field.kind === kind : field.kind !== "table"));
		frm.set_df_property(fieldname, "fieldtype", "Select");
		frm.set_df_property(fieldname, "options", [{ value: "", label: "" }, ...options]);
	};
	choose("field_checked", wanted);
	choose("second_field", "date");
	choose("bearer_field", "organ");
	const named = stages.map((stage) => `${stage.label}（${stage.value}）`).join("、");
	frm.set_df_property("stages", "description", `${__("One per line; empty means at any stage until the file is bound.")}${named ? ` ${__("Stages")}：${named}` : ""}`);
}
