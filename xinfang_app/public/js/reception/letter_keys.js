// The keys of the letter desk. Taken before the desk's own, so that Alt and a letter mean the same everywhere on it.

import { key } from "./calls";
import { keys_of_viewer } from "./viewer";

const TABLE = {
	KeyA: (desk) => accept(desk),
	KeyB: (desk) => desk.without_scan(),
	KeyF: (desk) => desk.further(),
	KeyG: (desk) => desk.hand_on(),
	KeyI: (desk) => desk.people.show(0),
	KeyJ: (desk) => desk.seal(),
	KeyK: (desk) => desk.viewer.pick(),
	KeyL: (desk) => desk.draft && desk.open(desk.draft, { again: true }),
	KeyM: (desk) => more(desk),
	KeyN: (desk) => desk.people.add(),
	KeyO: (desk) => desk.open_last(),
	KeyP: (desk) => desk.print_last(),
	KeyR: (desk) => desk.viewer.turn(),
	KeyT: (desk) => desk.draft && desk.open(desk.draft, { take_over: true }),
	KeyU: (desk) => desk.tray.choose(),
	KeyV: (desk) => desk.tray.choose(desk.draft),
	KeyX: (desk) => desk.cut_off(),
	Equal: (desk) => desk.viewer.larger(),
	Minus: (desk) => desk.viewer.smaller(),
	ArrowDown: (desk) => beside(desk, 1),
	ArrowUp: (desk) => beside(desk, -1),
};

// Heard before the desk's own keys, wherever the focus is, but not while somebody types elsewhere (the search above).
export function listen(desk) {
	const container = desk.body.closest(".page-container");
	document.addEventListener(
		"keydown",
		(event) => {
			const [name] = frappe.get_route();
			const elsewhere = !container.contains(event.target) && event.target.closest?.("input, textarea, select, [contenteditable]");
			if (name === "letter-desk" && !elsewhere) pressed(desk, event);
		},
		true
	);
}

function pressed(desk, event) {
	if (event.isComposing || cur_dialog?.display) return;
	let work = null;
	if (event.altKey && !event.ctrlKey && !event.metaKey) {
		const digit = /^Digit([1-9])$/.exec(event.code);
		work = digit ? () => desk.same.choose(Number(digit[1]) - 1) : TABLE[event.code];
	} else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") work = () => desk.register();
	else if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") work = () => desk.save();
	else if (event.key === "PageDown") work = () => desk.viewer.on();
	else if (event.key === "PageUp") work = () => desk.viewer.back();
	if (!work) return;
	event.preventDefault();
	event.stopPropagation();
	work(desk);
}

function accept(desk) {
	const person = desk.people.focused();
	if (person) return desk.people.accept(person.part, Number(person.at));
	for (const form of [desk.form, desk.more]) {
		const name = form.focused();
		if (name) return form.accept(name);
	}
	const part = desk.matters.focused();
	return part && part.form.accept(part.name);
}

function more(desk) {
	const box = desk.find(".xf-more");
	box.hidden = !box.hidden;
	if (box.hidden) desk.form.focus();
	else desk.more.focus();
}

function beside(desk, by) {
	const name = desk.tray.beside(desk.draft, by);
	if (name) desk.open(name);
}

export const keys_of_desk = () =>
	[
		...keys_of_viewer(),
		...[
			["Alt+A", __("Take what was read")],
			["Alt+M", __("More fields")],
			["Alt+N", __("Add a person")],
			["Alt+F", __("Further matter")],
			["Alt+X", __("Pages are another letter")],
			["Alt+V", __("More pages")],
			["Alt+J", __("Seal")],
			["Alt+G", __("Hand to a colleague")],
			["Alt+↓ / Alt+↑", __("Next letter")],
			["Ctrl+Enter", __("Register, next letter")],
		].map(([keys, what]) => `<span>${key(keys)} ${what}</span>`),
	].join("");
