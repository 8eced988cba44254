// From one open item of the morning list to the next, with F8, from within any form.
// The list is asked for anew, so that what a colleague has done meanwhile is passed over.

frappe.provide("frappe.xf.office");

const KEPT = "xf_today_order";
// Lines that are no record to be opened, but work on a page.
const PAGES = { Organ: "hand-over-work", "Duty Shift": "duty-roster" };

frappe.xf.office.key = (item) => (item.route?.length ? item.route.join("/") : `${item.doctype}/${item.name}`);

frappe.xf.office.open = (item) => {
	if (item.route?.length) return frappe.set_route(...item.route);
	if (PAGES[item.doctype]) return frappe.set_route(PAGES[item.doctype]);
	return frappe.set_route("Form", item.doctype, item.name);
};

// Keep in which order the items stood when one was opened.
frappe.xf.office.keep = (items) => {
	const order = [...new Set(items.map(frappe.xf.office.key))];
	sessionStorage.setItem(KEPT, JSON.stringify(order));
};

frappe.xf.office.next = async () => {
	if (frappe.xf.office.going) return;
	frappe.xf.office.going = true;
	try {
		const list = await frappe.xcall("xinfang_app.office.api.today");
		const items = list.sections.flatMap((section) => section.items).filter((item) => !PAGES[item.doctype]);
		const open = new Map(items.map((item) => [frappe.xf.office.key(item), item]));
		const route = frappe.get_route();
		const here = route[0] === "Form" ? route.slice(1).join("/") : route.join("/");
		const order = JSON.parse(sessionStorage.getItem(KEPT) || "[]");
		const after = order.includes(here) ? order.slice(order.indexOf(here) + 1) : [...open.keys()].filter((key) => key !== here);
		const found = after.find((key) => key !== here && open.has(key));
		if (found) {
			if (!order.length) frappe.xf.office.keep(items);
			frappe.xf.office.open(open.get(found));
		} else {
			frappe.show_alert({ message: __("That was the last item of today's work."), indicator: "green" });
			frappe.set_route("today-work");
		}
	} finally {
		frappe.xf.office.going = false;
	}
};

// Not through frappe.ui.keys: it knows the function keys only up to F5.
document.addEventListener("keydown", (event) => {
	if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
	if ($(".modal.show").length || !frappe.user_roles.includes("Petition Staff")) return;
	event.preventDefault();
	if (window.cur_frm && cur_frm.is_dirty && frappe.get_route()[0] === "Form" && cur_frm.is_dirty()) {
		frappe.show_alert({ message: __("Save this form first, or reload it; nothing is lost."), indicator: "orange" });
		return;
	}
	frappe.xf.office.next();
});
