// Further matters of one letter: each becomes a part with a number and clocks of its own when the letter is registered.

import { escape } from "./calls";
import { part_fields } from "./fields";
import { Form } from "./form";

const lines = (text) => (text || "").split("\n").map((line) => line.trim()).filter(Boolean);

export class Matters {
	constructor(wrapper, choices, { on_change } = {}) {
		this.wrapper = wrapper;
		this.choices = choices;
		this.on_change = on_change || (() => {});
		this.parts = [];
		wrapper.classList.add("xf-matters");
		wrapper.addEventListener("click", (event) => {
			const off = event.target.closest("[data-off]");
			if (off) this.remove(Number(off.dataset.off));
		});
	}

	clear() {
		this.parts = [];
		this.wrapper.innerHTML = "";
	}

	add(pages, numbers) {
		const box = document.createElement("div");
		box.className = "xf-matter";
		const place = this.parts.length + 2;
		box.innerHTML = `<div class="xf-matter-head"><b>${__("Matter {0} of this letter", [place])}</b>
			<span class="text-muted small">${numbers.length ? __("with page {0}", [escape(numbers.join("、"))]) : __("no page of its own")}</span>
			<button class="btn btn-xs btn-default" tabindex="-1" data-off="${this.parts.length}">✕</button></div><div class="xf-matter-form"></div>`;
		this.wrapper.append(box);
		const form = new Form(box.querySelector(".xf-matter-form"), part_fields(this.choices), { on_change: this.on_change });
		this.parts.push({ form, pages, box });
		form.focus("title");
		box.scrollIntoView({ block: "nearest" });
	}

	remove(at) {
		this.parts[at].box.remove();
		this.parts.splice(at, 1);
		this.parts.forEach((part, place) => {
			part.box.querySelector("b").textContent = __("Matter {0} of this letter", [place + 2]);
			part.box.querySelector("[data-off]").dataset.off = place;
		});
	}

	// What `split` takes; {missing} where a matter says nothing yet.
	values() {
		const parts = this.parts.map(({ form, pages }) => {
			const { claims_text, ...values } = form.values();
			return { ...values, claims: lines(claims_text), pages };
		});
		const empty = parts.findIndex((part) => !part.title && !part.content && !part.claims.length);
		if (empty >= 0) {
			this.parts[empty].form.focus("title");
			return { missing: __("Matter {0} says nothing yet: type a title, or take it off.", [empty + 2]) };
		}
		return { parts };
	}
}

