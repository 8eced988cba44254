// 协商受理, 提请指定受理, 作出决定 (art. 24).

xinfang.petition.steps.dispute = {
	group: () => __("Send on"),
	on(frm, steps) {
		const found = [];
		if (steps.agree) found.push({ label: __("Agreed acceptance"), run: () => agree() });
		if (steps.dispute) found.push({ label: __("Ask to name the organ"), run: () => raise() });
		(steps.decide_dispute || []).forEach((record) => found.push({ label: __("Name the accepting organ"), run: () => decide(record), first: 3 }));
		return found;

		function parties() {
			return xinfang.petition.organ_rows(
				"parties",
				__("Organs concerned"),
				[{ fieldtype: "Data", fieldname: "position", label: __("Position"), in_list_view: 1, columns: 6 }],
				true
			);
		}

		function agree() {
			xinfang.petition.dialog({
				frm,
				title: __("Agreed acceptance"),
				method: "agree",
				intro: xinfang.petition.note(__("The organs concerned agree who accepts; the others help (art. 24 §1).")),
				fields: [
					parties(),
					{ fieldtype: "Link", fieldname: "lead", label: __("Organ to accept"), options: "Organ", reqd: 1 },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Attach", fieldname: "file", label: __("Minutes or decision") },
					{ fieldtype: "Section Break" },
					{ fieldtype: "Small Text", fieldname: "consent", label: __("Record of the agreement"), reqd: 1 },
					{ fieldtype: "Section Break", label: __("Co-organs"), collapsible: 1 },
					xinfang.petition.organ_rows("co_organs", "", [
						{ fieldtype: "Date", fieldname: "sub_term_on", label: __("Co-organ's term"), in_list_view: 1, columns: 3 },
						{ fieldtype: "Data", fieldname: "demand", label: __("Demand"), in_list_view: 1, columns: 3 },
					]),
				],
				args: (values) => ({ petition: frm.doc.name, ...values }),
			});
		}

		function raise() {
			xinfang.petition.dialog({
				frm,
				title: __("Ask to name the organ"),
				method: "raise_dispute",
				intro: xinfang.petition.note(__("The common superior decides, or the joint conference where there is none. Your own terms run on meanwhile (art. 24).")),
				fields: [
					parties(),
					{ fieldtype: "Small Text", fieldname: "reason", label: __("Point in dispute"), reqd: 1 },
					{ fieldtype: "Check", fieldname: "by_government", label: __("Duties are unclear after a merger: the government decides") },
					{ fieldtype: "Link", fieldname: "decider", label: __("Deciding organ"), options: "Organ", depends_on: "by_government", mandatory_depends_on: "by_government" },
				],
				args: (values) => ({ petition: frm.doc.name, ...values }),
			});
		}

		function decide(record) {
			const said = record.parties.map((row) => `${row.title}：${row.position || "—"}`).concat(record.reason || []);
			xinfang.petition.dialog({
				frm,
				seen: record.modified,
				title: __("Name the accepting organ"),
				method: "decide_dispute",
				intro: '<blockquote class="xf-said" style="white-space: pre-wrap"></blockquote>',
				fields: [
					{ fieldtype: "Link", fieldname: "organ", label: __("Organ to accept"), options: "Organ", reqd: 1 },
					{ fieldtype: "Small Text", fieldname: "decision", label: __("Decision and reasons"), reqd: 1 },
					{ fieldtype: "Attach", fieldname: "file", label: __("Minutes or decision"), reqd: record.kind === "Joint conference" ? 1 : 0 },
				],
				args: (values) => ({ record: record.name, ...values }),
				ready: (dialog) => dialog.$wrapper.find(".xf-said").text(said.join("\n")),
			});
		}
	},
};
