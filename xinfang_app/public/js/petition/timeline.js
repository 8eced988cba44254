// The petition's story: one line for each hand-over, notice, step, signature and clock, oldest first, what is due last.
// What is on it and what is late the server says (petition/timeline.py); late is said of the organ.

frappe.provide("xinfang.petition");

xinfang.petition.timeline = function (frm) {
	const field = frm.get_field("timeline_html");
	if (!field) return;
	style();
	xinfang.petition.latest(frm, "timeline", xinfang.petition.call("timeline", { petition: frm.doc.name }), (lines) => {
		const box = $('<div class="xf-story"></div>');
		const clocks = $(`<label class="xf-story-filter"><input type="checkbox"> ${__("Show terms")}</label>`);
		clocks.find("input").on("change", (event) => box.toggleClass("xf-with-clocks", event.target.checked));
		const list = $("<ol></ol>").append(lines.map(item));
		box.append(clocks, list);
		field.$wrapper.empty().append(box);
	});

	function item(line) {
		const day = frappe.datetime.str_to_user(line.on, false, true) || line.on;
		const exact = line.kind === "due" ? day : frappe.datetime.str_to_user(line.on);
		const row = $("<li></li>").addClass(`xf-line-${line.kind}`).toggleClass("xf-late", Boolean(line.late));
		row.append($('<time class="xf-when"></time>').attr({ datetime: line.on, title: exact }).text(day));
		const what = $('<div class="xf-what"></div>');
		const head = $("<div></div>").append(link(line));
		if (line.late) head.append($('<span class="xf-mark"></span>').text(__("Late")));
		if (line.backdated) head.append($('<span class="xf-mark xf-soft"></span>').text(__("Entered afterwards on {0}", [frappe.datetime.str_to_user(line.recorded_on)])));
		what.append(head);
		const organ = $('<span class="xf-organ"></span>').text(line.organ_title || "");
		const foot = $('<div class="xf-foot"></div>');
		[organ, line.detail && $("<span></span>").text(line.detail), line.by && $("<span></span>").text(line.by), line.article && $('<span class="xf-article"></span>').text(line.article)]
			.filter((part) => part && part.text())
			.forEach((part) => foot.append(part));
		return row.append(what.append(foot));
	}

	function link(line) {
		const readable = line.ref_doctype && ["Petition Referral", "Petition Notice", "Official Letter", "Legal Route"].includes(line.ref_doctype);
		if (!readable || !line.ref_name) return $("<strong></strong>").text(line.what);
		return $("<a></a>").attr("href", frappe.utils.get_form_link(line.ref_doctype, line.ref_name)).append($("<strong></strong>").text(line.what));
	}

	function style() {
		if (document.getElementById("xf-story-style")) return;
		$('<style id="xf-story-style"></style>')
			.text(
				`.xf-story ol { list-style: none; margin: 0; padding: 0 }
				.xf-story-filter { color: var(--text-muted); font-size: var(--text-sm); margin-bottom: 10px; cursor: pointer }
				.xf-story li { display: grid; grid-template-columns: 9em 1fr; gap: 0 22px; padding: 0 0 14px; position: relative }
				.xf-story li::before { content: ""; position: absolute; left: calc(9em + 8px); top: 6px; width: 8px; height: 8px; border-radius: 50%; background: var(--gray-500); z-index: 1 }
				.xf-story li::after { content: ""; position: absolute; left: calc(9em + 11.5px); top: 8px; bottom: -6px; width: 1px; background: var(--border-color) }
				.xf-story li:last-child::after { display: none }
				.xf-story li.xf-line-step::before { background: var(--blue-500, #2490ef) }
				.xf-story li.xf-line-notice::before, .xf-story li.xf-line-letter::before { background: var(--green-500, #38a169) }
				.xf-story li.xf-line-due::before { background: transparent; border: 2px solid var(--gray-500) }
				.xf-story li.xf-line-clock { display: none }
				.xf-story.xf-with-clocks li.xf-line-clock, .xf-story li.xf-line-clock.xf-late { display: grid }
				.xf-story li.xf-line-clock .xf-what strong, .xf-story li.xf-line-due .xf-what strong { font-weight: 500 }
				.xf-story .xf-when { text-align: right; color: var(--text-muted); font-variant-numeric: tabular-nums; font-size: var(--text-sm); line-height: 1.6 }
				.xf-story .xf-foot { color: var(--text-muted); font-size: var(--text-sm); display: flex; flex-wrap: wrap; gap: 0 12px }
				.xf-story .xf-mark { margin-left: 8px; padding: 0 6px; border-radius: 8px; font-size: var(--text-xs); background: var(--red-100, #fde2e2); color: var(--red-700, #b52a2a) }
				.xf-story .xf-mark.xf-soft { background: var(--gray-100); color: var(--text-muted) }
				.xf-story li.xf-late::before { background: var(--red-500, #e03636) }
				.xf-story li.xf-late .xf-organ { color: var(--red-600, #c53030); font-weight: 600 }
				@media (max-width: 768px) {
					.xf-story li { grid-template-columns: 1fr; padding-left: 20px }
					.xf-story li::before { left: 0 } .xf-story li::after { left: 3.5px }
					.xf-story .xf-when { text-align: left }
				}`
			)
			.appendTo(document.head);
	}
};
