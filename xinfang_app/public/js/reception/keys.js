// What the keys of the desks share: heard before the page's own, wherever the focus is, so that Alt and a letter mean the
// same everywhere on a desk; but not while somebody types elsewhere (the search above) or a dialog is open.

import { key } from "./calls";

// `table`: code of a key with Alt → work; `also`: work for keys without Alt, or null; `off`: true while the desk is not to listen.
export function listen(desk, { route, table, also = () => null, off = () => false }) {
	const container = desk.body.closest(".page-container");
	document.addEventListener(
		"keydown",
		(event) => {
			const elsewhere = !container.contains(event.target) && event.target.closest?.("input, textarea, select, [contenteditable]");
			if (frappe.get_route()[0] === route && !off() && !elsewhere) pressed(desk, event, table, also);
		},
		true
	);
}

function pressed(desk, event, table, also) {
	if (event.isComposing || cur_dialog?.display) return;
	const control = event.ctrlKey || event.metaKey;
	let work = null;
	if (event.altKey && !control) {
		const digit = /^Digit([1-9])$/.exec(event.code);
		work = digit ? () => desk.same.choose(Number(digit[1]) - 1) : table[event.code];
	} else if (control && event.key === "Enter") work = () => desk.register();
	else if (control && event.code === "KeyS") work = () => desk.save();
	else work = also(event, desk);
	if (!work) return;
	event.preventDefault();
	event.stopPropagation();
	work(desk);
}

// Take what is proposed in the field one stands in; without a proposal the key only goes on to the next field.
export function accept(desk) {
	const person = desk.people.focused();
	if (person) return desk.people.accept(person.part, Number(person.at));
	const form = desk.forms().find((one) => one.focused());
	return form && form.accept(form.focused());
}

// Show the fields that few pieces need, or hide them again.
export function more(desk) {
	const box = desk.find(".xf-more");
	box.hidden = !box.hidden;
	if (box.hidden) desk.form.focus();
	else desk.more.focus();
}

export const legend = (rows) => rows.map(([keys, what]) => `<span>${key(keys)} ${what}</span>`).join("");
