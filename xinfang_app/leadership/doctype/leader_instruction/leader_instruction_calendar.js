// Instructions by the day on which their answer is due; the server answers within the user's scope.
frappe.views.calendar["Leader Instruction"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", allDay: "allDay", color: "color" },
	get_events_method: "xinfang_app.leadership.api_conference.instruction_calendar",
	// Read only; Frappe asks for a locale that its calendar does not know.
	options: { locale: "zh-cn", editable: false, selectable: false, timeFormat: "HH:mm" },
	gantt: false,
};
