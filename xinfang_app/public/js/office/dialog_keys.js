// Ctrl+Enter in any dialog does what its first button does: a reason is typed into a field in which Enter is a new line.

const TAKEN_OVER = 150;

document.addEventListener("keydown", (event) => {
	if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || event.defaultPrevented) return;
	const dialog = window.cur_dialog;
	if (!dialog?.display || !dialog.get_primary_btn || !frappe.user_roles.includes("Petition Staff")) return;
	const button = dialog.get_primary_btn();
	if (!button.is(":visible") || button.prop("disabled")) return;
	event.preventDefault();
	event.stopPropagation();
	// What was typed last counts: a field takes its value over when it is left, and a moment later.
	$(document.activeElement).trigger("change");
	setTimeout(() => dialog.display && button.trigger("click"), TAKEN_OVER);
});
