// What the three lists share: rows with a mark that moves by j and k.

export class Rows {
	constructor(desk) {
		this.desk = desk;
		this.box = $('<section class="xf-desk-part"></section>');
		this.bar = $('<div class="xf-desk-bar"></div>').appendTo(this.box);
		this.list = $('<div class="xf-desk-rows"></div>').appendTo(this.box);
		this.rows = [];
		this.here = 0;
	}

	get count() {
		return this.rows.length;
	}

	get row() {
		return this.rows[this.here];
	}

	button(label, key, run, primary) {
		return $(`<button type="button" class="btn btn-sm ${primary ? "btn-primary" : "btn-default"}"></button>`)
			.append(document.createTextNode(label), key ? $("<kbd></kbd>").text(key) : "")
			.on("click", run)
			.appendTo(this.bar);
	}

	show(rows, line, empty) {
		this.rows = rows;
		this.here = Math.min(this.here, Math.max(rows.length - 1, 0));
		this.list.empty();
		if (!rows.length) this.list.append($('<p class="text-muted xf-desk-empty"></p>').text(empty));
		rows.forEach((row, place) =>
			$('<div class="xf-desk-row" tabindex="-1"></div>')
				.append(line(row))
				.on("click", () => this.move(place))
				.appendTo(this.list)
		);
		this.move(this.here);
	}

	move(place) {
		this.here = Math.max(0, Math.min(place, this.rows.length - 1));
		const lines = this.list.children(".xf-desk-row");
		lines.removeClass("xf-here").eq(this.here).addClass("xf-here");
		lines.get(this.here)?.scrollIntoView({ block: "nearest" });
		this.moved?.();
	}

	key(key) {
		if (["j", "ArrowDown"].includes(key)) this.move(this.here + 1);
		else if (["k", "ArrowUp"].includes(key)) this.move(this.here - 1);
		else return false;
		return true;
	}
}

// The parts of a row: a strong first text, then grey ones.
export function words(title, ...rest) {
	return $('<div class="xf-desk-words"></div>').append(
		$("<strong></strong>").text(title || ""),
		...rest.filter(Boolean).map((text) => $("<span></span>").text(text))
	);
}

export const call = (method, args) => frappe.xcall(`xinfang_app.letters.api_desk.${method}`, args);
