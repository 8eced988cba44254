// Planned sessions by day; a click opens the mediation.
frappe.views.calendar["Mediation"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", allDay: "allDay" },
	get_events_method: "xinfang_app.settling.api_mediation.events",
	// Read only; Frappe asks for a locale that its calendar does not know.
	options: { locale: "zh-cn", editable: false, selectable: false, timeFormat: "HH:mm" },
	gantt: false,
};
