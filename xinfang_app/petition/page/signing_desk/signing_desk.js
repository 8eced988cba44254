// 待我签发: what waits for my signature, read and signed from the keyboard or on a phone.
//   j k move   Enter reads   x marks   a marks all   s signs   r sends back   Esc closes
// A signature confirms what was read: each row carries the state in which it was shown, and the server refuses any other.

frappe.pages["signing-desk"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Waiting for my signature"), single_column: true });
	wrapper.xf_desk = new SigningDesk(page);
};

frappe.pages["signing-desk"].on_page_show = function (wrapper) {
	wrapper.xf_desk.load();
};

// As many as the server takes in one go would leave the signer without an answer for a while.
const AT_ONCE = 5;
const SOON = 3;

class SigningDesk {
	constructor(page) {
		this.page = page;
		this.rows = [];
		this.at = 0;
		this.marked = new Set();
		this.was_read = new Set();
		this.results = [];
		this.busy = false;
		this.make();
		this.keys();
	}

	make() {
		this.body = $(`<div class="xf-desk">
			<section class="xf-desk-left">
				<div class="xf-desk-results" role="status" aria-live="polite"></div>
				<ul class="xf-desk-list" role="listbox" tabindex="0"></ul>
			</section>
			<section class="xf-desk-pane" tabindex="-1"></section>
			<div class="xf-desk-bar"></div>
		</div>`).appendTo($(this.page.main).empty());
		this.list = this.body.find(".xf-desk-list").attr("aria-label", __("Waiting for my signature"));
		this.pane = this.body.find(".xf-desk-pane").attr("aria-label", __("The draft"));
		this.bar = this.body.find(".xf-desk-bar");
		this.page.set_secondary_action(__("Refresh"), () => this.load(), "refresh");
		this.page.add_inner_button(__("Mark all"), () => this.mark_all());
		this.page.set_primary_action(__("Sign the marked ones"), () => this.sign_marked());
	}

	keys() {
		const add = (shortcut, description, action) =>
			frappe.ui.keys.add_shortcut({ shortcut, description, page: this.page, condition: () => this.free(), action });
		add("j", __("Next", null, "Signing"), () => this.move(1));
		add("k", __("Previous", null, "Signing"), () => this.move(-1));
		add("down", __("Next", null, "Signing"), () => this.move(1));
		add("up", __("Previous", null, "Signing"), () => this.move(-1));
		// Enter on a button is the button's.
		add("enter", __("Read", null, "Signing"), () => ($(document.activeElement).is("button, a[href], summary") ? false : void this.read()));
		add("x", __("Mark", null, "Signing"), () => this.mark());
		add("a", __("Mark all"), () => this.mark_all());
		add("s", __("Sign", null, "Signing"), () => this.sign());
		add("r", __("Send back"), () => this.send_back());
		add("escape", __("Close", null, "Signing"), () => this.close());
	}

	// No key signs while a question is open or an answer is awaited.
	free() {
		return !this.busy && !$(".modal.show").length;
	}

	async load() {
		const here = this.row()?.name;
		this.rows = await xinfang.signing.call("waiting");
		const known = new Set(this.rows.map((row) => row.name));
		this.marked = new Set([...this.marked].filter((name) => known.has(name)));
		this.at = Math.max(0, this.rows.findIndex((row) => row.name === here));
		this.draw();
		const open = this.open && this.rows.find((row) => row.name === this.open);
		if (open) this.read(open);
		else this.close();
	}

	row() {
		return this.rows[this.at];
	}

	// What can be signed in one go: one's own step, and not a matter from which one stands aside.
	static signable(row) {
		return row && !row.blocked && row.steps.length;
	}

	draw() {
		this.page.set_title(this.rows.length ? `${__("Waiting for my signature")}（${this.rows.length}）` : __("Waiting for my signature"));
		this.list.empty();
		if (!this.rows.length) {
			this.list.append($('<li class="xf-desk-empty text-muted"></li>').text(__("Nothing waits for your signature.")));
		}
		this.rows.forEach((row, index) => this.list.append(this.item(row, index)));
		this.draw_results();
		this.draw_bar();
	}

