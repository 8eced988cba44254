// Papers as files: the server sends PDF or Word, and asks for a reason where it is not one's own task.

frappe.provide("xinfang.letters");

xinfang.letters.fetch = async function (method, values, use = save) {
	const answer = await fetch(`/api/method/xinfang_app.letters.api.${method}`, {
		method: "POST",
		headers: { "X-Frappe-CSRF-Token": frappe.csrf_token, "Content-Type": "application/json", Accept: "application/json" },
		body: JSON.stringify(values),
	});
	if (answer.ok) return use(await answer.blob(), answer);
	const problem = await answer.json().catch(() => ({}));
	if (problem.exc_type === "ReasonMissing" && !values.reason) {
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			({ reason }) => xinfang.letters.fetch(method, { ...values, reason }, use),
			__("This is not your own task: say why you need to know who it is."),
			__("Open")
		);
		return;
	}
	const messages = JSON.parse(problem._server_messages || "[]").map((text) => JSON.parse(text).message);
	frappe.msgprint(messages.join("<br>") || __("The PDF cannot be opened."));
};

function save(blob, answer) {
	const named = /filename\*=(?:UTF-8|utf-8)''([^;]+)/.exec(answer.headers.get("Content-Disposition") || "");
	const plain = /filename="?([^";]+)"?/.exec(answer.headers.get("Content-Disposition") || "");
	const url = URL.createObjectURL(blob);
	const link = document.createElement("a");
	link.href = url;
	link.download = named ? decodeURIComponent(named[1]) : plain ? decodeURIComponent(escape(plain[1])) : "paper.docx";
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 60000);
}
