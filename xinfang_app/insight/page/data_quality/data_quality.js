// 数据质量: what is incomplete, contradictory or stuck, by organ, each with the way to mend it.
//   j k move   Enter mends

frappe.pages["data-quality"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Data quality"), single_column: true });
	wrapper.xf_quality = new DataQuality(page);
};

frappe.pages["data-quality"].on_page_show = function (wrapper) {
	wrapper.xf_quality.load();
};

class DataQuality {
	constructor(page) {
		this.page = page;
		this.rows = [];
		this.at = 0;
		this.organ = "";
		this.make();
	}

	make() {
		const choice = (fieldname, label, values) =>
			this.page.add_field({
				fieldname,
				label,
				fieldtype: "Select",
				options: [{ value: "", label }, ...values.map((value) => ({ value, label: __(value, null, "Quality Rule") }))],
				change: () => this.load(),
			});
		this.kind = choice("kind", __("Kind of finding"), ["Incomplete", "Contradictory", "Stuck"]);
		this.severity = choice("severity", __("Severity"), ["Must", "Should", "Note"]);
		this.rule = this.page.add_field({ fieldname: "rule", label: __("Quality Rule"), fieldtype: "Link", options: "Quality Rule", change: () => this.load() });
		this.page.set_primary_action(__("Look again"), () => this.look_again());
		this.page.add_inner_button(__("Export"), () => this.export());
		if (frappe.perm.has_perm("Quality Rule", 0, "write")) {
			this.page.add_inner_button(__("Quality Rule"), () => frappe.set_route("List", "Quality Rule"));
		}
		this.body = $(`<div class="xf-dq">
			<aside class="xf-dq-organs"></aside>
			<section class="xf-dq-main"><p class="xf-dq-note text-muted"></p><ul class="xf-dq-list" tabindex="0"></ul><p class="xf-dq-more"></p></section>
		</div>`).appendTo($(this.page.main).addClass("frappe-card"));
		const add = (shortcut, description, action) =>
			frappe.ui.keys.add_shortcut({ shortcut, description, page: this.page, condition: () => !$(".modal.show").length, action });
		add("j", __("Next", null, "Signing"), () => this.move(1));
		add("k", __("Previous", null, "Signing"), () => this.move(-1));
		add("enter", __("Mend"), () => ($(document.activeElement).is("button, a[href], summary") ? false : void this.mend()));
	}

	filters() {
		return { organ: this.organ, kind: this.kind.get_value(), severity: this.severity.get_value(), rule: this.rule.get_value() };
	}

	// The rows first: looking at them lets go what was mended, and the counts follow.
	async load() {
		const asked = JSON.stringify(this.filters());
		const found = await xinfang.quality.call("findings", { filters: this.filters() });
		const told = await xinfang.quality.call("summary");
		if (asked !== JSON.stringify(this.filters())) return;
		this.rows = found.rows;
		this.at = Math.min(this.at, Math.max(0, this.rows.length - 1));
		this.draw_organs(told);
		this.draw(found.more);
	}

	async more() {
		const found = await xinfang.quality.call("findings", { filters: this.filters(), offset: this.rows.length });
		this.rows = this.rows.concat(found.rows);
		this.draw(found.more);
	}

	draw_organs(told) {
		const box = this.body.find(".xf-dq-organs").empty();
		const seen = told.seen_on ? __("Looked at on {0}", [frappe.datetime.str_to_user(told.seen_on).slice(0, 16)]) : __("Not looked at yet");
		this.body.find(".xf-dq-note").text(`${__("{0} findings", [told.total])} · ${seen}`);
		const table = $("<table></table>").append(
			$("<thead></thead>").append(
				$("<tr></tr>").append(
					$("<th></th>").text(__("Organ concerned")),
					["Must", "Should", "Note"].map((severity) => $("<th></th>").text(__(severity, null, "Quality Rule")))
				)
			)
		);
		const line = (organ, title, counts) => {
			const choose = () => {
				this.organ = organ;
				this.at = 0;
				this.load();
			};
			// A matter that no organ has in hand stands under no name.
			const name = organ === null ? $("<span></span>").text(title) : $('<button type="button" class="btn btn-link btn-sm"></button>').text(title).on("click", choose);
			return $("<tr></tr>")
				.toggleClass("xf-dq-chosen", this.organ === organ)
				.append($("<td></td>").append(name), ["Must", "Should", "Note"].map((severity) => $("<td></td>").text(counts[severity] || "")));
		};
		const sum = (severity) => told.organs.reduce((total, organ) => total + organ[severity], 0);
		const rows = told.organs.map((organ) => line(organ.organ || null, organ.title || "—", organ));
		rows.unshift(line("", __("All organs"), { Must: sum("Must"), Should: sum("Should"), Note: sum("Note") }));
		box.append(table.append($("<tbody></tbody>").append(rows)));
	}

	draw(more) {
		const list = this.body.find(".xf-dq-list").empty();
		if (!this.rows.length) list.append($('<li class="xf-dq-empty text-muted"></li>').text(__("Nothing to mend here.")));
		this.rows.forEach((row, index) => list.append(this.item(row, index)));
		const foot = this.body.find(".xf-dq-more").empty();
		if (more) foot.append($('<button type="button" class="btn btn-default btn-sm"></button>').text(__("Show more")).on("click", () => this.more()));
	}

	item(row, index) {
		const item = $('<li class="xf-dq-item"></li>').toggleClass("xf-at", index === this.at);
		const text = $('<div class="xf-dq-text"></div>');
		text.append($("<div></div>").append(xinfang.quality.pill(row.severity), " ", $("<b></b>").text(row.title)));
		text.append($("<div></div>").text(row.message));
		const about = [__(row.ref_doctype), row.number, row.organ_title, __("since {0}", [frappe.datetime.str_to_user(row.first_seen)]), row.article];
		text.append($('<div class="text-muted xf-dq-about"></div>').text(about.filter(Boolean).join(" · ")));
		const button = $('<button type="button" class="btn btn-default btn-sm"></button>')
			.text(row.opens.button ? __(row.opens.button) : __("Open"))
			.on("click", () => xinfang.quality.fix(row.opens));
		return item.append(text, button).on("click", () => {
			this.at = index;
			list_at(this.body, index);
		});
	}

	move(step) {
		if (!this.rows.length) return;
		this.at = Math.min(Math.max(this.at + step, 0), this.rows.length - 1);
		list_at(this.body, this.at);
	}

	mend() {
		const row = this.rows[this.at];
		if (row) xinfang.quality.fix(row.opens);
	}

	async look_again() {
		const how = await xinfang.quality.call("look_again");
		if (how === "queued") {
			frappe.show_alert({ message: __("The whole range is being looked at; open the page again in a few minutes."), indicator: "blue" });
		} else {
			await this.load();
		}
	}

	// Frappe's own report view exports, by its own rules and within the same scope.
	export() {
		const filters = Object.fromEntries(Object.entries(this.filters()).filter(([, value]) => value));
		frappe.route_options = { ...filters, gone_on: ["is", "not set"] };
		frappe.set_route("List", "Quality Finding", "Report");
	}
}

function list_at(body, index) {
	const items = body.find(".xf-dq-item").removeClass("xf-at");
	items.eq(index).addClass("xf-at")[0]?.scrollIntoView({ block: "nearest" });
}
