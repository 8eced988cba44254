// The keys of the visit desk.

import { legend, listen as hear } from "./keys";

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

export const listen = (desk) => hear(desk, { route: "visit-desk", table: TABLE, off: () => frappe.get_route()[1] === "screen" });

export const keys_of_visits = () =>
	legend([
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
	]);
