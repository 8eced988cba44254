// 人民建议征集: drafted, opened, closed, and what came of it published.

frappe.ui.form.on("Suggestion Drive", {
	refresh(frm) {
		const { drives, handling } = xinfang;
		const { doc } = frm;
		handling.head(frm, doc.title, doc.workflow_state || doc.stage, drives.COLOURS[doc.stage]);
		frm.disable_form();
		frm.page.clear_inner_toolbar();
		frm.toggle_display(["title", "stage"], false);
		drives.call("view", { name: doc.name }).then((view) => {
			if (frm.doc.name !== doc.name) return;
			counted(frm, view);
			frm.set_intro(told(doc, view), "blue");
			const { next, others } = steps(frm, view);
			if (next) handling.primary(frm, ...next);
			others.filter(Boolean).forEach(([label, run]) => frm.add_custom_button(label, run));
		});
		if (doc.opened_on) frm.add_custom_button(__("As the public sees it"), () => window.open("/suggestions", "_blank"));
	},
});

const over = (doc) => doc.closes_on < frappe.datetime.get_today();

function told(doc, view) {
	if (doc.stage === "Drive draft" && !view.signs) return __("The draft waits for the head or a leader, who opens the drive.");
	if (doc.stage === "Drive open" && !over(doc)) return __("Suggestions are counted in from their own forms: Other procedures, Count in with a drive.");
	if (doc.stage === "Drive closed" && !view.signs) return __("The outcome waits for the head or a leader, who publishes it.");
	return "";
}

function steps(frm, view) {
	const { drives } = xinfang;
	const { doc } = frm;
	const text = (fieldname, label) => [{ fieldtype: "Small Text", fieldname, label, reqd: 1 }];
	const draft = doc.stage === "Drive draft";
	const open = doc.stage === "Drive open";
	const next =
		(draft && view.signs && [__("Open the drive"), () => drives.step(frm, "open_drive", __("Open the drive"), [], { intro: __("From its first day on the question stands on the public page, signed for by you.") })]) ||
		(open && view.acts && over(doc) && [__("Sum up what was suggested"), () => drives.step(frm, "close", __("Sum up what was suggested"), text("summary", __("What was suggested")), { size: "large" })]) ||
		(doc.stage === "Drive closed" && view.signs && [__("Publish the outcome"), () => drives.step(frm, "publish", __("Publish the outcome"), text("outcome", __("What is taken up, what is not, and why")), { size: "large" })]);
	const others = [
		draft && view.acts && [__("Change the draft"), () => drives.step(frm, "change", __("Change the draft"), drives.fields(doc), { size: "large" })],
		open && view.acts && [__("Put off the last day"), () => drives.step(frm, "put_off", __("Put off the last day"), [{ fieldtype: "Date", fieldname: "closes_on", label: __("Last day of the drive"), default: frappe.datetime.add_days(doc.closes_on, 7), reqd: 1 }])],
		draft && view.acts && [__("Give the draft up"), () => drives.step(frm, "call_off", __("Give the draft up"), [{ fieldtype: "Small Text", fieldname: "reason", label: __("Why the drive is called off") }])],
		open && view.signs && [__("Call the drive off"), () => drives.step(frm, "call_off", __("Call the drive off"), text("reason", __("Why the drive is called off")))],
	];
	return { next, others };
}

// Numbers first, then the suggestions as links; whoever may not open one is told so there.
function counted(frm, view) {
	const box = frm.get_field("counted").$wrapper.empty();
	const rows = frm.doc.suggestions || [];
	if (!rows.length) return box.append($('<p class="text-muted"></p>').text(__("No suggestion is counted in yet.")));
	const { counted: sums } = view;
	box.append(
		$("<p>").text(
			__("{0} suggestions: {1} adopted, {2} partly, {3} not adopted, {4} ended otherwise, {5} still studied.", [sums.all, sums.adopted, sums.partly, sums.not_adopted, sums.otherwise, sums.studied])
		)
	);
	const list = $('<ul style="padding-left: 1.2em"></ul>').appendTo(box);
	rows.forEach((row) => {
		const link = $("<a></a>").attr("href", `/app/petition/${encodeURIComponent(row.petition)}`).text(row.petition_number || row.petition);
		const line = $("<li></li>").append(link).append($('<span class="text-muted"></span>').text(`　${frappe.datetime.str_to_user(row.joined_on)}`));
		if (view.acts && view.joins) {
			$('<button type="button" class="btn btn-xs btn-default" style="margin-left: 8px"></button>')
				.text(__("Take it out"))
				.on("click", () => xinfang.drives.call("leave", { petition: row.petition, drive: frm.doc.name }).then(() => frm.reload_doc()))
				.appendTo(line);
		}
		list.append(line);
	});
	return box;
}
