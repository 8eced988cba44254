// 信访事项: what stands, who has it, which terms run. The steps are added by the parts of the app that own them:
//   frappe.xf.petition.actions.push({ label, group, order, show: (frm) => Boolean, run: (frm) => … , primary })
// and whatever else wants to draw on the form: frappe.xf.petition.on_refresh.push((frm) => …).

frappe.provide("frappe.xf.petition");
frappe.xf.petition.actions = frappe.xf.petition.actions || [];
frappe.xf.petition.on_refresh = frappe.xf.petition.on_refresh || [];

const STAGE_COLOUR = {
	Registered: "orange",
	Referred: "blue",
	Accepted: "cyan",
	Handling: "cyan",
	"Opinion Issued": "purple",
	Served: "purple",
	Executing: "yellow",
	Terminated: "green",
};

frappe.ui.form.on("Petition", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.page.set_title(frm.doc.title || "");
		frm.page.set_indicator(__(frm.doc.stage), STAGE_COLOUR[frm.doc.stage] || "gray");
		headline(frm);
		actions(frm);
		frappe.xf.petition.on_refresh.forEach((draw) => draw(frm));
	},
});

// What an officer must not overlook at first sight.
function headline(frm) {
	const { doc } = frm;
	const parts = [doc.is_group ? __("Five people or more") : null];
	if (doc.submission_count > 1) parts.push(__("{0} pieces", [doc.submission_count]));
	if (doc.urgency && doc.urgency !== "Normal") parts.push(__(doc.urgency));
	if (doc.merged_into) parts.push(__("Merged into another matter"));
	frm.set_intro("");
	const shown = parts.filter(Boolean);
	if (shown.length) frm.set_intro(shown.map(frappe.utils.escape_html).join(" · "), "blue");
}

function actions(frm) {
	const own = [
		{ label: __("Submissions"), order: 900, run: () => frappe.set_route("List", "Petition Submission", { petition: frm.doc.name }) },
		{ label: __("Classify"), group: __("Handle"), order: 100, show: is_holder, run: classify_dialog },
	];
	[...frappe.xf.petition.actions, ...own]
		.filter((action) => !action.show || action.show(frm))
		.sort((a, b) => (a.order || 500) - (b.order || 500))
		.forEach((action) => {
			const button = frm.add_custom_button(action.label, () => action.run(frm), action.group);
			if (action.primary) button.removeClass("btn-default").addClass("btn-primary");
		});
}

const is_holder = (frm) => Boolean(frm.perm[0]?.write);

function classify_dialog(frm) {
	const field = (fieldname, extra = {}) => {
		const df = frm.fields_dict[fieldname].df;
		return { fieldtype: df.fieldtype, fieldname, label: __(df.label), options: df.options, default: frm.doc[fieldname], ...extra };
	};
	const dialog = new frappe.ui.Dialog({
		title: __("Classify"),
		fields: [
			field("purpose"),
			field("category"),
			field("cause"),
			{ fieldtype: "Column Break" },
			field("place"),
			field("respondent_organ"),
			field("urgency"),
			{ fieldtype: "Section Break" },
			{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason of the change"), reqd: 1 },
		],
		primary_action_label: __("Save"),
		primary_action: async (values) => {
			const changes = {};
			for (const name of ["purpose", "category", "cause", "place", "respondent_organ", "urgency"]) {
				if ((values[name] || "") !== (frm.doc[name] || "")) changes[name] = values[name] || "";
			}
			await frappe.xcall("xinfang_app.petition.api_register.classify", {
				petition: frm.doc.name,
				reason: values.reason,
				...changes,
			});
			dialog.hide();
			await frm.reload_doc();
		},
	});
	dialog.show();
}
