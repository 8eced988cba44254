// Reviews by the day on which their opinion is due; a click opens the record.
frappe.views.calendar["Petition Review"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", allDay: "allDay" },
	get_events_method: "xinfang_app.review.api.events",
	// Read only; Frappe asks for a locale that its calendar does not know.
	options: { locale: "zh-cn", editable: false, selectable: false },
	gantt: false,
};
