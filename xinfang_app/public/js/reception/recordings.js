// The recording of a call, where the office records: attached, listened to, taken off a draft again.

import { TELEPHONE, escape, megabytes, phone_call, say, send_file } from "./calls";

const SOUND = ".mp3,.wav,.m4a,.aac,.amr,.ogg,.opus,.flac,.3gp";

export class Recordings {
	// `piece` answers with the draft, or with the call registered last: a recorder is often ready only after the call.
	constructor(wrapper, { limit, piece, is_draft }) {
		Object.assign(this, { wrapper, limit, piece, is_draft });
		this.input = document.createElement("input");
		this.input.type = "file";
		this.input.accept = SOUND;
		this.input.hidden = true;
		wrapper.insertAdjacentElement("afterend", this.input);
		this.input.addEventListener("change", () => {
			const [file] = this.input.files;
			this.input.value = "";
			if (file) this.send(file);
		});
		wrapper.addEventListener("click", (event) => {
			const off = event.target.closest("[data-off]");
			if (off) this.drop(off.dataset.off);
		});
		this.show([]);
	}

	show(rows) {
		this.wrapper.hidden = !rows.length;
		this.wrapper.innerHTML = rows
			.map(
				(row) => `<div class="xf-recording"><span>${escape(row.title)} <span class="text-muted">${megabytes(row.size)} MB</span></span>
					<audio controls preload="none" src="${escape(row.url)}"></audio>
					${this.is_draft() ? `<button class="btn btn-xs btn-default" tabindex="-1" data-off="${escape(row.name)}" title="${__("Take the recording off")}">✕</button>` : ""}</div>`
			)
			.join("");
	}

	choose() {
		if (this.piece()) this.input.click();
	}

	async send(file) {
		try {
			if (file.size > this.limit) {
				throw __("The recording has {0} MB; at most {1} MB are taken. Save it in a smaller format (mp3 or amr), or in parts.", [
					megabytes(file.size),
					megabytes(this.limit),
				]);
			}
			this.show(await send_file(`${TELEPHONE}take_recording`, file, { submission: this.piece() }));
			say(__("The recording lies with the piece."));
		} catch (words) {
			frappe.msgprint({ title: __("Not taken in"), indicator: "red", message: escape(words) });
		}
	}

	async drop(name) {
		this.show(await phone_call("drop_recording", { draft: this.piece(), file: name }));
	}
}
