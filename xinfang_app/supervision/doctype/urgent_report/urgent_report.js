// 紧急信息: to whom it has gone and to whom not yet, follow-ups, the end report.

(() => {
	const API = "api_duties";
	const COLOURS = { "Being reported": "orange", "Report closed": "green" };

	frappe.ui.form.on("Urgent Report", {
		refresh(frm) {
			const name = frm.doc.name;
			xinfang.duty.head(frm, COLOURS);
			course(frm);
			xinfang.duty.call(API, "urgent_view", { name }).then((view) => {
				if (frm.doc.name !== name) return;
				frm.set_intro("");
				if (view.missing.length) frm.set_intro(__("Not reported yet to: {0}", [view.missing.map((one) => one.label).join("、")]), "red");
				xinfang.duty.steps(frm, [
					view.sends && [__("Record a report sent"), () => send(frm, view)],
					view.acts && [__("Follow-up report"), () => more(frm, "Follow-up report")],
					view.acts && [__("End report"), () => more(frm, "End report")],
				]);
			});
		},
	});

	// Links and reports in the order of time, readable on a phone; the tables behind them stay out of sight.
	function course(frm) {
		const text = (words) => frappe.utils.escape_html(words || "");
		const time = (on) => text((on || "").slice(5, 16));
		const sent = (frm.doc.chain || []).map((row) => ({
			on: row.sent_on,
			head: `${__("Reported to")}：${text(__(row.kind))}`,
			body: [text(row.to_name), __(row.way), row.received_by && `${__("Received by (official)")}：${text(row.received_by)}`].filter(Boolean).join("，"),
		}));
		const written = (frm.doc.entries || []).map((row) => ({ on: row.written_on, head: text(__(row.kind)), body: text(row.text).replace(/\n/g, "<br>") }));
		const rows = [...written, ...sent].sort((a, b) => ((a.on || "") < (b.on || "") ? -1 : 1));
		frm.get_field("course_html").$wrapper.html(
			rows.map((row) => `<div style="border-left: 3px solid var(--gray-400); padding: 0 0 10px 12px; margin-left: 4px"><span class="text-muted small">${time(row.on)}</span> <b>${row.head}</b><div>${row.body}</div></div>`).join("")
		);
	}

	function send(frm, view) {
		const every = ["Own party committee and government", "Competent department", "Joint conference office", ...(view.upwards ? ["Next higher petition office", "State bureau"] : [])];
		// After the end report only what is still owed is sent.
		const kinds = every.filter((kind) => !view.ended || view.missing.some((one) => one.value === kind));
		const first = view.missing.map((one) => one.value).find((kind) => kinds.includes(kind));
		xinfang.duty.dialog({
			frm,
			title: __("Record a report sent"),
			api: API,
			method: "send_urgent",
			fields: [
				{ fieldtype: "Select", fieldname: "kind", label: __("Reported to"), options: xinfang.handling.options(kinds), default: first || kinds[0], reqd: 1 },
				{ fieldtype: "Data", fieldname: "to_name", label: __("Body"), mandatory_depends_on: "eval:!doc.organ" },
				{ fieldtype: "Link", fieldname: "organ", label: __("Organ in the system"), options: "Organ", description: __("Its head and leaders are told at once.") },
				{
					fieldtype: "Select",
					fieldname: "way",
					label: __("How"),
					options: xinfang.handling.options(["By phone", "By the official network", "By fax", "In person", "In the system"]),
					default: "By phone",
					reqd: 1,
				},
				{ fieldtype: "Datetime", fieldname: "sent_on", label: __("Sent on"), default: xinfang.duty.now(), reqd: 1 },
				{ fieldtype: "Data", fieldname: "received_by", label: __("Received by (official)") },
				xinfang.handling.file("proof", __("Proof"), { description: __("Needed for an entry made when the term is over, or half an hour afterwards.") }),
				{ fieldtype: "Small Text", fieldname: "backdate_reason", label: __("Reason of the late entry"), depends_on: "proof" },
			],
			args: (values) => ({ name: frm.doc.name, ...values, seen: frm.doc.modified }),
		});
	}

	function more(frm, kind) {
		xinfang.duty.dialog({
			frm,
			title: __(kind),
			api: API,
			method: "add_urgent",
			intro: kind === "End report" ? __("How it ended. What is still to be reported upwards stays due.") : __("What has changed since the last report, and what is being done."),
			fields: [
				{ fieldtype: "Small Text", fieldname: "text", label: __("Facts"), reqd: 1 },
				{ fieldtype: "Small Text", fieldname: "measures", label: __("Measures taken") },
			],
			args: (values) => ({ name: frm.doc.name, kind, ...values, seen: frm.doc.modified }),
		});
	}
})();
