// /app/visit-desk is the window, /app/visit-desk/screen the screen in the hall.
frappe.pages["visit-desk"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Visit desk"), single_column: true });
	await frappe.require(["reception.bundle.css", "reception.bundle.js"]);
	const screen = frappe.get_route()[1] === "screen";
	document.body.classList.toggle("xf-only-screen", screen);
	wrapper.desk = screen ? new frappe.xf.reception.HallScreen(page) : new frappe.xf.reception.VisitDesk(page);
	await wrapper.desk.start();
};
