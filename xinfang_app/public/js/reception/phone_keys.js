// The keys of the phone desk; those of the other desks where the same thing is meant.

import { accept, legend, listen as hear, more } from "./keys";

const TABLE = {
	KeyA: accept,
	KeyC: (desk) => desk.begin(),
	KeyD: (desk) => desk.put_down(),
	KeyE: (desk) => desk.earlier(),
	KeyG: (desk) => desk.hand_on(),
	KeyH: (desk) => desk.over(),
	KeyI: (desk) => desk.identity(),
	KeyJ: (desk) => desk.seal(),
	KeyL: (desk) => desk.draft && desk.open(desk.draft),
	KeyM: (desk) => desk.draft && more(desk),
	KeyN: (desk) => desk.draft && desk.people.add(),
	KeyO: (desk) => desk.open_last(),
	KeyP: (desk) => desk.print_last(),
	KeyS: (desk) => desk.draft && desk.talk.focus("content"),
	KeyU: (desk) => desk.recordings.choose(),
	KeyV: (desk) => desk.consent(),
	KeyY: (desk) => desk.anonymous(),
	ArrowDown: (desk) => desk.beside(1),
	ArrowUp: (desk) => desk.beside(-1),
};

// While the piece is read back, Enter registers it and Esc goes back to the form.
const READING = { Enter: (desk) => desk.register(), Escape: (desk) => desk.back_to_form() };
const also = (event, desk) => (desk.reading_back.shows ? READING[event.key] : null);

export const listen = (desk) => hear(desk, { route: "phone-desk", table: TABLE, also });

export const keys_of_calls = () =>
	legend([
		["Alt+C", __("Take a call")],
		["Alt+S", __("What the caller says")],
		["Shift+Enter", __("Next field")],
		["Alt+A", __("Take the suggestion")],
		["Alt+N", __("Add a person")],
		["Alt+Y", __("Anonymous")],
		["Alt+E", __("Earlier pieces")],
		["Alt+M", __("More fields")],
		["Alt+U", __("Recording of the call")],
		["Alt+J", __("Seal")],
		["Alt+H", __("The call is over")],
		["Alt+D", __("Nothing was brought")],
		["Alt+G", __("Hand to a colleague")],
		["Alt+↓ / Alt+↑", __("Unfinished call")],
		["Ctrl+Enter", __("Read back, register")],
	]);
