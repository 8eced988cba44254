// What the parts of the exchange desk share: calling the server with a file, fetching one, tables one walks by keys.

frappe.provide("frappe.xf.exchange");

frappe.xf.exchange.API = "xinfang_app.exchange.api.";
frappe.xf.exchange.OUT = "xinfang_app.exchange.api_outgoing.";

frappe.xf.exchange.call = (method, args) => frappe.xcall(frappe.xf.exchange.API + method, args);

// A file goes to the server in the request itself and is stored nowhere.
frappe.xf.exchange.send = async function (method, file, args) {
	const form = new FormData();
	form.append("file", file, file.name);
	Object.entries(args || {}).forEach(([key, value]) => value !== undefined && value !== null && form.append(key, value));
	frappe.dom.freeze(__("Reading the list …"));
	try {
		return (await frappe.xf.exchange.fetch(frappe.xf.exchange.API + method, form)).json().then((answer) => answer.message);
	} finally {
		frappe.dom.unfreeze();
	}
};

frappe.xf.exchange.fetch = async function (method, body) {
	const answer = await fetch(`/api/method/${method}`, {
		method: "POST",
		headers: { "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" },
		body,
	});
	if (answer.ok) return answer;
	const told = await answer.json().catch(() => ({}));
	const messages = JSON.parse(told._server_messages || "[]").map((text) => JSON.parse(text).message);
	frappe.msgprint({ title: __("This cannot be done"), message: messages.join("<br>") || __("The server did not answer as expected."), indicator: "red" });
	throw new Error(method);
};

// Save what the server sends, under the name it gives.
frappe.xf.exchange.save = async function (method, args) {
	const form = new FormData();
	Object.entries(args || {}).forEach(([key, value]) => form.append(key, value));
	frappe.dom.freeze(__("Preparing the file …"));
	try {
		const answer = await frappe.xf.exchange.fetch(method, form);
		const said = answer.headers.get("Content-Disposition") || "";
		const name = /filename\*=(?:UTF-8'')?([^;]+)/i.exec(said)?.[1] || /filename="?([^";]+)/i.exec(said)?.[1] || "list.xlsx";
		const link = document.createElement("a");
		link.href = URL.createObjectURL(await answer.blob());
		link.download = decodeURIComponent(name);
		link.click();
		setTimeout(() => URL.revokeObjectURL(link.href), 10000);
	} finally {
		frappe.dom.unfreeze();
	}
};

frappe.xf.exchange.move = function ($root, down) {
	const $rows = $root.find("tr[tabindex]:visible");
	const place = $rows.index($rows.filter(":focus, :has(:focus)").first());
	const next = place < 0 ? 0 : Math.max(0, Math.min($rows.length - 1, place + (down ? 1 : -1)));
	$rows.eq(next).trigger("focus")[0]?.scrollIntoView({ block: "nearest" });
};

frappe.xf.exchange.colour = {
	"To register": "green", "Changed above": "blue", Unchanged: "gray", "Twice in the list": "orange", Faulty: "red",
	Done: "green", Failed: "red", Skipped: "gray", Kept: "orange", Undone: "gray", Agrees: "gray",
	Differs: "orange", "Not here": "red", "Not there": "orange", "Dealt with": "green", Explained: "blue",
};

frappe.xf.exchange.mark = (word) => `<span class="indicator-pill ${frappe.xf.exchange.colour[word] || "gray"} no-margin">${__(word)}</span>`;

frappe.xf.exchange.short = (moment) => (moment || "").slice(0, 16).replace("T", " ");

// The form to choose a list: the upper system, the file by button, key or drop. `chosen(file, system)`.
frappe.xf.exchange.chooser = function (desk, $body, { intro, chosen, more }) {
	const { systems, offices } = desk.start;
	const escape = frappe.utils.escape_html;
	$body.html(`<p class="text-muted">${intro}</p>
		<div class="xf-ex-choice">
			<label>${__("Upper system")} <select class="form-control input-sm" data-system>${systems
				.map((name) => `<option>${escape(name)}</option>`)
				.join("")}</select></label>
			<label class="${offices.length > 1 ? "" : "hidden"}">${__("Receiving organ")} <select class="form-control input-sm" data-office>${offices
				.map((row) => `<option value="${escape(row.organ)}">${escape(row.title)}</option>`)
				.join("")}</select></label>
		</div>
		<div class="xf-ex-drop">
			<button type="button" class="btn btn-primary btn-sm" data-choose>${__("Choose the list")} <span class="xf-ex-key">Enter</span></button>
			<input type="file" class="hidden" accept=".xlsx,.xls,.csv,.txt" aria-label="${__("Choose the list")}">
			<p class="text-muted mt-2 mb-0">${__("Or drop it here: .xlsx, .xls or .csv, at most 20 MB. The file itself is not kept.")}</p>
		</div>
		<div class="xf-ex-actions">${more || ""}</div>`);
	const $input = $body.find("input[type=file]");
	const system = () => $body.find("[data-system]").val();
	const office = () => $body.find("[data-office]").val();
	const take = (file) => file && chosen(file, system(), office());
	$body.find("[data-choose]").on("click", () => $input.trigger("click")).trigger("focus");
	$input.on("change", () => take($input[0].files[0]));
	$body
		.find(".xf-ex-drop")
		.on("dragover", (event) => (event.preventDefault(), $(event.currentTarget).addClass("over")))
		.on("dragleave drop", (event) => $(event.currentTarget).removeClass("over"))
		.on("drop", (event) => (event.preventDefault(), take(event.originalEvent.dataTransfer.files[0])));
};

// One column of the list for each line: what it is called, what it holds, what it means here.
frappe.xf.exchange.columns = function (desk, $body, found, done) {
	const escape = frappe.utils.escape_html;
	const options = (chosen) =>
		`<option value="">${__("leave this column out")}</option>` +
		desk.start.meanings.map((row) => `<option value="${row.key}" ${row.key === chosen ? "selected" : ""}>${escape(row.label)}</option>`).join("");
	const line = (column) => `<tr><td><b>${escape(column.heading)}</b></td><td class="text-muted">${column.samples.map(escape).join("<br>")}</td>
		<td>${
			column.refused
				? `<span class="text-muted">${__("By rule not collected")}</span>`
				: `<select class="form-control input-sm" data-heading="${escape(column.heading)}">${options(column.field)}</select>`
		}</td></tr>`;
	$body.html(`<div class="xf-ex-head"><b>${__("What do the columns mean?")}</b>
		<span class="text-muted">${__("Headings found in row {0}, {1} rows. Asked once for this kind of list.", [found.header_row, found.rows])}</span></div>
		<table class="xf-ex-table xf-ex-map"><thead><tr><th>${__("Heading in the list")}</th><th>${__("For example")}</th><th>${__("Meaning here")}</th></tr></thead>
		<tbody>${found.columns.map(line).join("")}</tbody></table>`);
	desk.page.set_primary_action(`${__("Preview")} <span class="xf-ex-key">Ctrl+Enter</span>`, () =>
		done($body.find("[data-heading]").map((_i, field) => ({ heading: field.dataset.heading, field: field.value || null })).get())
	);
	$body.find("select").first().trigger("focus");
};
