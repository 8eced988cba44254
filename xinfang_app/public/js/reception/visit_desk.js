// The visit desk: the queue at the left, the talk at the right; people, representatives, what was said, registered, signed.

import { WINDOW, call, escape, key, open_paper, say, send_file, spelt, visit_call } from "./calls";
import { talk_fields, visit_fields } from "./fields";
import { Form } from "./form";
import { People } from "./people";
import { Repeats } from "./repeats";
import { seal_dialog, sealed_told } from "./seal";
import { TalkDesk } from "./talk_desk";
import { keys_of_visits, listen } from "./visit_keys";
import { VisitQueue, numbered } from "./visit_queue";

export class VisitDesk extends TalkDesk {
	constructor(page) {
		super(page);
		this.SAVE = `${WINDOW}save`;
		this.body.innerHTML = `<div class="xf-visits"><aside class="xf-visit-queue"></aside>
			<section class="xf-visit-talk"><div class="xf-banner" hidden></div><div class="xf-done" hidden></div>
			<div class="xf-nobody text-muted">${__("Call a number and begin the talk; what is said is taken down here.")}</div>
			<div class="xf-entry" hidden><h4 class="xf-visit-title"></h4><div class="xf-persons"></div>
			<div class="xf-visit-columns"><div class="xf-talk-fields"></div><div><div class="xf-main-fields"></div><div class="xf-same"></div></div></div></div>
			</section><footer class="xf-keys"></footer></div>`;
	}

	async start() {
		[this.about, this.choices] = await Promise.all([call("start"), call("choices")]);
		const changed = (name) => this.changed(name);
		this.queue = new VisitQueue(this.find(".xf-visit-queue"), { on_begin: (row) => this.begin(row), on_changed: () => this.close() });
		this.people = new People(this.find(".xf-persons"), { representatives: true, on_change: () => changed("people"), on_last: () => this.talk.focus() });
		this.talk = new Form(this.find(".xf-talk-fields"), talk_fields(), { on_change: changed, on_last: () => this.form.focus() });
		this.form = new Form(this.find(".xf-main-fields"), visit_fields(this.choices), { on_change: changed, on_last: () => say(__("Ctrl+Enter registers the visit."), "blue", 3) });
		this.same = new Repeats(this.find(".xf-same"), {
			fetch: () => (this.draft ? call("repeats_of", { draft: this.draft }) : []),
			on_leave: () => this.form.focus("purpose"),
		});
		this.find(".xf-keys").innerHTML = keys_of_visits();
		listen(this);
		this.page.set_primary_action(__("Register piece"), () => this.register());
		[
			[__("Earlier pieces"), () => this.earlier()],
			[__("Signed consent"), () => this.consent()],
			[__("The record was signed"), () => this.sign()],
			[__("Seal"), () => this.seal()],
		].forEach(([label, work]) => this.page.add_menu_item(label, work));
		window.addEventListener("pagehide", () => this.leave());
		await this.queue.refresh();
	}

	async begin(row) {
		await this.save();
		const talk = await visit_call("begin", { visit: row.name });
		this.visit = row.name;
		this.queue.current = row.name;
		this.draft = talk.name;
		this.seen = talk.seen;
		this.dirty = false;
		this.banner("");
		this.tell(null);
		this.find(".xf-nobody").hidden = true;
		this.find(".xf-entry").hidden = false;
		this.find(".xf-visit-title").textContent = __("Number {0}", [numbered(row.number)]);
		this.people.draft = talk.name;
		this.people.set(talk.people);
		this.form.set(talk.values);
		this.talk.set(talk.record);
		this.same.clear();
		this.same.look();
		this.people.focus();
		this.queue.refresh();
	}

	close() {
		this.visit = this.draft = null;
		this.dirty = false;
		this.find(".xf-entry").hidden = true;
		this.find(".xf-nobody").hidden = false;
	}

	everything() {
		return { visit: this.visit, draft: this.draft, values: this.form.values(), people: this.people.values(), notes: this.talk.values(), seen: this.seen };
	}

	send_save() {
		return visit_call("save", this.everything());
	}

	async register() {
		if (!this.draft || this.busy) return;
		if (this.is_sealed()) return this.seal();
		this.busy = true;
		try {
			if (!(await this.save())) return;
			await this.same.look();
			const { decision, missing } = this.same.answer();
			if (missing) return void say(missing, "orange", 8);
			const told = await visit_call("finish", { visit: this.visit, draft: this.draft, seen: this.seen, decision });
			this.close();
			if (told.sealed) sealed_told(told);
			else this.tell(told);
			await this.queue.refresh();
		} finally {
			this.busy = false;
		}
	}

	tell(told) {
		this.last = told;
		const box = this.find(".xf-done");
		box.hidden = !told;
		if (!told) return;
		const big = (label, html) => `<span class="xf-told-one"><span class="text-muted">${label}</span> <b class="xf-told">${html}</b></span>`;
		box.innerHTML = `<div>${big(__("Number"), escape(told.number))}${told.query_code ? big(__("Query code"), spelt(told.query_code)) : ""}</div>
			${told.need_supplement ? `<div class="xf-lacks">${escape(told.need_supplement)}</div>` : ""}
			<div class="small">${[["Alt+P", __("Print receipt")], ["Alt+T", __("Print the record of the talk")], ["Alt+G", __("The record was signed")], ["Alt+O", __("Open the matter")]]
				.map(([keys, what]) => `${key(keys)} ${what}`)
				.join("　")}</div>`;
	}

	async print_record() {
		if (!this.last?.record) return;
		await this.save();
		open_paper(await visit_call("record_paper", { record: this.last.record }));
	}

	// The print is signed, or it is not; the scan of it may come with the answer.
	sign() {
		if (!this.last?.record) return;
		const { record } = this.last;
		const dialog = new frappe.ui.Dialog({
			title: __("Signature on the record of the talk"),
			fields: [
				{
					fieldtype: "Select",
					fieldname: "signature",
					label: __("Signature of the petitioner"),
					reqd: 1,
					default: "Signed by the visitor",
					options: ["Signed by the visitor", "Refused to sign"].map((value) => ({ value, label: __(value) })),
				},
				{ fieldtype: "Data", fieldname: "note", label: __("Why it was not signed; witness"), depends_on: "eval:doc.signature==='Refused to sign'" },
				{ fieldtype: "HTML", fieldname: "file", options: `<label>${__("Scan of the signed record")}<input type="file" class="d-block" accept=".pdf,.jpg,.jpeg,.png"></label>` },
			],
			primary_action_label: __("Record"),
			async primary_action({ signature, note }) {
				const file = dialog.$wrapper.find("input[type=file]")[0].files[0] || null;
				try {
					await send_file(`${WINDOW}sign_record`, file, { record, signature, note: note || "" });
					dialog.hide();
					say(__("The signature is recorded."));
				} catch (words) {
					frappe.msgprint({ indicator: "red", message: escape(words) });
				}
			},
		});
		dialog.show();
	}

	seal() {
		if (!this.draft || this.sealing) return;
		const { draft } = this;
		this.sealing = true;
		clearTimeout(this.timer);
		seal_dialog({
			cancelled: () => (this.sealing = false),
			done: async (given) => {
				this.sealing = false;
				const told = await this.seal_all(draft, given);
				await visit_call("done", { visit: this.visit });
				this.close();
				await this.queue.refresh();
				return told;
			},
		});
	}
}