	item(row, index) {
		const key = `${row.name}${row.seen}`;
		const item = $('<li role="option" class="xf-desk-item"></li>')
			.toggleClass("xf-at", index === this.at)
			.toggleClass("xf-read", this.was_read.has(key))
			.attr({ "aria-selected": this.marked.has(row.name), "data-name": row.name });
		const box = $('<input type="checkbox" tabindex="-1">')
			.prop({ checked: this.marked.has(row.name), disabled: !SigningDesk.signable(row) })
			.attr("aria-label", __("Mark", null, "Signing"))
			.on("click", (event) => {
				event.stopPropagation();
				this.at = index;
				this.mark();
			});
		const text = $('<div class="xf-desk-text"></div>');
		text.append($('<div class="xf-desk-title"></div>').text(row.title));
		// The county and the prefix are the same in every row.
		const number = row.number.split("-").slice(-2).join("-");
		const about = [row.kind, row.what, number, row.sent_by && `${row.sent_by} ${signed_at(row.sent_on)}`].filter(Boolean);
		text.append($('<div class="xf-desk-about text-muted"></div>').text(about.join(" · ")));
		const marks = $('<div class="xf-desk-marks"></div>');
		row.steps.slice(0, 1).forEach((step) => {
			const label = step.on_behalf_of ? `${step.action}（${__("for {0}", [step.on_behalf_of])}）` : step.action;
			marks.append($('<span class="xf-desk-step"></span>').text(label));
		});
		if (row.due_on) marks.append($('<span class="xf-desk-due"></span>').addClass(tone(row)).text(due_text(row)));
		if (row.blocked) marks.append($('<span class="xf-desk-due xf-late"></span>').text(row.blocked));
		const failed = this.results.find((result) => result.name === row.name && !result.done);
		if (failed) text.append($('<div class="xf-desk-failed"></div>').text(failed.text));
		return item.append($('<label class="xf-desk-check"></label>').append(box), text.append(marks)).on("click", (event) => {
			if ($(event.target).closest(".xf-desk-check").length) return;
			this.at = index;
			this.read();
		});
	}

	draw_results() {
		const box = this.body.find(".xf-desk-results").empty();
		if (!this.results.length) return;
		const done = this.results.filter((result) => result.done);
		const failed = this.results.length - done.length;
		const said = failed ? __("{0} signed, {1} not signed: the reason stands in each row.", [done.length, failed]) : __("{0} signed.", [done.length]);
		box.append($("<div></div>").addClass(failed ? "text-danger" : "text-success").text(said));
		const lines = done.map((result) => $("<li></li>").text(`${result.title}：${result.text}`));
		if (lines.length) box.append($("<details></details>").append($("<summary></summary>").text(__("What was signed")), $("<ul></ul>").append(lines)));
	}

	// Always in reach of a thumb; on a wide screen the page's own buttons do the same.
	draw_bar() {
		const count = this.marked.size;
		this.bar.empty();
		if (!this.rows.length) return;
		const button = (label, kind, run) => $(`<button type="button" class="btn btn-${kind}"></button>`).text(label).on("click", run).appendTo(this.bar);
		if (this.open) {
			button(__("Back to the list"), "default", () => this.close());
			button(__("Send back"), "default", () => this.send_back());
			const row = this.opened();
			if (SigningDesk.signable(row)) button(row.steps[0].action, "primary", () => this.sign([row]));
			return;
		}
		button(__("Mark all"), "default", () => this.mark_all());
		if (count) button(__("Sign the {0} marked", [count]), "primary", () => this.sign());
	}

	opened() {
		return this.rows.find((row) => row.name === this.open);
	}

