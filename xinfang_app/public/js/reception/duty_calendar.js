// 领导接待日 in Frappe's calendar; the server gives what the viewer may see.

frappe.views.calendar["Reception Duty"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", allDay: "allDay", status: "status" },
	style_map: { Announced: "info", "Reception held": "success", "Leader absent": "danger", "Rota draft": "standard" },
	get_css_class: (data) => ({ Announced: "info", "Reception held": "success", "Leader absent": "danger" })[data.status] || "standard",
	get_events_method: "xinfang_app.reception.api_rota.events",
	// Read only; Frappe asks for a locale that its calendar does not know.
	options: { locale: "zh-cn", editable: false, selectable: false, timeFormat: "HH:mm" },
	gantt: false,
};
