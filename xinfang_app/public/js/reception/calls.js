// What the desks share: calling the server, sending a file, saying something.

export const DESK = "xinfang_app.reception.api.";
export const WINDOW = "xinfang_app.reception.api_visit.";
export const TELEPHONE = "xinfang_app.reception.api_call.";

// Settles whatever happens: after an error of the server `frappe.xcall` would leave its caller waiting for ever.
const ask = (method, args) =>
	new Promise((resolve, reject) => {
		frappe.call({
			method,
			args,
			callback: (answer) => resolve(answer.message),
			error: (answer) => reject(answer || new Error(method)),
			always: () => setTimeout(() => reject(new Error(method)), 0),
		});
	});

export const call = (method, args) => ask(DESK + method, args);
export const visit_call = (method, args) => ask(WINDOW + method, args);
export const phone_call = (method, args) => ask(TELEPHONE + method, args);

export const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

export const say = (message, indicator = "green", seconds = 5) => frappe.show_alert({ message, indicator }, seconds);

export const key = (text) => `<kbd>${escape(text)}</kbd>`;

// A number or a code in groups of four, as it is read out; copied, it has no gaps.
export const spelt = (text) =>
	(String(text ?? "").match(/.{1,4}/g) || []).map((group) => `<span class="xf-group">${escape(group)}</span>`).join("");

// A moment as an office writes it, to the minute.
export const minute = (moment) => String(moment || "").slice(0, 16);

// The browser is closing: this request outlives it.
export function last_word(method, args) {
	fetch(`/api/method/${method}`, {
		method: "POST",
		keepalive: true,
		headers: { "Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token },
		body: JSON.stringify(args),
	});
}

// One window of a browser: two of the same officer are told apart.
export const THIS_WINDOW = frappe.utils.get_random(12);

export const megabytes = (bytes) => Math.floor((bytes / 1048576) * 10) / 10;

export const too_large = (file, limit) =>
	__("The file has {0} MB; at most {1} MB are taken. Scan with fewer points, or in parts.", [
		megabytes(file.size),
		megabytes(limit),
	]);

// Send one file with its fields; resolves with the answer, rejects with one line the officer can read.
export function send_file(method, file, fields = {}, on_progress = null) {
	return new Promise((resolve, reject) => {
		const form = new FormData();
		if (file) form.append("file", file, "scan");
		Object.entries(fields).forEach(([name, value]) => {
			if (value !== null && value !== undefined) form.append(name, value);
		});
		const request = new XMLHttpRequest();
		request.open("POST", `/api/method/${method}`);
		request.setRequestHeader("Accept", "application/json");
		request.setRequestHeader("X-Frappe-CSRF-Token", frappe.csrf_token);
		if (on_progress) request.upload.onprogress = (event) => on_progress(event.loaded / event.total);
		request.onload = () => {
			if (request.status === 200) resolve(JSON.parse(request.responseText).message);
			else if (request.status === 413) reject(__("The file is larger than the server takes."));
			else reject(server_words(request.responseText));
		};
		request.onerror = () => reject(__("The connection broke off. Nothing was lost; please send the file again."));
		request.send(form);
	});
}

function server_words(text) {
	try {
		const messages = JSON.parse(JSON.parse(text)._server_messages || "[]");
		const words = messages.map((one) => JSON.parse(one).message).filter(Boolean);
		return words.join(__("; ")) || __("The file was not taken.");
	} catch (error) {
		return __("The file was not taken.");
	}
}

// The receipt is made by the letters room each time and names the petitioner; opening it is logged there.
export async function print_receipt(piece) {
	const letter = await frappe.xcall("xinfang_app.letters.api.issue_by_hand", {
		template: "W03",
		doctype: "Petition Submission",
		name: piece,
	});
	open_paper(letter);
}

export function open_paper(letter) {
	window.open(`/api/method/xinfang_app.letters.api.download?letter=${encodeURIComponent(letter)}&view=1`, "_blank");
}
