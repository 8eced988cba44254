// 到场答复, used on a phone on the spot: one big button for the next step, times filled in.

(() => {
	const API = "api_duties";
	const COLOURS = { "Leader called": "orange", Arrived: "blue", Answered: "blue", Closed: "green", "Nobody came": "red", Withdrawn: "gray" };

	frappe.ui.form.on("On-site Duty", {
		refresh(frm) {
			const { doc } = frm;
			xinfang.duty.head(frm, COLOURS);
			xinfang.duty.call(API, "on_site_view", { name: doc.name }).then((view) => {
				if (frm.doc.name !== doc.name || !view.acts) return;
				const promised = doc.promise && !doc.promise_kept_on;
				xinfang.duty.steps(frm, [
					doc.status === "Leader called" && [__("The leader has arrived"), () => arrive(frm)],
					doc.status === "Arrived" && [__("Answered on the spot"), () => answer(frm)],
					doc.status === "Answered" && promised && [__("The promise is kept"), () => kept(frm)],
					view.calls && doc.status === "Answered" && !promised && doc.submission && [__("Close the call"), () => close(frm)],
					view.calls && doc.status === "Leader called" && [__("Nobody came"), () => not_come(frm)],
					view.calls && ["Leader called", "Arrived"].includes(doc.status) && [__("Withdraw the call"), () => withdraw(frm)],
					["Leader called", "Arrived", "Answered"].includes(doc.status) && !doc.submission && [__("Enter the registered piece"), () => piece(frm)],
				]);
			});
			if (doc.submission) frm.add_custom_button(__("Open the piece"), () => frappe.set_route("Form", "Petition Submission", doc.submission));
		},
	});

	const step = (frm, method, title, fields, more = {}) =>
		xinfang.duty.dialog({ frm, title, api: API, method, fields, args: (values) => ({ name: frm.doc.name, ...values, seen: frm.doc.modified }), ...more });
	const submission = (extra) => ({
		fieldtype: "Link",
		fieldname: "submission",
		label: __("Registered piece"),
		options: "Petition Submission",
		get_query: () => ({ filters: { status: "Registered" } }),
		...extra,
	});

	function arrive(frm) {
		xinfang.duty.call(API, "leaders", { organ: frm.doc.organ }).then((people) =>
			step(frm, "arrived", __("The leader has arrived"), [
				{ fieldtype: "Datetime", fieldname: "arrived_on", label: __("Arrived on"), default: xinfang.duty.now(), reqd: 1 },
				{ fieldtype: "Select", fieldname: "leader", label: __("Leader who came"), options: people, default: frm.doc.leader, reqd: 1 },
				{ fieldtype: "Small Text", fieldname: "note", label: __("Why another came"), depends_on: `eval:doc.leader !== ${JSON.stringify(frm.doc.leader)}` },
				xinfang.handling.file("proof", __("Proof of the arrival"), { description: __("Needed for an entry made when the term is over, or half an hour afterwards.") }),
				{ fieldtype: "Small Text", fieldname: "late_reason", label: __("Reason of the late entry"), depends_on: "proof" },
			])
		);
	}

	function not_come(frm) {
		step(frm, "nobody_came", __("Nobody came"), [{ fieldtype: "Small Text", fieldname: "note", label: __("What is known of it"), reqd: 1 }]);
	}

	function withdraw(frm) {
		step(frm, "withdraw_call", __("Withdraw the call"), [{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 }]);
	}

	function answer(frm) {
		step(frm, "answered", __("Answered on the spot"), [
			{ fieldtype: "Small Text", fieldname: "text", label: __("What was answered on the spot"), reqd: 1 },
			{ fieldtype: "Datetime", fieldname: "answered_on", label: __("Answered on"), default: xinfang.duty.now(), reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "promise", label: __("What was promised") },
			{ fieldtype: "Date", fieldname: "promise_by", label: __("Promised by"), depends_on: "promise", mandatory_depends_on: "promise" },
			!frm.doc.submission && submission({ description: __("What was brought is registered as always; nothing about people stands here.") }),
		]);
	}

	function piece(frm) {
		step(frm, "link_piece", __("Enter the registered piece"), [submission({ reqd: 1 })]);
	}

	function kept(frm) {
		step(frm, "promise_kept", __("The promise is kept"), [
			{ fieldtype: "Small Text", fieldname: "note", label: __("How it was kept"), reqd: 1 },
			xinfang.handling.file("file", __("Proof that it was kept"), { reqd: 1 }),
			{ fieldtype: "Datetime", fieldname: "kept_on", label: __("Promise kept on"), default: xinfang.duty.now() },
		]);
	}

	function close(frm) {
		step(frm, "close_call", __("Close the call"), [{ fieldtype: "Small Text", fieldname: "note", label: __("Note on closing") }]);
	}
})();
