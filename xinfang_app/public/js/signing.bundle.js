// What the signing desk and the forms of drafts share: the answers in full, the check, the course of signatures, and the
// dialogs that sign, send back and record paper. The rules are on the server (petition/api_signing.py).

frappe.provide("xinfang.signing");

(() => {
	const signing = xinfang.signing;

	signing.call = (method, args) => frappe.xcall(`xinfang_app.petition.api_signing.${method}`, args);

	signing.date = (value) => (value ? frappe.datetime.str_to_user(String(value).slice(0, 10)) : "");

	// Who reads or signs sees every answer in full, not a table whose rows have to be opened.
	signing.answers = function (items) {
		return (items || []).map((item) => {
			const box = $('<article class="xf-answer"></article>');
			box.append($("<h5></h5>").text(`${item.claim_no}. ${item.claim || ""}`));
			const line = (label, text) => {
				if (!text) return;
				box.append($('<p class="xf-answer-line"></p>').append($('<span class="text-muted"></span>').text(`${label}：`), document.createTextNode(text)));
			};
			line(__("Result"), __(item.result || ""));
			line(__("Facts found"), item.facts);
			line(__("Time of the facts"), item.fact_on);
			line(__("Place of the facts"), item.fact_place);
			line(__("Law and policy"), item.law);
			line(__("Opinion and its reasons"), item.opinion);
			const until = item.due_on && `${__("To be carried out by")} ${signing.date(item.due_on)}`;
			if (item.granted) line(__("What is granted"), [item.granted, until].filter(Boolean).join("，"));
			return box;
		});
	};

	// The check before signing; `draft` says whether there is anything to check.
	signing.check = function (problems) {
		const list = (hard) => problems.filter((problem) => problem.hard === hard).map((problem) => problem.text);
		const part = (title, lines, kind) => {
			if (!lines.length) return null;
			const box = $(`<div class="alert alert-${kind}"></div>`).append($("<strong></strong>").text(title));
			return box.append($('<ul style="padding-left: 1.2em; margin: 0"></ul>').append(lines.map((line) => $("<li></li>").text(line))));
		};
		const parts = [part(__("Must be mended before signing"), list(true), "danger"), part(__("Please note"), list(false), "warning")].filter(Boolean);
		return parts.length ? parts : [$('<p class="text-success"></p>').text(__("Nothing is missing."))];
	};

	// The course of signatures: in the system and on paper in the same lines, with the recorder of the paper and its scan.
	signing.trail = function (rows) {
		if (!rows.length) return $('<p class="text-muted"></p>').text(__("Not sent for signature yet."));
		return $('<ol class="xf-trail"></ol>').append(rows.map(trail_line));
	};

	function trail_line(row) {
		const bad = ["Sent back", "Refused"].includes(row.outcome);
		const line = $("<li></li>").toggleClass("xf-trail-bad", bad);
		line.append($('<time class="text-muted"></time>').text(frappe.datetime.str_to_user(String(row.signed_on).slice(0, 16)).slice(0, 16)));
		const said = $("<div></div>").appendTo(line);
		said.append($("<b></b>").text(bad || !row.action ? __(row.outcome) : row.action), " ", document.createTextNode(row.sign_note || row.signer_name || ""));
		if (row.sign_mode === "On paper") {
			const paper = __("on paper, recorded by {0} on {1}", [row.recorder, signing.date(row.recorded_on)]);
			said.append($('<span class="text-muted"></span>').text(`（${paper}）`));
			if (row.scan) said.append(" ", $('<a target="_blank" rel="noopener"></a>').attr("href", row.scan).text(__("Scan")));
		} else if (row.sign_mode) {
			said.append($('<span class="text-muted"></span>').text(`（${__("in the system")}）`));
		}
		if (row.reason) said.append($('<p class="xf-trail-reason"></p>').text(row.reason));
		return line;
	}

	// One question before a signature, with the soft findings of the check.
	signing.confirm = function (record, step, soft, done) {
		const said = soft.length ? `<p><strong>${__("Please note")}</strong></p><ul>${soft.map((text) => `<li>${frappe.utils.escape_html(text)}</li>`).join("")}</ul>` : "";
		const question = step.last ? __("“{0}” in your own name?", [step.action]) : __("“{0}” and pass it on?", [step.action]);
		frappe.confirm(`${said}<p>${frappe.utils.escape_html(question)}</p>`, () =>
			signing
				.call("sign", { doctype: record.doctype, name: record.name, seen: record.seen, state: step.state })
				.then((text) => {
					frappe.show_alert({ message: frappe.utils.escape_html(text), indicator: "green" });
					done();
				})
				.catch(() => {
					// The server's message is on the screen.
				})
		);
	};

	// Sending back keeps what was typed until the server has taken it.
	signing.send_back = function (record, done) {
		const refuses = record.doctype === "Extension Request";
		const title = refuses ? __("Refuse the extension") : __("Send back for changes");
		const dialog = new frappe.ui.Dialog({
			title,
			size: "small",
			fields: [{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 }],
			primary_action_label: title,
			primary_action({ reason }) {
				dialog.disable_primary_action();
				signing
					.call("send_back", { doctype: record.doctype, name: record.name, seen: record.seen, reason })
					.then(() => {
						dialog.hide();
						frappe.show_alert({ message: __("Done and recorded."), indicator: "green" });
						done();
					})
					.catch(() => {
						// The server's message is on the screen; the reason stays typed.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
	};
})();