	move(step) {
		if (!this.rows.length) return;
		this.at = Math.min(Math.max(this.at + step, 0), this.rows.length - 1);
		this.draw();
		this.list.find(".xf-at")[0]?.scrollIntoView({ block: "nearest" });
		if (this.open) this.read();
	}

	mark() {
		const row = this.row();
		if (!SigningDesk.signable(row)) return;
		if (!this.marked.delete(row.name)) this.marked.add(row.name);
		this.draw();
	}

	mark_all() {
		const names = this.rows.filter(SigningDesk.signable).map((row) => row.name);
		this.marked = new Set(names.every((name) => this.marked.has(name)) ? [] : names);
		this.draw();
	}

	async read(row = this.row()) {
		if (!row) return;
		this.open = row.name;
		this.body.addClass("xf-reading");
		const draft = await xinfang.signing.call("read", { doctype: row.doctype, name: row.name });
		if (this.open !== row.name) return;
		// What is signed from now on is what stands in the pane.
		this.rows = this.rows.map((known) => (known.name === draft.name ? draft : known));
		this.was_read.add(`${draft.name}${draft.seen}`);
		this.show(draft);
		this.draw();
	}

	show(draft) {
		const head = $('<header class="xf-desk-head"></header>');
		head.append($("<h4></h4>").text(draft.title));
		head.append($('<p class="text-muted"></p>').text([draft.kind, draft.what, draft.number, draft.person, draft.organ_title, draft.state].filter(Boolean).join(" · ")));
		if (draft.due_on) head.append($('<p class="xf-desk-due"></p>').addClass(tone(draft)).text(due_text(draft)));
		if (draft.blocked) head.append($('<p class="text-danger"></p>').text(draft.blocked));
		const buttons = $('<div class="xf-desk-buttons"></div>');
		if (SigningDesk.signable(draft)) {
			draft.steps.forEach((step, index) => {
				const label = step.on_behalf_of ? `${step.action}（${__("for {0}", [step.on_behalf_of])}）` : step.action;
				$(`<button type="button" class="btn btn-sm btn-${index ? "default" : "primary"}"></button>`).text(label).on("click", () => this.sign([draft], step)).appendTo(buttons);
			});
			$('<button type="button" class="btn btn-sm btn-default"></button>').text(__("Send back")).on("click", () => this.send_back()).appendTo(buttons);
		}
		$('<a class="btn btn-sm btn-default"></a>').attr("href", frappe.utils.get_form_link(draft.doctype, draft.name)).text(__("Open the form")).appendTo(buttons);
		if (draft.petition) $('<a class="btn btn-sm btn-default"></a>').attr("href", frappe.utils.get_form_link("Petition", draft.petition)).text(__("Open the petition")).appendTo(buttons);
		const field = (wanted) => draft.fields.filter((line) => wanted.includes(line.name)).map(text_block);
		const known = ["days", "reason", "due_before", "due_after", "returned_reason", "intro", "remedy_text"];
		const part = (title, content) => [$("<h6></h6>").text(title), content];
		this.pane.empty().append(
			head.append(buttons),
			draft.doctype === "Handling Opinion" ? part(__("Check before signing"), $("<div></div>").append(xinfang.signing.check(draft.problems))) : "",
			field(["days", "reason", "due_before", "due_after", "returned_reason", "intro"]),
			xinfang.signing.answers(draft.items),
			field(["remedy_text"]),
			// What a paper of another room shows stands in the order in which that room tells it.
			draft.fields.filter((line) => !known.includes(line.name)).map(text_block),
			part(__("Course of signatures"), xinfang.signing.trail(draft.trail))
		);
		this.pane[0].scrollTop = 0;
	}

	close() {
		this.open = null;
		this.body.removeClass("xf-reading");
		this.pane.empty().append($('<p class="xf-desk-hint text-muted"></p>').text(__("j k move · Enter reads · x marks · s signs · r sends back")));
		this.draw_bar();
		this.list.find(".xf-at")[0]?.scrollIntoView({ block: "nearest" });
	}

