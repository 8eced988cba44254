// On a petition: its reviews, asking for one, and what is offered after the last word.

(() => {
	frappe.ui.form.on("Petition", {
		refresh(frm) {
			if (frm.is_new()) return;
			const name = frm.doc.name;
			frappe.xcall("xinfang_app.review.api.of_petition", { petition: name }).then((view) => {
				if (frm.doc.name !== name) return;
				const reviews = view.reviews.map((row) => ({
					label: `${[__(row.level), row.document_number].filter(Boolean).join(" ")}（${__(row.result || row.stage)}）`,
					run: () => frappe.set_route("Form", "Petition Review", row.name),
				}));
				const asks = view.levels.map((level) => {
					const label = level.level === "Review" ? __("Enter a request for review") : __("Enter a request for re-review");
					return { label, run: () => ask(frm, level, label) };
				});
				const after = view.aftercare ? [{ label: __("Record care after the last word"), run: () => care(frm) }] : [];
				xinfang.petition.beside(frm, 1, [...reviews, ...asks, ...after]);
			});
		},
	});

	function care(frm) {
		const { handling } = xinfang;
		const kinds = ["Visit and explanation", "Mediation offered", "Aid offered", "Legal help offered", "Counselling offered", "Referred to another organ"];
		const words = ["Accepted by the petitioner", "Declined by the petitioner", "Not reached"];
		const dialog = new frappe.ui.Dialog({
			title: __("Record care after the last word"),
			size: "large",
			fields: [
				{ fieldtype: "HTML", fieldname: "intro", options: handling.note(__("What is offered is offered: the petitioner accepts or declines. No promise is asked of him, and whoever declined is not pressed.")) },
				{ fieldtype: "Select", fieldname: "kind", label: __("Kind of aftercare"), options: handling.options(kinds), default: kinds[0], reqd: 1 },
				{ fieldtype: "Data", fieldname: "people", label: __("Who went") },
				{ fieldtype: "Column Break" },
				handling.day(__("Happened on")),
				{ fieldtype: "Select", fieldname: "agreed", label: __("Word of the petitioner"), options: handling.options(["", ...words]), reqd: 1 },
				{ fieldtype: "Section Break" },
				{ fieldtype: "Text", fieldname: "text", label: __("What was said and offered"), reqd: 1 },
				{ fieldtype: "Small Text", fieldname: "next_step", label: __("What follows") },
				handling.file("file", __("Paper")),
				handling.late_reason(),
			],
			primary_action_label: __("Save"),
			primary_action(values) {
				dialog.disable_primary_action();
				frappe
					.xcall("xinfang_app.review.api_aftercare.record", { petition: frm.doc.name, ...values })
					.then((made) => {
						dialog.hide();
						handling.recorded();
						frappe.set_route("Form", "Aftercare Record", made);
					})
					.catch(() => {
						// The server's message is on the screen.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
	}

	function ask(frm, level, title) {
		const { handling } = xinfang;
		const ways = ["In person", "By post", "Handed on by an organ", "Put on record from mouth"];
		const late = JSON.stringify(level.people.filter((one) => one.late).map((one) => one.value));
		const people = level.people.map((one) => ({ value: one.value, label: one.until ? `${one.label}（${__("until {0}", [one.until])}）` : one.label }));
		const dialog = new frappe.ui.Dialog({
			title,
			size: "large",
			fields: [
				{ fieldtype: "HTML", fieldname: "intro", options: handling.note(__("Against {0}. Every request is recorded, a late one too; the organ that reviews decides whether it is taken on.", [level.number || __("the opinion")])) },
				{ fieldtype: "Select", fieldname: "recipient", label: __("Who asks"), options: people, default: people[0].value, reqd: 1 },
				{ fieldtype: "Select", fieldname: "organ", label: __("Review organ"), options: level.organs, default: level.organs[0].value, reqd: 1 },
				{ fieldtype: "Select", fieldname: "way", label: __("How it was asked for"), options: handling.options(ways), default: ways[0], reqd: 1 },
				{ fieldtype: "Column Break" },
				{ fieldtype: "Date", fieldname: "filed_on", label: __("Asked on (day of posting counts)"), default: frappe.datetime.get_today(), reqd: 1 },
				handling.day(__("Received by the review organ on")),
				{ fieldtype: "Section Break" },
				{ fieldtype: "Small Text", fieldname: "claims", label: __("What is asked for"), reqd: 1 },
				{ fieldtype: "Text", fieldname: "facts", label: __("Facts and reasons of the petitioner"), reqd: 1 },
				{ fieldtype: "Small Text", fieldname: "new_evidence", label: __("New evidence") },
				{ fieldtype: "Small Text", fieldname: "late_cause", label: __("Cause of the delay"), depends_on: `eval:${late}.includes(doc.recipient)` },
				handling.file("file", __("Paper of the request"), { mandatory_depends_on: "eval:doc.way=='By post'", description: __("With the post: the letter with its postmark.") }),
				handling.late_reason(),
			],
			primary_action_label: __("Record the request"),
			primary_action(values) {
				dialog.disable_primary_action();
				frappe
					.xcall("xinfang_app.review.api.request", { petition: frm.doc.name, level: level.level, seen: frm.doc.modified, ...values })
					.then((made) => {
						dialog.hide();
						handling.recorded();
						frappe.set_route("Form", "Petition Review", made);
					})
					.catch(() => {
						// The server's message is on the screen.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
	}
})();
