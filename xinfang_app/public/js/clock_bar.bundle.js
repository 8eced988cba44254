// The clock bar: at the top of every form that carries terms, which run, whom they bind and by which article.
// What a colour means is decided by the server (xinfang_app/deadline/bar.py).

frappe.provide("frappe.xf.clocks");

// “Duty” means something else among legal routes; here it is what an organ owes in a term.
frappe.xf.clocks.kind = (kind) =>
	({
		Duty: __("Duty", null, "Deadline Rule"),
		Window: __("Window", null, "Deadline Rule"),
		Extension: __("Extension", null, "Deadline Rule"),
	})[kind] || kind;

// What a changed rule or policy does to the terms that run: seen first, then chosen.
frappe.xf.clocks.applying = (frm) => {
	if (frm.is_new() || frm.is_dirty() || !frm.perm[0]?.write) return;
	const label = __("Apply to terms that run");
	frm.add_custom_button(label, () =>
		frappe
			.xcall("xinfang_app.deadline.api.preview_change", { doctype: frm.doctype, name: frm.docname })
			.then((seen) => confirmChange(frm, seen))
	);
};

function confirmChange(frm, seen) {
	if (!seen.changed) {
		frappe.msgprint(__("Nothing would change for the terms that run."));
		return;
	}
	const lines = [__("{0} terms run under this; {1} would change.", [seen.running, seen.changed])];
	if (seen.moved || seen.kept)
		lines.push(
			__("{0} due dates would move, {1} would stay because the new day has passed.", [seen.moved, seen.kept])
		);
	if (seen.steps)
		lines.push(
			__("{0} would be pressed by the present steps from now on; steps that have passed are not made up.", [
				seen.steps,
			])
		);
	const day = (value) => escape(frappe.datetime.str_to_user(value));
	const table = seen.rows.length
		? `<table class="xf-clock-table"><thead><tr><th>${__("Old due date")}</th><th>${__("New due date")}</th><th></th></tr></thead>
			<tbody>${seen.rows.map((row) => `<tr><td>${day(row.due_on)}</td><td>${day(row.new_due_on)}</td><td>${escape(row.kept)}</td></tr>`).join("")}</tbody></table>`
		: "";
	const dialog = new frappe.ui.Dialog({
		title: __("Apply to terms that run"),
		fields: [{ fieldtype: "HTML", options: lines.map((line) => `<p>${escape(line)}</p>`).join("") + table }],
		primary_action_label: __("Apply"),
		primary_action: () => {
			dialog.hide();
			frappe
				.xcall("xinfang_app.deadline.api.apply_change", { doctype: frm.doctype, name: frm.docname })
				.then(() => frappe.show_alert({ message: __("It is being applied in the background."), indicator: "green" }));
		},
	});
	dialog.show();
}

const escape = (text) => frappe.utils.escape_html(text == null ? "" : String(text));

$(document).on("form-refresh", (_event, frm) => {
	if (!(frappe.boot.xf_clock_holders || []).includes(frm.doctype)) return;
	const bar = place(frm);
	if (frm.is_new()) {
		bar.empty().hide();
		return;
	}
	const name = frm.docname;
	frappe
		.xcall("xinfang_app.deadline.api.clock_bar", { doctype: frm.doctype, name })
		.then((clocks) => {
			if (frm.docname !== name) return;
			draw(bar, clocks);
			table(frm, clocks);
		});
});

function place(frm) {
	let bar = frm.$wrapper.find(".xf-clock-bar").first();
	if (!bar.length) {
		bar = $('<section class="xf-clock-bar"></section>').attr("aria-label", __("Terms"));
		frm.layout.wrapper.before(bar);
	}
	return bar;
}

function draw(bar, clocks) {
	bar.empty().toggle(Boolean(clocks.length));
	const live = clocks.filter((clock) => clock.live);
	const ended = clocks.filter((clock) => !clock.live);
	if (live.length) bar.append($('<div class="xf-clocks"></div>').append(live.map(card)));
	if (ended.length) bar.append(past(ended, !live.length));
}

