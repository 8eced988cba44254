// Comparing with the upper system: each difference with the ways to end it. Keys on a row: Enter its first way, o opens
// the petition, e explains.

frappe.provide("frappe.xf.exchange");

frappe.xf.exchange.Reconcile = class {
	constructor(desk, $body, name, wanted) {
		Object.assign(this, { desk, $body, name, wanted, start: 0, filter: { state: "To be settled" } });
	}

	leave() {
		this.gone = true;
	}

	async show() {
		if (this.name) return this.open(await frappe.xf.exchange.call("batch", { name: this.name }));
		frappe.xf.exchange.chooser(this.desk, this.$body, {
			intro: __("Compare with the upper system's present list of all its open matters. Comparing registers and changes nothing."),
			chosen: (file, system, office) => this.chosen(file, system, office),
			more: this.desk.start.invented ? `<button type="button" class="btn btn-default btn-xs" data-sample="present">${__("Invented list to compare with")}</button>` : "",
		});
		this.$body.find("[data-sample]").on("click", () =>
			frappe.xf.exchange.save(frappe.xf.exchange.API + "sample", { kind: "present", upper_system: this.$body.find("[data-system]").val() })
		);
		const latest = (await frappe.xf.exchange.call("batches", { purpose: "Reconciliation" }))[0];
		if (!latest || this.gone) return;
		this.$body
			.find(".xf-ex-actions")
			.append(`<a class="btn btn-default btn-xs" href="/app/upper-exchange/reconcile/${latest.name}">${__("Latest comparison: {0}, {1} differences open", [frappe.xf.exchange.short(latest.creation), this.desk.start.differences])}</a>`);
	}

	async chosen(file, system, office) {
		const found = await frappe.xf.exchange.send("inspect", file, { upper_system: system });
		const take = (layout) =>
			frappe.xf.exchange
				.send("take_in", file, { upper_system: system, organ: office, purpose: "Reconciliation", layout: layout && JSON.stringify(layout) })
				.then((batch) => frappe.set_route("upper-exchange", "reconcile", batch.name));
		if (found.remembered) take();
		else frappe.xf.exchange.columns(this.desk, this.$body, found, take);
	}

	async open(batch) {
		if (this.gone) return;
		this.batch = batch;
		const escape = frappe.utils.escape_html;
		this.$body.html(`<div class="xf-ex-head"><b>${escape(batch.file_name)}</b> <span>${escape(batch.upper_system)}</span>
			<span class="text-muted">${__("Compared on {0} by {1}", [frappe.xf.exchange.short(batch.started_on), escape(batch.started_by)])}</span></div>
			<div class="xf-ex-chips"></div><div class="xf-ex-rows"></div>`);
		this.desk.page.set_primary_action(__("Compare another list"), () => frappe.set_route("upper-exchange", "reconcile"));
		const number = (test) =>
			Object.entries(batch.counts).reduce((sum, [verdict, states]) => sum + Object.entries(states).reduce((part, [state, one]) => part + (test(verdict, state) ? one : 0), 0), 0);
		const $chips = this.$body.find(".xf-ex-chips");
		const add = (label, found, filter) =>
			$(`<button type="button" class="btn btn-default btn-xs" aria-pressed="${JSON.stringify(filter) === JSON.stringify(this.filter)}">${label} <b>${found}</b></button>`)
				.appendTo($chips)
				.on("click", () => ((this.filter = filter), (this.start = 0), this.open(this.batch)));
		add(__("To be settled"), number((_verdict, state) => state === "To be settled"), { state: "To be settled" });
		["Not here", "Not there", "Differs", "Faulty", "Agrees"].forEach((verdict) => {
			const found = number((one) => one === verdict);
			if (found) add(__(verdict), found, { verdict });
		});
		["Dealt with", "Explained"].forEach((state) => {
			const found = number((_verdict, one) => one === state);
			if (found) add(__(state), found, { state });
		});
		await this.rows();
	}

	async rows() {
		const rows = await frappe.xf.exchange.call("batch_rows", { name: this.batch.name, start: this.start, ...this.filter });
		if (this.gone) return;
		const $rows = this.$body.find(".xf-ex-rows").off();
		if (!rows.length) return $rows.html(`<p class="text-muted">${__("Nothing here: every row agrees or is settled.")}</p>`);
		$rows.html(`<table class="xf-ex-table"><thead><tr><th>${__("Number of the upper system")}</th><th>${__("Petition")}</th><th>${__("Verdict")}</th>
			<th>${__("Differences")}</th><th>${__("What to do")}</th></tr></thead><tbody>${rows.map((row) => this.row(row)).join("")}</tbody></table><div class="xf-ex-actions"></div>`);
		if (this.start || rows.length === 100)
			[-100, 100].forEach((by) => {
				if (by < 0 ? !this.start : rows.length < 100) return;
				$(`<button type="button" class="btn btn-default btn-xs">${by < 0 ? __("Rows before") : __("Rows after")}</button>`)
					.appendTo($rows.find(".xf-ex-actions"))
					.on("click", () => ((this.start += by), this.rows()));
			});
		$rows.on("click", "[data-way]", (event) => this.settle($(event.currentTarget).closest("tr"), event.currentTarget.dataset.way));
		$rows.on("keydown", "tr[tabindex]", (event) => {
			if (event.target !== event.currentTarget) return;
			const $row = $(event.currentTarget);
			if (event.key === "Enter") ($row.find("[data-way]")[0] || $row.find("a")[0])?.click();
			else if (event.key === "o") $row.find("a")[0]?.click();
			else if (event.key === "e") $row.find("[data-way=explain]")[0]?.click();
			else return;
			event.preventDefault();
		});
		// Come from the morning list, the officer stands on the line he opened.
		const $lines = $rows.find("tr[tabindex]");
		const $wanted = $lines.filter((_i, line) => line.dataset.row === this.wanted);
		($wanted.length ? $wanted : $lines).first().trigger("focus")[0]?.scrollIntoView({ block: "nearest" });
	}

	row(row) {
		const escape = frappe.utils.escape_html;
		const open = ["To be settled", "Explained"].includes(row.state);
		const ways = [];
		if (open && row.verdict === "Not here") ways.push(["register", __("Register this row")]);
		if (open && row.changes.some((item) => item.takes)) ways.push(["take over", __("Take the term over")]);
		if (open && row.verdict === "Not there") ways.push(["ended above", __("It ended above")]);
		if (open && row.state === "To be settled") ways.push(["explain", `${__("Say why")} <span class="xf-ex-key">e</span>`]);
		const changes = row.changes.map((item) => `${escape(item.label)}: ${__("in this county")} ${escape(item.ours || "—")}, ${__("in the upper system")} ${escape(item.theirs || "—")}`);
		const told = row.state !== "To be settled" && row.reason ? `<div class="text-muted">${escape(row.reason)} ${escape(row.explained_by)} ${frappe.xf.exchange.short(row.done_on)}</div>` : escape(row.reason);
		return `<tr tabindex="0" data-row="${row.name}"><td class="xf-ex-short">${escape(row.upper_number || "")}</td>
			<td>${row.petition ? `<a href="/app/petition/${encodeURIComponent(row.petition)}">${escape(row.number || "")} ${escape(row.title || "")}</a>` : escape(row.title || "")}
			<span class="text-muted">${row.stage ? __(row.stage) : ""} ${escape(row.holder || "")}</span></td>
			<td>${frappe.xf.exchange.mark(row.verdict)} ${["Looked at", "To be settled"].includes(row.state) ? "" : frappe.xf.exchange.mark(row.state)}</td><td>${changes.join("<br>")}${told}</td>
			<td>${ways.map(([way, label]) => `<button type="button" class="btn btn-default btn-xs" data-way="${way}">${label}</button>`).join("")}</td></tr>`;
	}

	settle($row, way) {
		const send = async (reason) => {
			const told = await frappe.xf.exchange.call("settle", { name: this.batch.name, row: $row.data("row"), way, reason });
			frappe.show_alert({ message: told, indicator: "green" });
			this.desk.start.differences = Math.max(0, this.desk.start.differences - 1);
			this.open(await frappe.xf.exchange.call("batch", { name: this.batch.name }));
		};
		if (!["explain", "ended above"].includes(way)) return send();
		frappe.prompt([{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 }], ({ reason }) => send(reason), way === "explain" ? __("Explain the difference") : __("Ended above"), __("Record"));
	}
};
