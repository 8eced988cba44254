// 复述核对: what will be registered, in plain words on one screen, read out to the caller before it is.

import { escape, key } from "./calls";

// A telephone number as it is read out.
const groups = (phone) => (/^1\d{10}$/.test(phone) ? phone.replace(/^(...)(....)(....)$/, "$1 $2 $3") : phone);

export class ReadBack {
	constructor(wrapper) {
		this.wrapper = wrapper;
		this.shows = false;
		wrapper.classList.add("xf-read-back");
		wrapper.tabIndex = -1;
		this.hide();
	}

	hide() {
		this.shows = false;
		this.wrapper.hidden = true;
		this.wrapper.innerHTML = "";
	}

	// `people`: what the officer typed of them himself; without it the caller stays masked.
	show({ rows, lacks, simple }, people, more = []) {
		const who = people.map((typed) => [typed.name, groups(typed.phone || ""), typed.address].filter(Boolean).join("　")).filter(Boolean);
		const [caller, ...rest] = rows;
		const all = [[caller[0], who.length ? who.join("\n") : caller[1]], ...more, ...rest];
		this.wrapper.innerHTML = `<h4>${__("Read back to the caller")}</h4>
			<table>${all.map(([label, text]) => `<tr><th>${escape(label)}</th><td>${escape(text)}</td></tr>`).join("")}</table>
			${lacks.length ? `<p class="xf-lacks">${__("Still missing: {0}. It is registered all the same.", [lacks.map(escape).join("、")])}</p>` : ""}
			${simple ? `<p class="text-muted">${__("A question may be handled by the simplified procedure; the answer you gave is on record.")}</p>` : ""}
			<p class="xf-read-back-keys"><button class="btn btn-primary btn-sm" data-do="register">${__("Right: register")} ${key("Enter")}</button>
			<button class="btn btn-default btn-sm" data-do="back">${__("Correct it")} ${key("Esc")}</button></p>`;
		this.wrapper.hidden = false;
		this.shows = true;
		this.wrapper.focus();
		this.wrapper.scrollIntoView({ block: "start" });
	}
}
