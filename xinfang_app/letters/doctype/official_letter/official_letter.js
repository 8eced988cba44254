// The form of an Official Letter: the paper with masked names, and its PDF.

frappe.ui.form.on("Official Letter", {
	refresh(frm) {
		frm.disable_save();
		if (frm.is_new()) return;
		frm.page.set_title([frm.doc.title, frm.doc.document_number].filter(Boolean).join(" "));
		frm.page.set_indicator(__(frm.doc.stage), "green");
		show_paper(frm);
		frm.add_custom_button(__("Download PDF"), () => fetch_pdf(frm, 0));
		frm.add_custom_button(__("Open PDF to print"), () => fetch_pdf(frm, 1));
		frm.add_custom_button(__("Copy in Word"), () => xinfang.letters.fetch("download_word", { letter: frm.doc.name }));
		frm.add_custom_button(__("To the print queue"), () => enqueue(frm));
	},
});

function show_paper(frm) {
	frappe.xcall("xinfang_app.letters.api.show", { letter: frm.doc.name }).then((html) => {
		const frame = $("<iframe sandbox>")
			.attr({ srcdoc: html, title: frm.doc.title })
			.css({ width: "100%", height: "900px", border: "1px solid var(--border-color)" });
		frm.get_field("paper")
			.$wrapper.empty()
			.append(`<p class="text-muted">${__("Names are masked here. The PDF shows them; opening it is logged.")}</p>`)
			.append(frame);
	});
}

// A paper that was printed before is printed again only with a reason; the server asks for it.
function enqueue(frm, reason) {
	frappe.call({
		method: "xinfang_app.letters.api_desk.enqueue",
		args: { letter: frm.doc.name, reason },
		callback: () => frappe.show_alert({ message: __("It waits in the print queue."), indicator: "green" }),
		error: (answer) => {
			if (answer.exc_type !== "ReprintUnexplained") return;
			frappe.hide_msgprint(true);
			frappe.prompt({ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of the reprint"), reqd: 1 }, (values) => enqueue(frm, values.reason), __("It was printed already"));
		},
	});
}

// The PDF names people: where it is not one's own task, the server asks for a reason.
async function fetch_pdf(frm, view, reason = "") {
	const query = new URLSearchParams({ letter: frm.doc.name, view, reason });
	const answer = await fetch(`/api/method/xinfang_app.letters.api.download?${query}`);
	if (answer.ok) {
		const url = URL.createObjectURL(await answer.blob());
		if (view) {
			window.open(url, "_blank");
		} else {
			const link = document.createElement("a");
			link.href = url;
			link.download = `${frm.doc.document_number || frm.doc.title}.pdf`;
			link.click();
		}
		setTimeout(() => URL.revokeObjectURL(url), 60000);
		return;
	}
	const problem = await answer.json().catch(() => ({}));
	if (problem.exc_type === "ReasonMissing") {
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			(values) => fetch_pdf(frm, view, values.reason),
			__("This is not your own task: say why you need to know who it is."),
			__("Open PDF")
		);
		return;
	}
	const messages = JSON.parse(problem._server_messages || "[]").map((text) => JSON.parse(text).message);
	frappe.msgprint(messages.join("<br>") || __("The PDF cannot be opened."));
}
