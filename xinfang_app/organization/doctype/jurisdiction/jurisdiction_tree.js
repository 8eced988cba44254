frappe.treeview_settings["Jurisdiction"] = {
	get_tree_nodes: "xinfang_app.organization.api.get_children",
	get_tree_root: false,
	root_label: __("Jurisdiction"),
	title: __("Jurisdiction"),
	disable_add_node: true,
	// Without a root of its own the view does not draw itself.
	onload: (treeview) => treeview.make_tree(),
	toolbar: [
		{
			label: __("View place"),
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("Form", "Jurisdiction", node.label),
		},
		{
			label: __("Organs here"),
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("List", "Organ", { jurisdiction: node.label }),
		},
	],
	extend_toolbar: false,
};
