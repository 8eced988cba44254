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
		number(value) {
			const number = frappe.utils.escape_html(value || "");
			return `<span title="${number}">${number.split("-").slice(-2).join("-")}</span>`;
		},
		title(value, _df, doc) {
			const marks = [];
			if (doc.urgency && doc.urgency !== "Normal") marks.push(__(doc.urgency));
			if (doc.is_group) marks.push(__("Group"));
			if (doc.submission_count > 1) marks.push(__("{0} pieces", [doc.submission_count]));
			const tags = marks.map((mark) => `<span class="indicator-pill gray ml-1">${mark}</span>`).join("");
			return `${frappe.utils.escape_html(value || "")}${tags}`;
		},
	},
};
