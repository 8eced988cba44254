// On the list of petitions: one letter for each organ that has some of the chosen ones in hand.

(() => {
	const settings = (frappe.listview_settings.Petition = frappe.listview_settings.Petition || {});
	if (settings.xf_press) return;
	settings.xf_press = true;
	const before = settings.onload;
	settings.onload = function (listview) {
		if (before) before.call(this, listview);
		if (!frappe.user.has_role(["County Petition Officer", "County Section Head", "County Leader", "Supervision Officer"])) return;
		listview.page.add_actions_menu_item(
			__("Draft supervision letters"),
			() => xinfang.supervision.draft(listview.get_checked_items(true), null, () => listview.clear_checked_items()),
			false
		);
	};
})();
