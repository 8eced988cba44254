// Notices, legal routes and disputes are written by services: shown under a name that says something, never saved here.

[
	["Petition Notice", (doc) => `${doc.title || doc.kind} · ${doc.petition_number}`, () => null],
	["Legal Route", (doc) => `${__(doc.kind)} · ${doc.petition_number}`, (doc) => doc.stage],
	["Acceptance Dispute", (doc) => `${__(doc.kind)} · ${doc.petition_number}`, (doc) => doc.stage],
].forEach(([doctype, title, stage]) =>
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (frm.is_new()) return;
			xinfang.handling.show_only(frm);
			xinfang.handling.head(frm, title(frm.doc), stage(frm.doc), "blue");
		},
	})
);
