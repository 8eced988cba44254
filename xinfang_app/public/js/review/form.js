// 复查, 复核: what stands next, the open steps, what the check before signing finds.

(() => {
	const COLOURS = { Requested: "orange", Supplementing: "yellow", Accepted: "blue", "Pending Signature": "purple", Signed: "blue", Served: "green", "Not Accepted": "gray", Withdrawn: "gray" };

	frappe.ui.form.on("Petition Review", {
		refresh(frm) {
			const { handling, review, signing } = xinfang;
			const name = frm.doc.name;
			handling.show_only(frm);
			handling.head(frm, [__(frm.doc.level), frm.doc.document_number || handling.tail(frm.doc.petition_number)].filter(Boolean).join(" "), frm.doc.workflow_state, COLOURS[frm.doc.stage]);
			// The review before it is a record without a name of its own: a button leads there.
			frm.toggle_display(["stage", "previous_review"], false);
			if (frm.doc.previous_review) frm.add_custom_button(__("Open the review"), () => frappe.set_route("Form", "Petition Review", frm.doc.previous_review));
			["panel", "answer_files", "items"].forEach((field) => frm.toggle_display(field, (frm.doc[field] || []).length > 0));
			review.call("view", { review: name }).then((view) => {
				if (frm.doc.name !== name) return;
				draw(frm, view);
			});
			signing.call("view", { doctype: frm.doctype, name }).then((view) => {
				if (frm.doc.name !== name) return;
				if (frm.doc.stage === "Pending Signature") handling.signing_buttons(frm, view, () => null, null);
				frm.toggle_display("signing_html", view.trail.length > 0);
				handling.course(frm, view);
			});
		},
	});

	function draw(frm, view) {
		const { handling, review } = xinfang;
		const primary = view.steps.find((step) => {
			const wanted = review.steps[step].primary;
			return typeof wanted === "function" ? wanted(frm) : wanted;
		});
		// What is ready goes before what may still be changed.
		const first = view.steps.includes("submit") ? "submit" : primary;
		view.steps.forEach((step) => {
			const { label, run } = review.steps[step];
			const text = label(frm, view);
			if (step === first) handling.primary(frm, text, () => run(frm, view));
			else frm.add_custom_button(text, () => run(frm, view));
		});
		view.mail_out.forEach((row) => frm.add_custom_button(__("Enter the mail receipt"), () => handling.receive(frm, [row])));
		// Nobody signs what he has not read.
		frm.$wrapper.find(".xf-review-text").remove();
		if (view.text.length) {
			const box = $('<div class="xf-review-text form-message blue" style="margin: 0; border-radius: 0"></div>');
			view.text.forEach((row) => box.append($("<p></p>").append($("<b></b>").text(`${row.label}：`), document.createTextNode(row.text))));
			frm.layout.wrapper.before(box);
		}
		const lines = [];
		if (view.next) lines.push(frappe.utils.escape_html(view.next));
		const wants = view.problems.map((problem) => problem.text);
		if (view.draft && wants.length) lines.push(`${__("Before it can be signed:")}${handling.list(wants)}`);
		if (lines.length) frm.set_intro(lines.join(""), view.problems.some((problem) => problem.hard) && view.draft ? "orange" : "blue");
	}
})();
