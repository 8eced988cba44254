// The keys of the letter desk.

import { accept, legend, listen as hear, more } from "./keys";
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

const SCAN = { PageDown: (desk) => desk.viewer.on(), PageUp: (desk) => desk.viewer.back() };

export const listen = (desk) => hear(desk, { route: "letter-desk", table: TABLE, also: (event) => SCAN[event.key] });

function beside(desk, by) {
	const name = desk.tray.beside(desk.draft, by);
	if (name) desk.open(name);
}

export const keys_of_desk = () =>
	keys_of_viewer().join("") +
	legend([
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
	]);
