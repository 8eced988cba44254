// 扫描回收: a pile of scans is dropped here; what files itself is told, what decides something waits for Enter.

import { Rows, call, words } from "./rows";

const COLOURS = { Proposed: "blue", "In the tray": "orange", Filed: "green", "Set aside": "gray" };

export class Scans extends Rows {
	constructor(desk) {
		super(desk);
		this.title = __("Scans");
		this.input = $('<input type="file" multiple accept="application/pdf,image/*" hidden>').on("change", () => this.send([...this.input[0].files])).appendTo(this.box);
		this.button(__("Upload scans"), "u", () => this.input.trigger("click"), true);
		this.button(__("Confirm"), "Enter", () => this.confirm());
		this.button(__("Type the code"), "c", () => this.code());
		this.button(__("Set it aside"), "o", () => this.aside());
		this.drop = $('<p class="xf-desk-drop text-muted"></p>').text(__("Drop scanned papers here: PDF or pictures, many at once, in any order and any direction.")).insertAfter(this.bar);
		this.told = $('<ul class="xf-desk-told" aria-live="polite"></ul>').insertAfter(this.drop);
		this.page = $('<img class="xf-desk-page" alt="">').appendTo(this.box);
		this.box.on("dragover", (event) => event.preventDefault()).on("drop", (event) => {
			event.preventDefault();
			this.send([...event.originalEvent.dataTransfer.files]);
		});
	}

	draw({ scans }) {
		this.show(
			scans,
			(row) => [
				$(`<span class="indicator-pill ${COLOURS[row.status]}"></span>`).text(__(row.status)),
				words(row.title || __("Unknown paper"), row.status === "Proposed" ? row.filed_as : "", row.problem, row.place, __("{0} pages", [row.pages])),
			],
			__("No scan waits.")
		);
	}

	moved() {
		const row = this.row;
		this.page.toggle(Boolean(row && row.pages));
		if (row && row.pages) this.page.attr({ src: `/api/method/xinfang_app.letters.api_desk.scan_page?scan_name=${encodeURIComponent(row.name)}&number=1`, alt: row.title || __("Scan") });
	}

	async send(files) {
		this.input.val("");
		this.told.empty();
		const organ = await this.organ();
		if (!organ) return;
		for (const [place, file] of files.entries()) {
			const line = $("<li></li>").text(`${place + 1}/${files.length} ${file.name}：${__("Reading …")}`).appendTo(this.told);
			line.text(`${place + 1}. ${file.name}：${await this.one(file, organ, __("File {0}", [place + 1]))}`);
		}
		this.desk.load();
	}

	// One file that cannot be taken stops none of the others.
	async one(file, organ, label) {
		const limit = this.desk.state.limit;
		if (file.size > limit) return __("The file has {0} MB; at most {1} MB are taken. Scan in grey at 200 dots an inch, or in smaller piles.", [Math.ceil(file.size / 1048576), Math.floor(limit / 1048576)]);
		const form = new FormData();
		form.append("organ", organ);
		form.append("label", label);
		form.append("file", file, "scan");
		const answer = await fetch("/api/method/xinfang_app.letters.api_desk.scan", { method: "POST", headers: { "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" }, body: form });
		const said = await answer.json().catch(() => ({}));
		if (!answer.ok) return JSON.parse(said._server_messages || "[]").map((text) => JSON.parse(text).message).join(" ") || __("The file could not be taken.");
		return said.message.map((row) => [row.place, row.title, __(row.status), row.status === "Filed" ? row.filed_as : row.problem || row.filed_as].filter(Boolean).join(" · ")).join("；");
	}

	organ() {
		const organs = this.desk.state.organs;
		if (organs.length === 1) return organs[0].value;
		if (!organs.length) return frappe.show_alert({ message: __("Scans are taken for one's own organ."), indicator: "orange" }) && null;
		return new Promise((resolve) => frappe.prompt({ fieldname: "organ", fieldtype: "Select", label: __("Scanned by organ"), options: organs, default: organs[0].value, reqd: 1 }, ({ organ }) => resolve(organ), __("Scanned by organ")));
	}

	confirm() {
		const row = this.row;
		if (!row) return;
		if (row.status !== "Proposed") return row.ref_name ? this.file(row, {}) : this.code();
		if (!row.asks.length) return this.file(row, {});
		const dialog = new frappe.ui.Dialog({
			title: row.filed_as,
			fields: [{ fieldtype: "HTML", fieldname: "paper", options: `<p>${frappe.utils.escape_html(row.title || "")}</p>` }, ...row.asks],
			primary_action_label: __("Confirm and file"),
			primary_action: (values) => this.file(row, values).then(() => dialog.hide()).catch(() => {
				// The server's message is on the screen, what was typed stays.
			}),
		});
		dialog.show();
		// Enter confirms where the answers stand already.
		dialog.$wrapper.on("keydown", (event) => event.key === "Enter" && !$(event.target).is("textarea") && dialog.get_primary_btn().trigger("click"));
		return dialog;
	}

	async file(row, values) {
		const filed = await call("confirm_scan", { scan_name: row.name, values });
		frappe.show_alert({ message: `${filed.title || ""} ${__("Filed")}：${filed.filed_as}`, indicator: "green" });
		await this.desk.load();
	}

	code() {
		const row = this.row;
		if (!row) return;
		frappe.prompt({ fieldname: "code", fieldtype: "Data", label: __("Code under the symbol"), reqd: 1 }, async ({ code }) => {
			await call("scan_code", { scan_name: row.name, code });
			this.desk.load();
		}, __("Type the code"), __("Find its record"));
	}

	aside() {
		const row = this.row;
		if (!row) return;
		frappe.prompt({ fieldname: "note", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }, async ({ note }) => {
			await call("set_scan_aside", { scan_name: row.name, note });
			this.desk.load();
		}, __("Set it aside"));
	}

	key(key) {
		const runs = { u: () => this.input.trigger("click"), Enter: () => this.confirm(), c: () => this.code(), o: () => this.aside() };
		if (!runs[key]) return super.key(key);
		runs[key]();
		return true;
	}
}
