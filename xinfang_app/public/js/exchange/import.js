// Taking a list in: choose, say once what its columns mean, look at every row, register, see the result of every row.

frappe.provide("frappe.xf.exchange");

frappe.xf.exchange.Import = class {
	constructor(desk, $body, name) {
		Object.assign(this, { desk, $body, name, filter: {}, start: 0 });
	}

	leave() {
		clearTimeout(this.timer);
		this.gone = true;
	}

	async show() {
		if (this.name) return this.open(await frappe.xf.exchange.call("batch", { name: this.name }));
		frappe.xf.exchange.chooser(this.desk, this.$body, {
			intro: __("Take in the list of matters that the upper system sent down. Nothing is registered before you have seen every row."),
			chosen: (file, system, office) => this.chosen(file, system, office),
			more:
				`<button type="button" class="btn btn-default btn-xs" data-sample="blank">${__("Blank list")}</button>` +
				(this.desk.start.invented ? `<button type="button" class="btn btn-default btn-xs" data-sample="forty">${__("Forty invented matters")}</button>` : ""),
		});
		this.$body.find("[data-sample]").on("click", (event) => frappe.xf.exchange.save(frappe.xf.exchange.API + "sample", { kind: event.currentTarget.dataset.sample }));
	}

	async chosen(file, system, office) {
		const found = await frappe.xf.exchange.send("inspect", file, { upper_system: system });
		const take = (layout) =>
			frappe.xf.exchange
				.send("take_in", file, { upper_system: system, organ: office, layout: layout && JSON.stringify(layout) })
				.then((batch) => frappe.set_route("upper-exchange", "import", batch.name));
		if (found.remembered) take();
		else frappe.xf.exchange.columns(this.desk, this.$body, found, take);
	}

	async open(batch) {
		// An answer that comes after the officer has gone to another part is not shown there.
		if (this.gone) return;
		this.batch = batch;
		this.$body.html(`${this.head(batch)}<div class="xf-ex-words"></div><div class="xf-ex-chips"></div><div class="xf-ex-rows"></div>`);
		this.actions(batch);
		if (["Under way", "Undoing"].includes(batch.status)) this.wait();
		if (batch.status === "Preview") this.words();
		this.chips();
		await this.rows();
	}

	head(batch) {
		const escape = frappe.utils.escape_html;
		const under_way = ["Under way", "Undoing"].includes(batch.status);
		return `<div class="xf-ex-head"><b>${escape(batch.file_name)}</b> <span>${escape(batch.upper_system)}</span>
			<span class="text-muted">${__(batch.status)} · ${escape(batch.started_by)} · ${frappe.xf.exchange.short(batch.started_on || batch.taken_on)}</span></div>
			${batch.note ? `<div class="alert alert-warning py-2">${escape(batch.note)}</div>` : ""}
			${batch.undo_reason ? `<div class="text-muted">${__("Reason of the undoing")}: ${escape(batch.undo_reason)}</div>` : ""}
			<div class="xf-ex-progress ${under_way ? "" : "hidden"}"><div class="xf-ex-line"><div></div></div><div class="text-muted" aria-live="polite"></div></div>
			<div class="xf-ex-actions"></div>`;
	}

	count(test) {
		let found = 0;
		Object.entries(this.batch.counts).forEach(([verdict, states]) =>
			Object.entries(states).forEach(([state, number]) => test(verdict, state) && (found += number))
		);
		return found;
	}

	actions(batch) {
		const $actions = this.$body.find(".xf-ex-actions").empty();
		const page = this.desk.page;
		page.clear_primary_action();
		const add = (label, run) => $(`<button type="button" class="btn btn-default btn-sm">${label}</button>`).appendTo($actions).on("click", run);
		const waiting = this.count((_verdict, state) => state === "Waiting");
		const errors = this.count((verdict, state) => ["Faulty", "Twice in the list"].includes(verdict) || state === "Failed");
		const key = `<span class="xf-ex-key">Ctrl+Enter</span>`;
		if (batch.status === "Preview" && waiting) page.set_primary_action(`${__("Register {0} rows", [waiting])} ${key}`, () => this.run("run"));
		if (batch.status === "Halted") page.set_primary_action(`${__("Go on")} ${key}`, () => this.run("run"));
		if (["Done", "Undone", "Discarded"].includes(batch.status)) page.set_primary_action(__("Take in another list"), () => frappe.set_route("upper-exchange", "import"));
		if (batch.status === "Done") this.send_on(add);
		if (batch.status === "Under way") add(__("Pause"), () => this.run("halt"));
		if (batch.lost) add(__("The job was interrupted: go on"), () => this.run("take_up"));
		if (errors && batch.mine && !batch.purged && batch.status !== "Discarded")
			add(`${__("List of {0} rows not registered", [errors])}`, () => frappe.xf.exchange.save(frappe.xf.exchange.API + "error_list", { name: batch.name }));
		if (["Done", "Halted"].includes(batch.status) && this.count((_verdict, state) => state === "Done")) add(__("Undo this import"), () => this.undo());
		if (batch.status === "Preview") add(__("Give up"), () => this.run("discard"));
	}

	// What the list brought goes on from here, without looking for it in another list.
	async send_on(add) {
		const names = await frappe.xf.exchange.call("to_send_on", { name: this.batch.name });
		if (!names.length || this.gone) return;
		add(__("Take in another list"), () => frappe.set_route("upper-exchange", "import"));
		this.desk.page.set_primary_action(`${__("Send {0} matters on", [names.length])} <span class="xf-ex-key">Ctrl+Enter</span>`, () =>
			frappe.xf.office.bulk("refer", "Petition", names, () => this.again())
		);
	}

	async run(method) {
		this.desk.page.clear_primary_action();
		await frappe.xf.exchange.call(method, { name: this.batch.name });
		this.again();
	}

	async again() {
		if (this.gone) return;
		this.open(await frappe.xf.exchange.call("batch", { name: this.batch.name }));
	}

	undo() {
		const dialog = new frappe.ui.Dialog({
			title: __("Undo this import"),
			fields: [
				{ fieldtype: "HTML", options: `<p class="text-muted">${__("Pieces nobody has worked on are filed as entered by mistake and keep their numbers; the upper numbers are free again. What was worked on stays, and each row says why.")}</p>` },
				{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 },
			],
			primary_action_label: __("Undo this import"),
			primary_action: async ({ reason }) => {
				await frappe.xf.exchange.call("undo", { name: this.batch.name, reason });
				dialog.hide();
				this.again();
			},
		});
		dialog.show();
	}

	// The server tells each few rows; a desk without its connection asks every two seconds.
	progress(told) {
		if (!this.batch || told.batch !== this.batch.name || this.gone) return;
		const all = told.waiting + told.done + told.failed;
		this.$body.find(".xf-ex-line > div").css("width", `${all ? Math.round((100 * (told.done + told.failed)) / all) : 100}%`);
		this.$body.find("[aria-live]").text(__("{0} of {1} done, {2} failed", [told.done + told.failed, all, told.failed]));
		if (!["Under way", "Undoing"].includes(told.status)) this.again();
	}

	wait() {
		clearTimeout(this.timer);
		this.progress({ ...this.batch.progress });
		this.timer = setTimeout(async () => {
			if (this.gone) return;
			const batch = await frappe.xf.exchange.call("batch", { name: this.batch.name });
			if (batch.status !== this.batch.status || batch.lost !== this.batch.lost) return this.open(batch);
			this.batch = batch;
			this.wait();
		}, 2000);
	}

	async words() {
		const words = await frappe.xf.exchange.call("words", { name: this.batch.name });
		if (!words.length || this.gone) return;
		const escape = frappe.utils.escape_html;
		const field = (word, place) =>
			word.choices.length
				? `<select class="form-control input-sm" data-place="${place}"><option></option>${word.choices.map((code) => `<option value="${code}">${__(code)}</option>`).join("")}</select>`
				: `<input class="form-control input-sm" data-place="${place}" placeholder="${__("Code or word here")}">`;
		this.$body.find(".xf-ex-words").html(`<details><summary>${__("{0} words of the list are not known here; the rows are registered all the same", [words.length])}</summary>
			<table class="xf-ex-table"><tbody>${words
				.map((word, place) => `<tr><td>${escape(word.label)}</td><td>${escape(word.theirs)}</td><td class="text-muted">${__("{0} rows", [word.rows])}</td><td>${field(word, place)}</td></tr>`)
				.join("")}</tbody></table>
			<button type="button" class="btn btn-default btn-xs">${__("Keep for this kind of list and look again")}</button></details>`);
		this.$body.find(".xf-ex-words button").on("click", async () => {
			const codes = this.$body
				.find(".xf-ex-words [data-place]")
				.map((_i, input) => ({ ...words[input.dataset.place], ours: input.value.trim() }))
				.get()
				.filter((row) => row.ours)
				.map(({ field: key, theirs, ours }) => ({ field: key, theirs, ours }));
			if (codes.length) this.open(await frappe.xf.exchange.call("give_codes", { name: this.batch.name, codes }));
		});
	}

	chips() {
		const $chips = this.$body.find(".xf-ex-chips").empty();
		const add = (label, number, filter) =>
			number &&
			$(`<button type="button" class="btn btn-default btn-xs" aria-pressed="${JSON.stringify(filter) === JSON.stringify(this.filter)}">${label} <b>${number}</b></button>`)
				.appendTo($chips)
				.on("click", () => {
					Object.assign(this, { filter, start: 0 });
					this.chips();
					this.rows();
				});
		add(__("All rows"), this.batch.total, {});
		Object.keys(this.batch.counts).forEach((verdict) => add(__(verdict), this.count((one) => one === verdict), { verdict }));
		if (this.batch.status !== "Preview")
			["Done", "Failed", "Skipped", "Undone", "Kept"].forEach((state) => add(__(state), this.count((_verdict, one) => one === state), { state }));
	}

	async rows() {
		const rows = await frappe.xf.exchange.call("batch_rows", { name: this.batch.name, start: this.start, ...this.filter });
		if (this.gone) return;
		const $rows = this.$body.find(".xf-ex-rows").html(`<table class="xf-ex-table"><thead><tr><th>${__("Row of the list")}</th><th>${__("Number of the upper system")}</th>
			<th>${__("Petitioner")}</th><th>${__("Title")}</th><th>${__("Sent down on")}</th><th>${__("Term set from above")}</th><th>${__("Verdict")}</th><th>${__("Result")}</th></tr></thead>
			<tbody>${rows.map((row) => this.row(row)).join("")}</tbody></table><div class="xf-ex-actions"></div>`);
		const turn = (label, by) =>
			$(`<button type="button" class="btn btn-default btn-xs">${label}</button>`)
				.appendTo($rows.find(".xf-ex-actions"))
				.on("click", () => ((this.start += by), this.rows()));
		if (this.start) turn(__("Rows before"), -100);
		if (rows.length === 100) turn(__("Rows after"), 100);
		$rows.on("keydown", "tr[tabindex]", (event) => {
			if (event.key === "Enter") $(event.currentTarget).find("a")[0]?.click();
			else if (event.key === "x") this.skip($(event.currentTarget));
			else return;
			event.preventDefault();
		});
		$rows.on("click", "[data-skip]", (event) => this.skip($(event.currentTarget).closest("tr")));
	}

	row(row) {
		const escape = frappe.utils.escape_html;
		const open = this.batch.status === "Preview" && ["Waiting", "Skipped"].includes(row.state);
		const changes = row.changes.map((item) => `${escape(item.label)}: ${escape(item.ours || "")}${item.theirs ? ` → ${escape(item.theirs)}` : ""} ${item.takes ? "" : `(${__("shown only, not taken over")})`}`);
		const result = [escape(row.reason), ...changes, row.hints && `<span class="text-muted">${escape(row.hints)}</span>`].filter(Boolean).join("<br>");
		const state = row.state === "Looked at" || row.state === "Waiting" ? "" : frappe.xf.exchange.mark(row.state);
		return `<tr tabindex="0" data-row="${row.name}" class="${row.state === "Skipped" ? "xf-ex-off" : ""}">
			<td class="xf-ex-short" data-label="${__("Row of the list")}">${row.row_no}</td><td class="xf-ex-short">${escape(row.upper_number || "")}</td><td>${escape(row.who || "")}</td>
			<td>${row.petition ? `<a href="/app/petition/${encodeURIComponent(row.petition)}">${escape(row.number || "")} ${escape(row.title || "")}</a>` : escape(row.title || "")}</td>
			<td class="xf-ex-short">${escape(frappe.xf.exchange.short(row.dispatched_on))}</td><td class="xf-ex-short">${escape(row.due_on || "")}</td>
			<td>${frappe.xf.exchange.mark(row.verdict)} ${state}</td><td>${result}
			${open ? `<div class="xf-ex-quiet"><button type="button" class="btn btn-default btn-xs" data-skip>${row.state === "Skipped" ? __("Take it in again") : __("Leave it out")} <span class="xf-ex-key">x</span></button></div>` : ""}</td></tr>`;
	}

	async skip($row) {
		if (!$row.find("[data-skip]").length) return;
		await frappe.xf.exchange.call("skip", { name: this.batch.name, row: $row.data("row"), skipped: $row.hasClass("xf-ex-off") ? 0 : 1 });
		const place = $row.index();
		this.batch = await frappe.xf.exchange.call("batch", { name: this.batch.name });
		this.actions(this.batch);
		await this.rows();
		this.$body.find("tr[tabindex]").eq(place).trigger("focus");
	}
};

frappe.xf.exchange.Batches = class {
	constructor(desk, $body) {
		Object.assign(this, { desk, $body });
	}

	async show() {
		const rows = await frappe.xf.exchange.call("batches");
		const escape = frappe.utils.escape_html;
		const part = { Incoming: "import", Reconciliation: "reconcile", Outgoing: "report" };
		this.$body.html(
			rows.length
				? `<table class="xf-ex-table"><tbody>${rows
						.map(
							(row) => `<tr tabindex="0"><td>${__(row.purpose)}</td><td><a href="/app/upper-exchange/${part[row.purpose]}/${row.name}">${escape(row.file_name)}</a></td>
						<td>${escape(row.upper_system)}</td><td>${__("{0} rows", [row.total])}</td><td>${__(row.status)}</td><td>${escape(row.started_by)}</td>
						<td class="xf-ex-short">${frappe.xf.exchange.short(row.creation)}</td></tr>`
						)
						.join("")}</tbody></table>`
				: `<p class="text-muted">${__("No list yet.")}</p>`
		);
		this.$body.on("keydown", "tr[tabindex]", (event) => event.key === "Enter" && $(event.currentTarget).find("a")[0]?.click());
	}
};