	send_back() {
		const row = this.open ? this.opened() : this.row();
		if (!SigningDesk.signable(row)) return;
		xinfang.signing.send_back(row, () => {
			this.results = [];
			this.close();
			this.load();
		});
	}

	sign_marked() {
		if (this.marked.size) this.sign();
		else frappe.show_alert({ message: __("Mark the drafts to be signed first."), indicator: "orange" });
	}

	// One question for all; then an answer for each row.
	sign(rows, step) {
		const chosen = rows || (this.marked.size ? this.rows.filter((row) => this.marked.has(row.name)) : [this.open ? this.opened() : this.row()]);
		const ready = chosen.filter(SigningDesk.signable);
		if (!ready.length || this.busy) return;
		const asked = frappe.confirm(this.question(ready, step), () => this.go(ready, step));
		// Enter answers yes: whoever signs has not left the keyboard.
		asked.$wrapper.one("shown.bs.modal", () => asked.get_primary_btn().trigger("focus"));
	}

	question(rows, step) {
		const esc = frappe.utils.escape_html;
		if (rows.length === 1) {
			const [row] = rows;
			const soft = (row.problems || []).filter((problem) => !problem.hard).map((problem) => `<li>${esc(problem.text)}</li>`);
			const unread = this.is_read(row) ? "" : `<p class="text-danger">${__("You have not read it here.")}</p>`;
			const notes = soft.length ? `<p><strong>${__("Please note")}</strong></p><ul>${soft.join("")}</ul>` : "";
			return `<p><b>${esc((step || row.steps[0]).action)}</b>：${esc(row.title)}</p>${unread}${notes}`;
		}
		const actions = {};
		rows.forEach((row) => (actions[row.steps[0].action] = (actions[row.steps[0].action] || 0) + 1));
		const unread = rows.filter((row) => !this.is_read(row)).length;
		const lines = Object.entries(actions).map(([action, number]) => `<li>${esc(action)}：${number}</li>`);
		const warning = unread ? `<p class="text-danger">${__("{0} of them you have not read here.", [unread])}</p>` : "";
		return `<p>${__("Sign these {0} drafts in your own name?", [rows.length])}</p><ul>${lines.join("")}</ul>${warning}`;
	}

	is_read(row) {
		return this.was_read.has(`${row.name}${row.seen}`);
	}

	async go(rows, step) {
		this.busy = true;
		this.results = [];
		try {
			for (let start = 0; start < rows.length; start += AT_ONCE) {
				const part = rows.slice(start, start + AT_ONCE);
				const wanted = part.map((row) => ({ doctype: row.doctype, name: row.name, seen: row.seen, state: (step || row.steps[0]).state }));
				const answers = await xinfang.signing.call("sign_many", { rows: wanted });
				answers.forEach((answer, index) => this.results.push({ ...answer, title: part[index].title }));
				if (rows.length > AT_ONCE) frappe.show_progress(__("Signing"), this.results.length, rows.length, "", true);
				this.draw_results();
			}
		} finally {
			// What was not answered is not signed; the list says what still waits.
			this.busy = false;
			frappe.hide_progress();
			this.marked.clear();
			this.open = null;
			await this.load();
		}
	}
}

// The year is the present one for whatever still waits.
const signed_at = (moment) => (moment || "").slice(5, 16);

const days_left = (row) => frappe.datetime.get_day_diff(row.due_on, frappe.datetime.get_today());

const tone = (row) => (row.overdue ? "xf-late" : days_left(row) <= SOON ? "xf-soon" : "");

const due_text = (row) => (row.overdue ? __("Overdue since {0}", [frappe.datetime.str_to_user(row.due_on)]) : __("Due on {0}", [frappe.datetime.str_to_user(row.due_on)]));

const text_block = (line) => $('<p class="xf-answer-line"></p>').append($('<span class="text-muted"></span>').text(`${line.label}：`), document.createTextNode(line.text));
