// The keys of the visit desk.

import { key } from "./calls";

const TABLE = {
	KeyC: (desk) => desk.queue.next(),
	KeyD: (desk) => desk.queue.done(),
	KeyE: (desk) => desk.earlier(),
	KeyG: (desk) => desk.sign(),
	KeyI: (desk) => desk.people.show(0),
	KeyJ: (desk) => desk.seal(),
	KeyN: (desk) => desk.draft && desk.people.add(),
	KeyO: (desk) => desk.open_last(),
	KeyP: (desk) => desk.print_last(),
	KeyQ: (desk) => desk.queue.take(),
	KeyS: (desk) => desk.queue.begin(),
	KeyT: (desk) => desk.print_record(),
	KeyU: (desk) => desk.queue.absent(),
	KeyV: (desk) => desk.consent(),
	KeyW: (desk) => desk.queue.screen(),
};

// Heard before the desk's own keys, wherever the focus is, but not while somebody types elsewhere (the search above).
export function listen(desk) {
	const container = desk.body.closest(".page-container");
	document.addEventListener(
		"keydown",
		(event) => {
			const [name, sub] = frappe.get_route();
			const elsewhere = !container.contains(event.target) && event.target.closest?.("input, textarea, select, [contenteditable]");
			if (name === "visit-desk" && sub !== "screen" && !elsewhere) pressed(desk, event);
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
	if (!work) return;
	event.preventDefault();
	event.stopPropagation();
	work(desk);
}

export const keys_of_visits = () =>
	[
		["Alt+Q", __("Give a number")],
		["Alt+C", __("Call the next")],
		["Alt+S", __("Begin the talk")],
		["Alt+N", __("Add a person")],
		["Alt+E", __("Earlier pieces")],
		["Alt+V", __("Signed consent")],
		["Alt+J", __("Seal")],
		["Ctrl+Enter", __("Register, close the visit")],
		["Alt+P", __("Print receipt")],
		["Alt+T", __("Print the record of the talk")],
	]
		.map(([keys, what]) => `<span>${key(keys)} ${what}</span>`)
		.join("");
