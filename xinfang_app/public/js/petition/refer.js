// 转送, 交办, 增加协办: sending a petition over, with the organs that suggest themselves and why, and the day by which an
// office above wants the result.

xinfang.petition.steps.refer = {
	group: () => __("Send on"),
	on(frm, steps) {
		const found = [];
		if (steps.refer) {
			// What was assigned from above with a day is assigned on; everything else is transferred as a rule.
			const waits = steps.office ? 6 : 0;
			found.push({ label: __("Transfer"), run: () => refer(frm, "Transfer"), first: steps.assigned_above ? 0 : waits });
			found.push({ label: __("Assign"), run: () => refer(frm, "Assign"), first: steps.assigned_above ? waits : 0 });
		}
		if (steps.join_organ) found.push({ label: __("Add a co-organ"), run: () => join(frm) });
		return found;

		function refer(frm, kind) {
			const assign = kind === "Assign";
			xinfang.petition.dialog({
				frm,
				title: __(kind),
				method: "refer",
				intro: `<div class="xf-demanded"></div><div class="xf-suggested" role="group" aria-label="${__("Suggested organs")}"></div>`,
				fields: [
					{ fieldtype: "Link", fieldname: "to_organ", label: __("To organ"), options: "Organ", reqd: 1 },
					{ fieldtype: "Column Break" },
					{
						fieldtype: "Date",
						fieldname: "due_on",
						label: __("Report due on"),
						reqd: assign ? 1 : 0,
						hidden: assign ? 0 : 1,
						description: __("The absolute date in the letter of assignment (art. 22 §1 item 3)."),
					},
					{ fieldtype: "Section Break" },
					{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason for this organ") },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Small Text", fieldname: "demand", label: __("Demand") },
					{ fieldtype: "Section Break", label: __("Co-organs"), collapsible: 1 },
					xinfang.petition.organ_rows("co_organs", "", [
						{ fieldtype: "Date", fieldname: "sub_term_on", label: __("Co-organ's term"), in_list_view: 1, columns: 3 },
						{ fieldtype: "Data", fieldname: "demand", label: __("Demand"), in_list_view: 1, columns: 3 },
					]),
					...xinfang.petition.moment_fields(),
				],
				args: (values) => ({
					petition: frm.doc.name,
					kind,
					to_organ: values.to_organ,
					due_on: assign ? values.due_on : null,
					reason: values.reason,
					demand: values.demand,
					co_organs: values.co_organs || [],
					...xinfang.petition.moment(values),
				}),
				ready: (dialog) => {
					suggest(frm, dialog);
					demanded(frm, dialog, assign);
				},
			});
		}

		function suggest(frm, dialog) {
			const place = dialog.$wrapper.find(".xf-suggested");
			xinfang.petition.call("suggestions", { petition: frm.doc.name }).then((rows) => {
				if (!rows.length) return place.html(xinfang.petition.note(__("No organ suggests itself by category and place; choose one.")));
				place.html(`<div class="control-label" style="margin-bottom: 4px">${__("Suggested organs")}</div>`);
				const take = (row) => {
					dialog.set_value("to_organ", row.organ);
					dialog.set_value("reason", row.reason);
				};
				// The first one stands in the form, to be confirmed or changed.
				if (!dialog.get_value("to_organ")) take(rows[0]);
				rows.forEach((row) => {
					$('<button type="button" class="btn btn-default btn-sm"></button>')
						.css({ display: "block", width: "100%", textAlign: "left", whiteSpace: "normal", height: "auto", marginBottom: "6px" })
						.append($("<strong></strong>").text(row.title), $('<div class="text-muted small"></div>').text(row.reason))
						.on("click", () => take(row))
						.appendTo(place);
				});
			});
		}

		// The day from above is the latest; who sends on may set an earlier one.
		function demanded(frm, dialog, assign) {
			xinfang.petition.call("demanded_above", { petition: frm.doc.name }).then((above) => {
				if (!above) return;
				const by = above.due_on ? __("result due there by {0}", [above.due_on]) : __("no term set there");
				const words = `${above.system} ${above.number}：${__(above.kind)}，${by}`;
				const hint = above.assigns && !assign ? `，${__("choose “Assign” to pass the day on")}` : "";
				dialog.$wrapper.find(".xf-demanded").append($('<p class="text-muted"></p>').text(words + hint));
				if (assign && above.assigns && !dialog.get_value("due_on")) dialog.set_value("due_on", above.due_on);
			});
		}

		function join(frm) {
			xinfang.petition.dialog({
				frm,
				title: __("Add a co-organ"),
				method: "join_organ",
				fields: [
					{ fieldtype: "Link", fieldname: "organ", label: __("Organ"), options: "Organ", reqd: 1 },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Date", fieldname: "sub_term_on", label: __("Co-organ's term") },
					{ fieldtype: "Section Break" },
					{ fieldtype: "Small Text", fieldname: "consent", label: __("Consent of the co-organ"), reqd: 1, description: __("Who agreed, when and how (art. 24 §1).") },
					{ fieldtype: "Small Text", fieldname: "demand", label: __("Demand") },
				],
				args: (values) => ({ petition: frm.doc.name, ...values }),
			});
		}
	},
};