// A form may have a field `clock_html` for the whole list with its dates.
function table(frm, clocks) {
	const field = frm.fields_dict.clock_html;
	if (!field) return;
	frm.toggle_display("clock_section", clocks.length > 0);
	const heads = [__("Term"), __("Organ bound by the term"), __("Legal basis"), __("How it was counted"), __("Due on"), __("Status")];
	const rows = clocks.map(
		(clock) => `<tr class="xf-${clock.tone}">
			<td>${escape(clock.rule)} ${escape(clock.title)}${clock.about ? `<br>${escape(clock.about)}` : ""}</td>
			<td>${escape(clock.bearer)}</td>
			<td>${escape(clock.article)}</td>
			<td>${clock.details.map(escape).join("<br>")}</td>
			<td>${escape(frappe.datetime.str_to_user(clock.due_on))}${clock.provisional ? `<br>${__("provisional")}` : ""}</td>
			<td class="xf-tone">${escape(clock.status)}</td>
		</tr>`
	);
	field.$wrapper.html(`<div class="xf-clock-scroll"><table class="xf-clock-table">
		<thead><tr>${heads.map((head) => `<th>${escape(head)}</th>`).join("")}</tr></thead>
		<tbody>${rows.join("")}</tbody></table></div>`);
}

function card(clock) {
	const element = $(`
		<button type="button" class="xf-clock xf-${clock.tone}" aria-expanded="false">
			<span class="xf-clock-title">${escape(clock.title)}${cardMark(clock)}</span>
			<span class="xf-clock-status">${escape(clock.status)}</span>
			<span class="xf-clock-due">${due(clock)}</span>
			<span class="xf-clock-line"><i style="width:${Number(clock.elapsed)}%"></i></span>
			<span class="xf-clock-foot">
				<span>${escape([clock.about, clock.bearer].filter(Boolean).join(" · "))}</span>
				<span class="xf-clock-article">${escape(clock.article)}</span>
			</span>
			${coming(clock)}
			<span class="xf-clock-details">${[...clock.details, ...pressed(clock)].map((line) => `<span>${escape(line)}</span>`).join("")}</span>
		</button>`);
	element.attr("title", [`${clock.rule} ${clock.title}`, clock.article, ...clock.details, ...pressed(clock)].join("\n"));
	return unfolding(element);
}

function cardMark(clock) {
	if (!clock.card) return "";
	const label = clock.card === "Red" ? __("Red Card") : __("Yellow Card");
	return ` <i class="xf-card xf-card-${clock.card.toLowerCase()}">${escape(label)}</i>`;
}

// The next steps by which the organ will be pressed, with their dates: the first on the card, all when it is unfolded.
function coming(clock) {
	if (!(clock.coming || []).length) return "";
	const lines = clock.coming.map(
		(step, at) =>
			`<span class="${at ? "xf-later" : ""}">${escape(shortDay(step.on))} ${escape(step.label)}${step.whom ? `（${escape(step.whom)}）` : ""}</span>`
	);
	return `<span class="xf-clock-coming"><b>${__("Coming steps")}</b>${lines.join("")}</span>`;
}

const shortDay = (on) => frappe.datetime.str_to_user(on.slice(0, 10));

function pressed(clock) {
	return (clock.taken || []).map(
		(step) =>
			`${shortDay(step.on)} ${step.label}${step.whom ? `（${step.whom}）` : ""}${step.withdrawn ? ` ${__("Withdrawn")}` : ""}`
	);
}

function due(clock) {
	const mark = clock.provisional ? ` <em>${__("provisional")}</em>` : "";
	return __("Due on {0}", [escape(frappe.datetime.str_to_user(clock.due_on))]) + mark;
}

function past(clocks, open) {
	const late = clocks.filter((clock) => clock.was_late).length;
	const summary = late
		? __("{0} ended terms, {1} of them late", [clocks.length, late])
		: __("{0} ended terms", [clocks.length]);
	const details = $(`<details class="xf-clocks-past"><summary>${escape(summary)}</summary></details>`);
	if (open) details.attr("open", "open");
	const list = $('<div class="xf-chips"></div>').appendTo(details);
	clocks.forEach((clock) => {
		const chip = $(`
			<button type="button" class="xf-chip xf-${clock.tone}" aria-expanded="false">
				<span><b>${escape(clock.title)}</b> ${escape(clock.status)}</span>
				<span class="xf-clock-details">
					<span>${escape([clock.about, clock.bearer].filter(Boolean).join(" · "))}</span>
					<span>${escape(clock.article)}</span><span>${due(clock)}</span>
					${[...clock.details, ...pressed(clock)].map((line) => `<span>${escape(line)}</span>`).join("")}
				</span>
			</button>`);
		chip.attr("title", [clock.article, clock.bearer, ...clock.details].filter(Boolean).join("\n"));
		list.append(unfolding(chip));
	});
	return details;
}

// Fingers have no hover: a tap shows what the tooltip says.
function unfolding(element) {
	return element.on("click", () => {
		const open = element.toggleClass("xf-open").hasClass("xf-open");
		element.attr("aria-expanded", open ? "true" : "false");
	});
}
