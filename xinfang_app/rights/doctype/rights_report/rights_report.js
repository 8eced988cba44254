// 权益反映: the row tells number, kind and dates; what was told is opened by those named, on record.

(() => {
	const rights = xinfang.rights;
	const handling = xinfang.handling;
	const COLOURS = { "Report received": "orange", "Being looked into": "blue", "Looked into": "blue", "Result told": "green" };

	frappe.ui.form.on("Rights Report", {
		refresh(frm) {
			const { doc } = frm;
			handling.head(frm, `${__(doc.kind)}　${doc.number}`, doc.workflow_state || doc.stage, COLOURS[doc.stage]);
			frm.disable_form();
			frm.page.clear_inner_toolbar();
			frm.toggle_display(["stage", "number"], false);
			rights.call("report_view", { name: doc.name }).then((view) => {
				if (frm.doc.name !== doc.name) return;
				if (!view.named) return frm.set_intro(__("You are not named for this report."), "orange");
				const borne = doc.outcome === "Borne out";
				[
					doc.stage === "Report received" && [__("Say who looks into it"), () => begin(frm, view)],
					doc.stage === "Being looked into" && view.mine && [__("Say what was found"), () => conclude(frm)],
					borne && doc.kind !== "Recusal asked for" && !doc.flag && [__("Raise a flag"), () => flag(frm)],
					borne && doc.kind === "Recusal asked for" && !doc.recusal && [__("Order the recusal"), () => recuse(frm)],
					doc.stage === "Looked into" && [__("Tell the reporter"), () => tell(frm)],
					[__("Open the report"), () => open(frm)],
					doc.letter && [__("Open the receipt"), () => window.open(frappe.urllib.get_full_url(`/api/method/xinfang_app.rights.api.download_receipt?name=${encodeURIComponent(doc.name)}`))],
					doc.stage !== "Result told" && [__("Somebody else is meant too"), () => away(frm)],
				]
					.filter(Boolean)
					.forEach(([label, run], at) => (at ? frm.add_custom_button(label, run) : handling.primary(frm, label, run)));
			});
			if (doc.flag) frm.add_custom_button(__("Open the flag"), () => frappe.set_route("Form", "Accountability Flag", doc.flag));
		},
	});

	function step(frm, method, title, fields, intro) {
		const dialog = new frappe.ui.Dialog({
			title,
			size: "small",
			fields: [...(intro ? [{ fieldtype: "HTML", fieldname: "intro", options: handling.note(intro) }] : []), ...fields],
			primary_action_label: title,
			primary_action(values) {
				dialog.disable_primary_action();
				rights
					.call(method, { name: frm.doc.name, ...values, ...(method === "keep_away" ? {} : { seen: frm.doc.modified }) })
					.then(() => {
						dialog.hide();
						handling.recorded();
						frm.reload_doc();
					})
					.catch(() => {
						// The server's message is on the screen.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
	}

	function open(frm) {
		rights.call("open_report", { name: frm.doc.name }).then(({ told, found, answered }) => {
			const rows = [
				[__("Account of what happened"), told.text],
				[__("Organ meant"), told.organ_titles.join("、")],
				[__("Official meant"), told.user_names.join("、")],
				[__("Who is meant, in his words"), told.who],
				[__("Petition number"), told.petition_number],
				[__("Name"), told.reporter.name],
				[__("Telephone"), told.reporter.phone],
				[__("Address"), told.reporter.address],
				[__("What was found"), found.finding],
				[__("What the reporter is told"), answered.text],
			].filter(([, value]) => value);
			const dialog = new frappe.ui.Dialog({ title: __("What was reported"), fields: [{ fieldtype: "HTML", fieldname: "told" }] });
			const list = $("<dl></dl>");
			rows.forEach(([label, value]) => list.append($("<dt></dt>").text(label), $('<dd style="white-space: pre-wrap"></dd>').text(value)));
			(told.papers || []).forEach((paper) => list.append($("<dd></dd>").append($("<a></a>").text(paper.file_name).attr("href", `/api/method/xinfang_app.rights.api.download_paper?name=${encodeURIComponent(frm.doc.name)}&number=${paper.no}`))));
			dialog.get_field("told").$wrapper.append(list);
			dialog.show();
			frm.reload_doc();
		});
	}

	const begin = (frm, view) =>
		step(frm, "begin", __("Say who looks into it"), [{ fieldtype: "Select", fieldname: "verifier", label: __("Who looks into it"), options: view.people, reqd: 1 }], __("Somebody of {0} who did not take it down and has no part in the matter.", [view.handler]));

	const conclude = (frm) =>
		step(frm, "conclude", __("Say what was found"), [
			{ fieldtype: "Select", fieldname: "outcome", label: __("Outcome"), options: handling.options(["Borne out", "Not borne out"]), reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "finding", label: __("What was found"), reqd: 1 },
		], __("It stays sealed. What is borne out leads to a flag or a recusal in your own words."));

	const flag = (frm) =>
		step(frm, "flag", __("Raise a flag"), [
			{ fieldtype: "Link", fieldname: "organ", label: __("Organ"), options: "Organ", reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "claim", label: __("The claim"), reqd: 1 },
			{ fieldtype: "Link", fieldname: "article_item", label: __("Item of the Regulation"), options: "Accountability Article" },
		], __("The organ reads the claim: what it did, without the reporter, his words, or a number."));

	const recuse = (frm) =>
		step(frm, "recuse", __("Order the recusal"), [
			{ fieldtype: "Link", fieldname: "user", label: __("Who stands aside"), options: "User", reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "interest", label: __("The interest in the matter"), reqd: 1 },
		], __("The organ that has the matter sees it; do not write who asked for it."));

	const tell = (frm) =>
		step(frm, "tell", __("Tell the reporter"), [
			{ fieldtype: "Select", fieldname: "way", label: __("How the reporter was told"), options: handling.options(["Orally", "In writing", "On the telephone", "On the follow page", "Nobody to be told"]), default: frm.doc.way === "On the follow page" ? "On the follow page" : "Orally", reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "text", label: __("What the reporter is told"), reqd: 1 },
		], __("Who reported with his number and code reads it on the follow page."));

	const away = (frm) =>
		step(frm, "keep_away", __("Somebody else is meant too"), [
			{ fieldtype: "Link", fieldname: "organ", label: __("Organ"), options: "Organ" },
			{ fieldtype: "Link", fieldname: "user", label: __("Official meant"), options: "User" },
		], __("They are kept away; if your own organ is meant, the report moves on."));
})();
