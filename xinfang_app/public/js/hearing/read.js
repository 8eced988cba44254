// Tables of a hearing as they are read: nothing cut off, no accounts, on a narrow screen one under the other.

(() => {
	const hearing = xinfang.hearing;
	const text = (value) => frappe.utils.escape_html(value || "").replace(/\n/g, "<br>");

	const rows = (frm, name, heads, cells) => {
		const list = frm.doc[name] || [];
		const head = heads.map((label) => `<th>${frappe.utils.escape_html(label)}</th>`).join("");
		const body = list.map((row) => `<tr>${cells(row).map((cell) => `<td>${text(cell)}</td>`).join("")}</tr>`).join("");
		return list.length ? `<div class="table-responsive"><table class="table table-bordered"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>` : "";
	};

	const TABLES = {
		panel: (frm) =>
			rows(frm, "panel", [__("Role"), __("Name"), __("Capacity"), __("Unit")], (row) => [
				__(row.role),
				`${row.member_name || ""}${row.stands_aside ? `（${__("Stands aside")}）` : ""}${row.present ? `（${__("Present")}）` : ""}`,
				row.capacity ? __(row.capacity) : "",
				row.unit,
			]),
		parties: (frm) =>
			rows(frm, "parties", [__("Side of the hearing"), __("Name shown"), __("Attendance")], (row) => [__(row.side), hearing.shown(row), row.attendance ? __(row.attendance) : ""]),
		challenges: (frm) =>
			rows(frm, "challenges", [__("Against whom"), __("Claimed by"), __("Reason"), __("Decision"), __("Reason for the decision")], (row) => [
				row.against,
				__(row.by_side),
				row.reason,
				__(row.outcome),
				row.decision_reason,
			]),
		phases: (frm) => (frm.doc.phases || []).map((row) => `<h5>${text(__(row.phase))}</h5><p>${text(row.text)}</p>`).join(""),
		evidence: (frm) =>
			rows(frm, "evidence", [__("Brought by"), __("Name of the evidence"), __("What it is to prove"), __("View of the other side"), __("Taken as evidence")], (row) => [
				__(row.side),
				row.title,
				row.shows,
				row.other_view,
				row.accepted ? __(row.accepted) : "",
			]),
	};

	hearing.read = function (frm, editing) {
		Object.entries(TABLES).forEach(([name, html]) => {
			const grid = editing && ["panel", "parties"].includes(name);
			frm.toggle_display(name, grid);
			frm.toggle_display(`${name}_html`, !grid);
			frm.get_field(`${name}_html`).$wrapper.html(grid ? "" : html(frm));
		});
	};
})();
