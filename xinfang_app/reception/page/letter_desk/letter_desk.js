frappe.pages["letter-desk"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Letter desk"), single_column: true });
	await frappe.require(["reception.bundle.css", "reception.bundle.js"]);
	wrapper.desk = new frappe.xf.reception.LetterDesk(page);
	await wrapper.desk.start();
};

frappe.pages["letter-desk"].on_page_show = (wrapper) => {
	if (wrapper.desk?.tray) wrapper.desk.tray.refresh();
};
