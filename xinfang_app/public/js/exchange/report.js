// Putting results out: what waits, the bundle of table and papers, and the word that it was uploaded.

frappe.provide("frappe.xf.exchange");

frappe.xf.exchange.Report = class {
	constructor(desk, $body, name) {
		Object.assign(this, { desk, $body, name, also_sent: 0, answered: 1 });
	}

	leave() {
		this.gone = true;
		clearTimeout(this.timer);
	}

	async show() {
		if (this.name) return this.open(await frappe.xf.exchange.call("batch", { name: this.name }));
		const all = await frappe.xcall(frappe.xf.exchange.OUT + "waiting", { also_sent: this.also_sent, answered: this.answered });
		if (this.gone) return;
		// One bundle is for one upper system.
		const systems = [...new Set(all.map((row) => row.upper_system))];
		if (!systems.includes(this.system)) this.system = systems[0];
		const rows = all.filter((row) => row.upper_system === this.system);
		const escape = frappe.utils.escape_html;
		const sent = { "": "", Changed: __("changed since it was put out"), "Put out": __("put out, not confirmed"), Reported: __("reported") };
		const line = (row) => `<tr tabindex="0" data-row="${row.name}" data-sent="${row.sent}"><td><input type="checkbox" ${row.sent && row.sent !== "Changed" ? "" : "checked"} aria-label="${escape(row.upper_number)}"></td>
			<td class="xf-ex-short">${escape(row.upper_number)}</td><td><a href="/app/petition/${encodeURIComponent(row.petition)}">${escape(row.number)} ${escape(row.title || "")}</a></td>
			<td>${__(row.stage)}</td><td>${row.kind ? __(row.kind) : ""}</td><td class="xf-ex-short">${escape(row.due_on || "")}</td><td class="text-muted">${sent[row.sent]}</td></tr>`;
		this.$body.html(`<p class="text-muted">${__("Results that wait to be reported: a table in the upper system's columns and the papers of each matter. Taking the papers opens the identities in them; that is logged.")}</p>
			<div class="xf-ex-chips">${systems
				.map((name) => `<button type="button" class="btn btn-default btn-xs" data-system="${escape(name)}" aria-pressed="${name === this.system}">${escape(name)} <b>${all.filter((row) => row.upper_system === name).length}</b></button>`)
				.join("")}</div>
			<div class="xf-ex-actions"><label><input type="checkbox" data-set="answered" ${this.answered ? "" : "checked"}> ${__("Also those that are accepted and not answered yet")}</label>
			<label><input type="checkbox" data-set="also_sent" ${this.also_sent ? "checked" : ""}> ${__("Also those put out before")}</label></div>
			${
				rows.length
					? `<table class="xf-ex-table"><thead><tr><th></th><th>${__("Number of the upper system")}</th><th>${__("Petition")}</th><th>${__("Stage")}</th><th>${__("Kind")}</th>
				<th>${__("Term set from above")}</th><th></th></tr></thead><tbody>${rows.map(line).join("")}</tbody></table>`
					: `<p>${__("No result waits.")}</p>`
			}`);
		this.$body.find("[data-set]").on("change", (event) => {
			this.also_sent = this.$body.find("[data-set=also_sent]").is(":checked") ? 1 : 0;
			this.answered = this.$body.find("[data-set=answered]").is(":checked") ? 0 : 1;
			this.show();
		});
		this.$body.find("[data-system]").on("click", (event) => ((this.system = event.currentTarget.dataset.system), this.show()));
		this.$body.off("keydown").on("keydown", "tr[tabindex]", (event) => {
			if (event.target !== event.currentTarget) return;
			if (event.key === " " || event.key === "x") $(event.currentTarget).find("input").trigger("click");
			else if (event.key === "Enter" && !event.ctrlKey) $(event.currentTarget).find("a")[0]?.click();
			else return;
			event.preventDefault();
		});
		this.desk.page.clear_primary_action();
		if (rows.length) this.desk.page.set_primary_action(`${__("Make the bundle")} <span class="xf-ex-key">Ctrl+Enter</span>`, () => this.make());
		this.$body.find("tr[tabindex]").first().trigger("focus");
	}

	make() {
		const $chosen = this.$body.find("tr[data-row]").filter((_i, row) => $(row).find("input").is(":checked"));
		const names = $chosen.map((_i, row) => row.dataset.row).get();
		const before = $chosen.filter((_i, row) => ["Put out", "Reported"].includes(row.dataset.sent)).length;
		const send = async (again) => {
			const batch = await frappe.xcall(frappe.xf.exchange.OUT + "export", { names, again });
			frappe.set_route("upper-exchange", "report", batch.name);
		};
		if (!before) return send(0);
		frappe.confirm(__("{0} of them were put out before and have not changed. Put them out once more?", [before]), () => send(1));
	}

	async open(batch) {
		if (this.gone) return;
		this.batch = batch;
		const escape = frappe.utils.escape_html;
		const ready = batch.status === "Done";
		this.$body.html(`<div class="xf-ex-head"><b>${escape(batch.file_name)}</b> <span>${escape(batch.upper_system)}</span> <span class="text-muted">${__(batch.status)}</span></div>
			<div class="xf-ex-line"><div style="width:${ready ? 100 : 0}%"></div></div><div class="text-muted" aria-live="polite"></div>
			<div class="xf-ex-actions"></div><div class="xf-ex-rows"></div>`);
		this.progress(batch.progress);
		const $actions = this.$body.find(".xf-ex-actions");
		if (ready) {
			this.desk.page.set_primary_action(`${__("Fetch the bundle")} <span class="xf-ex-key">Ctrl+Enter</span>`, () => frappe.xf.exchange.save(frappe.xf.exchange.OUT + "fetch", { name: batch.name }));
			$(`<button type="button" class="btn btn-default btn-sm">${__("It is uploaded: record as reported")}</button>`).appendTo($actions).on("click", () => this.confirm());
		} else if (batch.lost) {
			$(`<button type="button" class="btn btn-default btn-sm">${__("The job was interrupted: go on")}</button>`)
				.appendTo($actions)
				.on("click", async () => (await frappe.xf.exchange.call("take_up", { name: batch.name }), this.show()));
		}
		const rows = await frappe.xf.exchange.call("batch_rows", { name: batch.name });
		if (this.gone) return;
		this.$body.find(".xf-ex-rows").html(`<table class="xf-ex-table"><tbody>${rows
			.map(
				(row) => `<tr tabindex="0"><td class="xf-ex-short">${escape(row.upper_number || "")}</td><td><a href="/app/petition/${encodeURIComponent(row.petition || "")}">${escape(row.number || "")} ${escape(row.title || "")}</a></td>
				<td>${row.state === "Waiting" ? "" : frappe.xf.exchange.mark(row.state)}</td><td>${escape(row.reason)}</td></tr>`
			)
			.join("")}</tbody></table>`);
		clearTimeout(this.timer);
		if (batch.status === "Under way") this.timer = setTimeout(() => this.show(), 2000);
	}

	progress(told) {
		if (!this.batch || told.batch !== this.batch.name || this.gone) return;
		const all = told.waiting + told.done + told.failed;
		this.$body.find(".xf-ex-line > div").css("width", `${all ? Math.round((100 * (told.done + told.failed)) / all) : 100}%`);
		this.$body.find("[aria-live]").text(__("{0} of {1} done, {2} failed", [told.done + told.failed, all, told.failed]));
		if (told.status === "Done" && this.batch.status !== "Done") this.show();
	}

	async confirm() {
		const number = await frappe.xcall(frappe.xf.exchange.OUT + "confirm", { name: this.batch.name });
		frappe.show_alert({ message: __("{0} matters recorded as reported.", [number]), indicator: "green" });
		this.show();
	}
};
