// 数据质量 on forms: what a record lacks at its stage, contradicts or waits for. It is shown, it stops nothing; the law's
// own demands are made by the step itself. The page of the same name opens these forms and presses their buttons.

frappe.provide("xinfang.quality");

(() => {
	const quality = xinfang.quality;
	const TONES = { Must: "red", Should: "orange", Note: "gray" };

	quality.call = (method, args) => frappe.xcall(`xinfang_app.insight.api_quality.${method}`, args);

	quality.pill = (severity) => $(`<span class="indicator-pill ${TONES[severity] || "gray"}"></span>`).text(__(severity, null, "Quality Rule"));

	$(document).on("form-refresh", (_event, frm) => {
		if (!(frappe.boot.xf_quality_doctypes || []).includes(frm.doctype)) return;
		frm.$wrapper.find(".xf-quality").remove();
		if (frm.is_new()) return;
		const name = frm.docname;
		quality.call("of_record", { doctype: frm.doctype, name }).then((found) => {
			frm.$wrapper.find(".xf-quality").remove();
			if (frm.docname === name && found.length) frm.layout.wrapper.before(box(found));
		});
	});

	function box(found) {
		const list = $('<ul class="list-unstyled" style="margin: 6px 0 0"></ul>');
		found.forEach((one) => {
			const line = $('<li style="padding: 2px 0"></li>').append(quality.pill(one.severity), " ", document.createTextNode(one.message));
			if (one.article) line.append(" ", $('<span class="text-muted"></span>').text(one.article));
			list.append(line);
		});
		const details = $('<details class="xf-quality" style="padding: 8px 15px; border-bottom: 1px solid var(--border-color)"></details>');
		return details.prop("open", found.some((one) => one.severity === "Must")).append($("<summary></summary>").text(__("Data quality: {0} to mend", [found.length])), list);
	}

	// Opens the form that mends a finding, presses the button there, or shows the field.
	quality.fix = function ({ doctype, name, button, field }) {
		frappe.set_route("Form", doctype, name).then(() => press(doctype, name, button, field, 40));
	};

	// Buttons come with requests of several rooms; one that does not come is not for this user, and the form says why.
	function press(doctype, name, button, field, tries) {
		const frm = window.cur_frm;
		const here = frm && frm.doctype === doctype && frm.docname === name;
		const found = here && button && (frm.custom_buttons[__(button)] || primary(frm, button));
		if (found) return found.click();
		if (tries > 0 && (button || !here)) return setTimeout(() => press(doctype, name, button, field, tries - 1), 150);
		if (here && field && frm.fields_dict[field]) frm.scroll_to_field(field);
	}

	const primary = (frm, button) => {
		const own = frm.page.btn_primary;
		return own && own.is(":visible") && own.text().trim() === __(button) ? own : null;
	};
})();
