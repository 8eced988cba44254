// 在途邮件: posted letters whose receipt is still out, the oldest first.

import { Rows, words } from "./rows";

export class Posted extends Rows {
	constructor(desk) {
		super(desk);
		this.title = __("Out in the post");
		this.button(__("Enter the mail receipt"), "Enter", () => this.open(), true);
		$('<p class="text-muted"></p>').text(__("What became of a letter is entered from its receipt; the oldest stand first.")).insertAfter(this.bar);
	}

	draw({ posted }) {
		this.show(
			posted,
			(row) => [
				$(`<span class="indicator-pill ${row.days > 10 ? "orange" : "gray"}"></span>`).text(__("{0} days", [row.days])),
				words(row.mail_number, row.recipient_name, row.petition_number, __("posted on {0}", [frappe.datetime.str_to_user(row.sent_on)])),
			],
			__("No letter is out in the post.")
		);
	}

	open() {
		if (this.row) frappe.set_route("Form", "Service Record", this.row.name);
	}

	key(key) {
		if (key !== "Enter") return super.key(key);
		this.open();
		return true;
	}
}
