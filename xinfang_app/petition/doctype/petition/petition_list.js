const STAGE_COLOURS = {
	Registered: "orange",
	Referred: "blue",
	Accepted: "cyan",
	Handling: "cyan",
	"Opinion Issued": "purple",
	Served: "purple",
	Executing: "yellow",
	Terminated: "green",
	Archived: "gray",
};

frappe.listview_settings["Petition"] = {
	hide_name_column: true,
	add_fields: ["stage", "urgency", "is_group", "submission_count"],

	get_indicator(doc) {
		return [__(doc.stage), STAGE_COLOURS[doc.stage] || "gray", `stage,=,${doc.stage}`];
	},

	formatters: {
		// The county and the prefix are the same in every row; the title tells the whole number.
		number(value, _df, doc) {
			const number = frappe.utils.escape_html(value || "");
			const marks = [];
			if (doc.urgency && doc.urgency !== "Normal") marks.push(__(doc.urgency));
			if (doc.is_group) marks.push(__("Group"));
			if (doc.submission_count > 1) marks.push(__("{0} pieces", [doc.submission_count]));
			const tag = marks.length ? ` <span class="text-muted">${marks.join("·")}</span>` : "";
			return `<span title="${number} ${marks.join(" ")}">${number.split("-").slice(-2).join("-")}${tag}</span>`;
		},
	},
};
