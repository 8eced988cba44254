// 文书用语: Alt+Q beside a longer text opens the dictionary; typing finds, arrows choose, Enter inserts where the cursor
// stood. What is no longer in force says so and offers what holds now.

frappe.provide("xinfang.letters");

let field = null;

// A longer text on a form or in a dialog remembers the cursor for the dictionary.
$(document).on("focusin", "textarea:visible", (event) => {
	if (!$(event.target).closest(".xf-phrases").length) field = event.target;
});

$(document).on("keydown", (event) => {
	if (event.altKey && event.key.toLowerCase() === "q" && !$(".xf-phrases:visible").length) {
		event.preventDefault();
		xinfang.letters.phrases();
	}
});

xinfang.letters.phrases = function (target = field) {
	if (!target || !document.contains(target)) {
		frappe.show_alert({ message: __("Put the cursor into the text first."), indicator: "orange" });
		return;
	}
	const category = cur_frm?.doc?.category || cur_frm?.doc?.__onload?.category || "";
	const dialog = new frappe.ui.Dialog({ title: __("Phrases and policy texts"), size: "large", fields: [{ fieldtype: "HTML", fieldname: "place" }] });
	dialog.$wrapper.addClass("xf-phrases");
	const place = dialog.get_field("place").$wrapper;
	const input = $('<input type="search" class="form-control">').attr({ placeholder: __("Type words of the text, its title or its number"), "aria-label": __("Phrases and policy texts") }).appendTo(place);
	const list = $('<div role="listbox" style="margin-top: var(--margin-sm); max-height: 55vh; overflow: auto"></div>').appendTo(place);
	let rows = [];
	let here = 0;

	const find = frappe.utils.debounce(async () => {
		const asked = input.val();
		const found = await frappe.xcall("xinfang_app.letters.api_desk.search_phrases", { txt: asked, category });
		if (asked !== input.val()) return;
		[rows, here] = [found, 0];
		draw();
	}, 200);

	function draw() {
		list.empty();
		if (!rows.length) list.append($('<p class="text-muted"></p>').text(__("Nothing found.")));
		rows.forEach((row, index) => {
			const line = $('<div role="option" style="padding: 8px 10px; cursor: pointer; border-bottom: 1px solid var(--border-color)"></div>')
				.attr("aria-selected", index === here)
				.css("background", index === here ? "var(--control-bg)" : "")
				.on("click", () => choose(row))
				.appendTo(list);
			$("<div></div>").append($("<strong></strong>").text(row.title), $('<span class="text-muted" style="margin-left: 8px"></span>').text(row.source || ""), row.state ? $('<span class="indicator-pill red" style="margin-left: 8px"></span>').text(expired(row)) : "").appendTo(line);
			$('<div class="text-muted" style="white-space: pre-line"></div>').text(row.text.slice(0, 160)).appendTo(line);
		});
		list.children().get(here)?.scrollIntoView({ block: "nearest" });
	}

	const expired = (row) => (row.state === "Expired" ? __("expired on {0}", [frappe.datetime.str_to_user(row.valid_to)]) : __(row.state));

	function choose(row) {
		if (!row) return;
		if (!row.state) return put(row.text);
		const now = row.successor_title ? __("It was replaced by {0}.", [row.successor_title]) : __("Nothing is named in its place.");
		const ask = new frappe.ui.Dialog({
			title: expired(row),
			fields: [{ fieldtype: "HTML", fieldname: "said", options: `<p>${frappe.utils.escape_html(row.title)}</p><p>${frappe.utils.escape_html(now)}</p>` }],
			primary_action_label: row.successor_text ? __("Insert what holds now") : __("Insert all the same"),
			primary_action() {
				ask.hide();
				put(row.successor_text || row.text);
			},
			secondary_action_label: row.successor_text ? __("Insert the old text") : __("Close"),
			secondary_action() {
				ask.hide();
				if (row.successor_text) put(row.text);
			},
		});
		ask.$wrapper.addClass("xf-phrases");
		ask.show();
	}

	function put(text) {
		dialog.hide();
		const from = target.selectionStart ?? target.value.length;
		const to = target.selectionEnd ?? from;
		target.value = target.value.slice(0, from) + text + target.value.slice(to);
		$(target).trigger("input").trigger("change");
		setTimeout(() => {
			target.focus();
			target.setSelectionRange(from + text.length, from + text.length);
		}, 300);
	}

	input.on("input", find).on("keydown", (event) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step) {
			here = Math.max(0, Math.min(here + step, rows.length - 1));
			draw();
		} else if (event.key === "Enter") choose(rows[here]);
		else return;
		event.preventDefault();
		event.stopPropagation();
	});
	// What is typed at once belongs to the search, not to the text behind it.
	target.blur();
	dialog.$wrapper.one("shown.bs.modal", () => input.trigger("focus"));
	dialog.show();
	input.trigger("focus");
	find();
};
