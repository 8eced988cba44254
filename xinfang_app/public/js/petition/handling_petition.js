// On the petition's form: the next step as one button, the others in groups, and what is on record from hearing to archive.

(() => {
	const handling = xinfang.handling;
	// What waits for this user first; the rest follows the road.
	const FIRST = ["verdict", "confirm_withdrawal", "tell_extension", "receive", "draft_opinion", "hear", "open_opinion", "serve", "execute", "report", "close", "archive"];

	frappe.ui.form.on("Petition", {
		refresh(frm) {
			if (frm.is_new()) return;
			const asked = handling.call("view", { petition: frm.doc.name });
			xinfang.petition.latest(frm, "view", asked, (view) => {
				frm.$wrapper.find(".xf-handling").remove();
				panel(frm, view);
				buttons(frm, view);
			});
		},
	});

	function buttons(frm, view) {
		const next = next_step(view);
		for (const code of view.steps) {
			const step = handling.steps[code];
			if (!step) continue;
			if (code === next) {
				handling.primary(frm, step.label(), () => step.run(frm, view));
			} else {
				frm.add_custom_button(step.label(), () => step.run(frm, view), step.group());
			}
		}
	}

	function next_step(view) {
		const on_record = (title) => view.records.some((row) => row.doctype === "Inquiry Record" && row.title.startsWith(title));
		const heard = on_record(__("Heard")) && on_record(__("Inquiry"));
		return FIRST.filter((code) => view.steps.includes(code)).find((code) => {
			if (code === "draft_opinion") return heard;
			if (code === "hear") return view.steps.includes("draft_opinion") && !heard;
			if (code === "open_opinion") return view.opinion_waits;
			// Closing waits only when its code demands nothing more.
			if (code === "close") return view.closable;
			return true;
		});
	}

	function panel(frm, view) {
		if (!view.records.length && !view.recused) return;
		style();
		const box = $('<section class="xf-handling"></section>').attr("aria-label", __("Handling on record"));
		if (view.recused) box.append($('<p class="xf-handling-note"></p>').text(__("You stand aside from this matter.")));
		const list = $("<ul></ul>");
		view.records.forEach((row) => {
			const item = $("<li></li>").append($("<time></time>").text(frappe.datetime.str_to_user(row.on)));
			const what = $("<div></div>").appendTo(item);
			what.append($("<a></a>").attr("href", frappe.utils.get_form_link(row.doctype, row.name)).text(row.title));
			if (row.state) what.append($('<span class="xf-handling-state"></span>').text(row.state));
			if (row.mark) what.append($('<span class="xf-handling-mark"></span>').text(row.mark));
			list.append(item);
		});
		box.append($("<h6></h6>").text(__("Handling on record")), list);
		served(view, box);
		frm.layout.wrapper.before(box);
	}

	function served(view, box) {
		if (!view.served_shown || !view.recipients.length) return;
		const text = view.recipients.map((who) => {
			if (!who.served_on) return `${who.masked_name} ${__("not served")}`;
			const until = who.review_until ? `，${__("review until {0}", [frappe.datetime.str_to_user(who.review_until)])}` : "";
			return `${who.masked_name} ${frappe.datetime.str_to_user(who.served_on)}${until}`;
		});
		box.append($('<p class="xf-handling-note"></p>').text(`${__("Who was served")}：${text.join("；")}`));
	}

	function style() {
		if (document.getElementById("xf-handling-style")) return;
		$('<style id="xf-handling-style"></style>')
			.text(
				`.xf-handling { padding: 12px 15px 4px; border-bottom: 1px solid var(--border-color) }
				.xf-handling h6 { margin: 0 0 6px; color: var(--text-muted); font-weight: 600 }
				.xf-handling ul { list-style: none; margin: 0; padding: 0 }
				.xf-handling li { display: grid; grid-template-columns: 6.5em 1fr; gap: 0 10px; align-items: baseline; padding: 2px 0 }
				.xf-handling li > div { display: flex; flex-wrap: wrap; gap: 0 10px; align-items: baseline }
				.xf-handling time { color: var(--text-muted); font-variant-numeric: tabular-nums; font-size: var(--text-sm) }
				.xf-handling a { overflow-wrap: anywhere }
				.xf-handling-state { color: var(--text-muted); font-size: var(--text-sm) }
				.xf-handling-mark { padding: 0 6px; border-radius: 8px; font-size: var(--text-xs); background: var(--red-100, #fde2e2); color: var(--red-700, #b52a2a) }
				.xf-handling-note { margin: 6px 0; color: var(--text-muted); font-size: var(--text-sm) }`
			)
			.appendTo(document.head);
	}
})();
