// What Frappe puts on every form and has no place on a record of a case: sharing, following, tags and likes, which the
// server refuses or which mean nothing to an officer, and the record's random name where people look for a title.
// A task for a colleague stays possible where the record knows tasks. Other DocTypes are left as they are.

const HIDDEN = [".form-shared", ".followed-by-section", ".form-follow", ".form-tags", ".form-stats-likes", ".form-stats .mx-1", ".form-reviews"];
// Whose open tasks are handed over when a posting ends; on all others an assignment would be lost.
const ASSIGNABLE = ["Petition", "Petition Submission"];

$(document).on("form-refresh", (_event, frm) => {
	if (!(frappe.boot.xf_case_doctypes || []).includes(frm.doctype)) return;
	const hidden = ASSIGNABLE.includes(frm.doctype) ? HIDDEN : [...HIDDEN, ".form-assignments"];
	frm.page.sidebar.find(hidden.join(", ")).addClass("hidden");
	name_it(frm);
});

// A random name says nothing; the title is what the record is called, in the headline, the trail above it and the tab.
function name_it(frm) {
	if (frm.is_new()) return;
	const shown = (frm.page.$title_area.find(".title-text").text() || "").trim();
	const title = !shown || shown === frm.docname ? title_of(frm) : shown;
	if (title !== shown) frm.page.set_title(title);
	frappe.utils.set_title(title);
	$("#navbar-breadcrumbs li")
		.filter((_i, crumb) => $(crumb).text().trim() === frm.docname)
		.find("a")
		.addBack("a")
		.text(title);
}

function title_of(frm) {
	const { doc } = frm;
	const field = frm.meta.title_field;
	return String((field && doc[field]) || doc.title || doc.summary || "").trim().slice(0, 40) || __("(no title yet)");
}
