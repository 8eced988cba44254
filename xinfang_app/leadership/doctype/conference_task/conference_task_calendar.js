// Tasks of the conference by the day on which they are due; the server answers within the user's scope.
frappe.views.calendar["Conference Task"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", allDay: "allDay", color: "color" },
	get_events_method: "xinfang_app.leadership.api_conference.task_calendar",
	// Read only; Frappe asks for a locale that its calendar does not know.
	options: { locale: "zh-cn", editable: false, selectable: false, timeFormat: "HH:mm" },
	gantt: false,
};
