"""Which of Frappe's methods may be asked about guarded DocTypes over HTTP.

Rule: closed by default. Frappe has some 280 methods that any desk user can call; several read, count or copy any
table they are told to, and each version brings new ones. A call that names a guarded DocType in any argument passes
only if its method stands here, that is, if somebody has read it and found that it asks for each document or goes
through a list that does, or if it belongs to this app. Administrator is not asked.
"""

#: Methods that ask for permission on each document or list through the query conditions.
METHODS = frozenset(
	{
		# documents and lists
		"frappe.client.get",
		"frappe.client.get_list",
		"frappe.client.get_count",  # replaced in desk_methods
		"frappe.client.get_value",
		"frappe.client.get_doc_permissions",
		"frappe.client.has_permission",
		"frappe.client.insert",
		"frappe.client.save",
		"frappe.client.set_value",
		"frappe.client.delete",
		"frappe.client.attach_file",
		"frappe.client.validate_link",  # tells whether a name exists; names are random
		"frappe.client.is_document_amended",
		"frappe.desk.form.load.getdoc",
		"frappe.desk.form.load.getdoctype",
		"frappe.desk.form.load.get_docinfo",
		"frappe.desk.form.load.get_communications",
		"frappe.desk.form.save.savedocs",
		"frappe.desk.form.utils.add_comment",
		"frappe.desk.form.utils.get_next",
		"frappe.desk.form.assign_to.add",
		"frappe.desk.form.assign_to.add_multiple",
		"frappe.desk.form.assign_to.remove",
		"frappe.desk.form.linked_with.get",
		"frappe.desk.form.linked_with.get_linked_doctypes",
		"frappe.desk.reportview.get",
		"frappe.desk.reportview.get_list",
		"frappe.desk.reportview.get_count",
		"frappe.desk.reportview.get_stats",
		"frappe.desk.reportview.get_sidebar_stats",
		"frappe.desk.reportview.export_query",
		"frappe.desk.reportview.save_report",
		"frappe.desk.listview.get_group_by_count",  # replaced in desk_methods
		"frappe.desk.listview.get_list_settings",
		"frappe.desk.listview.set_list_settings",
		"frappe.desk.search.search_link",
		"frappe.desk.search.search_widget",
		"frappe.desk.search.get_link_title",
		"frappe.desk.link_preview.get_preview_data",
		"frappe.desk.calendar.get_events",
		"frappe.desk.notifications.get_open_count",  # replaced in desk_methods
		"frappe.desk.desktop.get_desktop_page",  # a workspace of the module Petition; holds no rows
		"frappe.desk.query_report.run",
		"frappe.desk.query_report.export_query",
		"frappe.desk.doctype.kanban_board.kanban_board.get_kanban_boards",
		"frappe.desk.doctype.number_card.number_card.get_result",
		"frappe.desk.doctype.tag.tag.add_tag",
		"frappe.desk.doctype.tag.tag.remove_tag",
		"frappe.desk.like.toggle_like",
		# workflow
		"frappe.model.workflow.get_transitions",
		"frappe.model.workflow.apply_workflow",
		"frappe.model.workflow.get_common_transition_actions",
		"frappe.model.workflow.can_cancel_document",
		"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",  # replaced in desk_methods
		# print
		"frappe.www.printview.get_html_and_style",
		"frappe.printing.page.print.print.get_print_settings_to_show",
		"frappe.utils.print_format.download_pdf",
		"frappe.utils.print_format.download_multi_pdf",
		"frappe.utils.weasyprint.download_pdf",
		# files
		"upload_file",
		"frappe.handler.upload_file",
		"frappe.core.api.file.get_attached_images",
		# the user's own settings, log rows, mail with print rights, versions of one document
		"frappe.model.utils.user_settings.get",
		"frappe.model.utils.user_settings.save",
		"frappe.core.doctype.access_log.access_log.make_access_log",
		"frappe.core.doctype.communication.email.make",
		"frappe.utils.diff.version_query",
		# realtime: one document, never the room of all
		"frappe.realtime.can_subscribe_doc",
		# a document's own whitelisted methods
		"run_doc_method",
		"runserverobj",
		"frappe.handler.run_doc_method",
		"frappe.handler.runserverobj",
		# what an administrator of the desk configures; refused where it must be by back_doors
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.create_dashboard_chart",
		"frappe.desk.doctype.number_card.number_card.create_number_card",
		"frappe.desk.doctype.kanban_board.kanban_board.quick_kanban_board",
		"frappe.core.page.permission_manager.permission_manager.get_permissions",
		"frappe.core.page.permission_manager.permission_manager.get_standard_permissions",
		"frappe.core.page.permission_manager.permission_manager.add",
		"frappe.core.page.permission_manager.permission_manager.update",
		"frappe.core.page.permission_manager.permission_manager.remove",
		"frappe.core.page.permission_manager.permission_manager.reset",
		"frappe.custom.doctype.custom_field.custom_field.get_fields_label",
		"frappe.core.doctype.doctype.doctype.get_row_size_utilization",
	}
)
#: How methods name a document: (argument with the DocType, argument with the name).
DOCUMENT_ARGUMENTS = (
	("doctype", "name"),
	("doctype", "docname"),
	("doctype", "doc_name"),
	("doctype", "value"),
	("dt", "dn"),
	("reference_doctype", "reference_name"),
)
#: Methods whose answer is "no", or that name a form which is not saved yet.
ANSWER_NO = frozenset(
	{
		"frappe.client.has_permission",
		"frappe.realtime.can_subscribe_doc",
		"upload_file",
		"frappe.handler.upload_file",
		"frappe.core.doctype.access_log.access_log.make_access_log",
	}
)
#: Of the app's own, and of its name, all.
OWN = "xinfang_app."
#: Pages, by the beginning of their path: the desk itself, which reads arguments in the browser only; its phone
#: counterpart; and the print page, which asks for each document.
PAGES = ("app", "desk", "xinfang", "printview")


def passes(method: str) -> bool:
	"""Return whether `method`, as called, may be asked about guarded DocTypes."""
	return method in METHODS or method.startswith(OWN)
