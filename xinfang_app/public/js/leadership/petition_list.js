// Giving many matters out over leaders, each leader's load shown.

(() => {
	const settings = (frappe.listview_settings.Petition = frappe.listview_settings.Petition || {});
	const before = settings.onload;
	settings.onload = function (listview) {
		if (before) before.call(this, listview);
		const posts = ["County Petition Officer", "County Section Head", "County Leader", "Supervision Officer", "Township Leader", "Township Officer"];
		if (!posts.some((role) => frappe.user.has_role(role))) return;
		listview.page.add_action_item(__("Propose leaders to own them"), () => {
			const names = listview.get_checked_items(true);
			if (names.length) xinfang.leadership.propose(names, { done: () => listview.refresh() });
		});
	};
})();
