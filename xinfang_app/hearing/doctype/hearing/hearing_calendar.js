// Hearings by day; a click opens the record.
frappe.views.calendar["Hearing"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", allDay: "allDay" },
	get_events_method: "xinfang_app.hearing.api.events",
	// Read only; Frappe asks for a locale that its calendar does not know.
	options: { locale: "zh-cn", editable: false, selectable: false, timeFormat: "HH:mm" },
	gantt: false,
};
