// On lists of case records: what can be done to the chosen rows at once.

(() => {
	const OFFERED = {
		"Petition Submission": ["register", "reassign", "print"],
		Petition: ["refer", "remind", "close", "reassign", "print"],
		"Petition Referral": ["receive", "print"],
		"Official Letter": ["print"],
	};

	Object.entries(OFFERED).forEach(([doctype, actions]) => {
		const settings = (frappe.listview_settings[doctype] = frappe.listview_settings[doctype] || {});
		if (settings.xf_bulk) return;
		settings.xf_bulk = true;
		const before = settings.onload;
		settings.onload = function (listview) {
			if (before) before.call(this, listview);
			without_stage_moves(listview, doctype);
			actions.forEach((action) =>
				listview.page.add_actions_menu_item(frappe.xf.office.bulk_title(action), () => begin(listview, doctype, action), false)
			);
		};
	});

	// A move to another stage needs its record and is refused from a list; what an admin added inside a stage stays.
	function without_stage_moves(listview, doctype) {
		frappe.workflow.setup(doctype);
		const workflow = frappe.workflow.workflows[doctype];
		const items = listview.workflow_action_items || {};
		if (!workflow) return;
		const stage = Object.fromEntries(workflow.states.map((row) => [row.state, row.update_value]));
		workflow.transitions
			.filter((row) => stage[row.state] !== stage[row.next_state])
			.flatMap((row) => [row.action, __(row.action)])
			.forEach((name) => {
				if (!items[name]) return;
				items[name].remove();
				delete items[name];
			});
	}

	async function begin(listview, doctype, action) {
		let names = listview.get_checked_items(true);
		let of = doctype;
		if (action === "print" && doctype !== "Official Letter") {
			names = await frappe.xcall("xinfang_app.office.api_bulk.letters_of", { doctype, names });
			of = "Official Letter";
			if (!names.length) return frappe.show_alert({ message: __("There are no letters about these."), indicator: "orange" });
		}
		frappe.xf.office.bulk(action, of, names, () => {
			listview.clear_checked_items();
			listview.refresh();
		});
	}
})();
