frappe.pages["phone-desk"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Phone desk"), single_column: true });
	await frappe.require(["reception.bundle.css", "reception.bundle.js"]);
	wrapper.desk = new frappe.xf.reception.PhoneDesk(page);
	await wrapper.desk.start();
};

frappe.pages["phone-desk"].on_page_show = (wrapper) => {
	if (wrapper.desk?.list) wrapper.desk.list.refresh();
};
