// What is done with a letter beside registering it: sealed, cut apart, taken further, handed on.

import { call, say } from "./calls";
import { seal_dialog } from "./seal";

export class LetterActions {
	async seal() {
		if (!this.draft || this.other || this.sealing) return;
		const { draft } = this;
		this.sealing = true;
		clearTimeout(this.timer);
		seal_dialog({
			extract: true,
			cancelled: () => (this.sealing = false),
			done: async (given) => {
				await this.saving;
				const told = await call("seal", { draft, seen: this.seen, ...given });
				this.sealing = false;
				this.dirty = false;
				this.viewer.forget();
				if (given.extract) {
					await this.open(draft, { again: true });
					this.tell([]);
				} else {
					await this.next([]);
				}
				return told;
			},
		});
	}

	async cut_off() {
		const pages = this.viewer.chosen();
		if (!pages.length) {
			say(__("Pick the pages first: Alt+K."), "orange");
			return;
		}
		const scans = new Set(pages.map((page) => page.scan));
		if (scans.size > 1) {
			say(__("Take the pages of one scan at a time."), "orange");
			return;
		}
		if (!(await this.save())) return;
		await call("cut_off", { draft: this.draft, scan: pages[0].scan, pages: pages.map((page) => page.page), seen: this.seen });
		say(__("The pages lie in the tray as a letter of their own, received at the same moment."));
		await this.tray.refresh();
		await this.open(this.draft, { again: true });
	}

	further() {
		if (!this.draft || this.other) return;
		this.matters.add(this.viewer.chosen(), this.viewer.numbers());
		this.viewer.unpick();
	}

	hand_on() {
		if (!this.draft || !this.about.colleagues.length) return;
		hand_dialog(this.about.colleagues, __("Hand the letter to a colleague"), async (user) => {
			if (!(await this.save())) return;
			await call("hand_to", { draft: this.draft, user, seen: this.seen });
			await this.next([]);
		});
	}

	async without_scan() {
		const name = await call("begin", { common: this.tray.common() });
		await this.tray.refresh();
		await this.open(name);
	}
}

// To which colleague of the same organ an unfinished piece goes.
export function hand_dialog(colleagues, title, done) {
	frappe.prompt(
		{
			fieldtype: "Select",
			fieldname: "user",
			label: __("Colleague"),
			reqd: 1,
			options: colleagues.map((one) => ({ value: one.user, label: one.name })),
		},
		({ user }) => done(user),
		title,
		__("Hand over")
	);
}
