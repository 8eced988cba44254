// 已收未登: what was received and is not registered yet, the oldest first; files are dropped here.

import { call, escape, key, megabytes, minute, send_file, too_large, DESK } from "./calls";

export class Tray {
	constructor(wrapper, { about, on_open } = {}) {
		this.about = about;
		this.wrapper = wrapper;
		this.on_open = on_open;
		this.rows = [];
		wrapper.classList.add("xf-tray");
		wrapper.innerHTML = `<div class="xf-tray-head"><b>${__("Received, not registered")}</b> <span class="xf-tray-count text-muted"></span></div>
			<div class="xf-drop" tabindex="-1">${__("Drop scans here: each file is a letter")}<br>${key("Alt+U")} ${__("Choose files")}　${key("Alt+B")} ${__("Letter without a scan")}
				<label class="xf-common"><input type="checkbox" tabindex="-1"> ${__("For the whole office")}</label>
				<div class="small text-muted">${__("PDF, TIFF, JPG, PNG, WEBP; at most {0} MB each", [megabytes(about.limit)])}</div></div>
			<div class="xf-sending"></div><div class="xf-tray-list"></div>
			<input type="file" multiple hidden accept=".pdf,.tif,.tiff,.jpg,.jpeg,.png,.webp">`;
		this.list = wrapper.querySelector(".xf-tray-list");
		this.input = wrapper.querySelector("input[type=file]");
		this.input.addEventListener("change", () => {
			this.send([...this.input.files], this.into);
			this.input.value = "";
		});
		this.list.addEventListener("click", (event) => {
			const row = event.target.closest("[data-name]");
			if (row) this.on_open(row.dataset.name);
		});
		this.takes_drops(wrapper.querySelector(".xf-drop"), () => null);
	}

	common() {
		return this.wrapper.querySelector(".xf-common input").checked ? 1 : 0;
	}

	// `into` answers with the draft that gets the files as further pages, or null for letters of their own.
	takes_drops(element, into) {
		element.addEventListener("dragover", (event) => {
			event.preventDefault();
			element.classList.add("xf-over");
		});
		element.addEventListener("dragleave", () => element.classList.remove("xf-over"));
		element.addEventListener("drop", (event) => {
			event.preventDefault();
			element.classList.remove("xf-over");
			this.send([...event.dataTransfer.files], into());
		});
	}

	choose(into = null) {
		this.into = into;
		this.input.click();
	}

	// One after the other; a file that is refused does not stop those after it.
	async send(files, into = null) {
		const box = this.wrapper.querySelector(".xf-sending");
		const refused = [];
		let first = null;
		for (const [at, file] of files.entries()) {
			box.textContent = __("Taking in {0} of {1}: {2}", [at + 1, files.length, file.name]);
			try {
				const answer = await this.send_one(file, into);
				if (answer) first = first || answer.draft;
			} catch (words) {
				refused.push(`${file.name}：${words}`);
			}
		}
		box.textContent = "";
		if (refused.length) {
			frappe.msgprint({ title: __("Not taken in"), indicator: "red", message: refused.map(escape).join("<br><br>") });
		}
		await this.refresh();
		if (first) this.on_taken(first, into);
		return first;
	}

	on_taken() {}

	async send_one(file, into) {
		if (file.size > this.about.limit) throw too_large(file, this.about.limit);
		const fields = { draft: into, common: this.common() };
		const answer = await send_file(`${DESK}take_in`, file, fields);
		if (!answer.twin) return answer;
		const sure = await new Promise((resolve) =>
			frappe.confirm(
				__("{0} took in exactly this file on {1}. Take it in once more?", [
					escape(answer.twin.by),
					minute(answer.twin.on),
				]),
				() => resolve(true),
				() => resolve(false)
			)
		);
		return sure ? send_file(`${DESK}take_in`, file, { ...fields, again_too: 1 }) : null;
	}

	async refresh() {
		this.rows = await call("tray");
		this.draw();
		return this.rows;
	}

	draw() {
		this.wrapper.querySelector(".xf-tray-count").textContent = __("{0} letters", [this.rows.length]);
		this.list.innerHTML = this.rows.length
			? this.rows.map((row) => this.html(row)).join("")
			: `<div class="text-muted small p-2">${__("Nothing waits.")}</div>`;
	}

	html(row) {
		const due = row.due.N01 || row.due.N02;
		const marks = [
			row.common ? __("for the office") : "",
			row.mine ? "" : escape(row.by),
			row.scans ? __("{0} scans", [row.scans]) : __("no scan"),
			row.reading ? __("being read") : "",
		].filter(Boolean);
		return `<div class="xf-tray-row ${row.name === this.open ? "xf-at" : ""} ${row.late ? "xf-late" : ""}" data-name="${escape(row.name)}">
			<div class="xf-tray-title">${escape(row.title || __("(no title yet)"))}</div>
			<div class="small text-muted">${escape(minute(row.received_on))}</div>
			<div class="small text-muted">${marks.join(" · ")}</div>
			${due ? `<div class="small xf-due">${__("register by {0}", [escape(due)])}</div>` : ""}</div>`;
	}

	mark(name) {
		this.open = name;
		this.draw();
		this.list.querySelector(".xf-at")?.scrollIntoView({ block: "nearest" });
	}

	// The letter after this one, or before it; after the last comes the first.
	beside(name, by = 1) {
		if (!this.rows.length) return null;
		const at = this.rows.findIndex((row) => row.name === name);
		return this.rows[(at + by + this.rows.length) % this.rows.length]?.name || this.rows[0].name;
	}
}
