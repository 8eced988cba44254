// What Frappe puts on every form and has no place on a record of a case: sharing, following, tags and likes, which the
// server refuses or which mean nothing to an officer, and the record's random name where people look for a title.
// A task for a colleague stays possible where the record knows tasks. Other DocTypes are left as they are.

const HIDDEN = [".form-shared", ".followed-by-section", ".form-follow", ".form-tags", ".form-stats-likes", ".form-stats .mx-1", ".form-reviews"];
// Whose open tasks are handed over when a posting ends; on all others an assignment would be lost.
const ASSIGNABLE = ["Petition", "Petition Submission"];

// One zone for the whole country: a moment need not name it in English under every field.
const { ControlDatetime } = frappe.ui.form;
ControlDatetime.prototype.set_description = function () {
	frappe.ui.form.ControlDate.prototype.set_description.call(this);
};

// Moments are shown to the minute, so Frappe hides the picker's seconds. The released picker, unlike Frappe's own fork
// of it, has none: give it empty ones to hide, or every form with a moment would stay empty.
const picker = $.fn.datepicker.Timepicker.prototype;
picker.$seconds ??= $();
picker.$secondsText ??= $();

// In a list the county and the prefix of a number are the same in every row, and a choice is said in the reader's language.
frappe.provide("xinfang.lists");
xinfang.lists.tail = (value) => {
	const number = frappe.utils.escape_html(value || "");
	return `<span title="${number}">${number.split("-").slice(-2).join("-")}</span>`;
};
xinfang.lists.word = (value) => frappe.utils.escape_html(value ? __(value) : "");

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

// The course of changes under a form tells choices and states as the form shows them. Frappe prints what is stored.
const { sync_docinfo } = frappe.model;
frappe.model.sync_docinfo = function (r) {
	const info = r.docinfo;
	if (info && (frappe.boot.xf_case_doctypes || []).includes(info.doctype)) (info.versions || []).forEach((version) => in_words(version, info.doctype));
	return sync_docinfo.call(this, r);
};

function in_words(version, doctype) {
	const data = version.data && JSON.parse(version.data);
	if (!data) return;
	const said = (meta, change) => {
		const field = frappe.meta.get_docfield(meta, change[0]);
		if (field?.fieldtype === "Select" || change[0] === "stage") [1, 2].forEach((at) => change[at] && (change[at] = __(change[at])));
		if (field?.fieldtype === "Check") [1, 2].forEach((at) => (change[at] = cint(change[at]) ? __("Yes") : __("No")));
		[1, 2].forEach((at) => (change[at] = change[at] === null || change[at] === "" ? __("blank") : change[at]));
	};
	(data.changed || []).forEach((change) => said(doctype, change));
	(data.row_changed || []).forEach(([table, _index, _name, changes]) => changes.forEach((change) => said(frappe.meta.get_docfield(doctype, table)?.options, change)));
	version.data = JSON.stringify(data);
}
