// Dialogs that begin a paper of supervision: a letter, a proposal, a recommendation. Each opens its draft.

(() => {
	frappe.provide("xinfang.supervision");
	const supervision = xinfang.supervision;
	const KINDS = ["Reminder Letter", "Warning Letter", "Urging Notice", "Supervision Order", "Listed Supervision"];

	supervision.draft = function (petitions, organ_title, done) {
		supervision.dialog({
			title: __("Draft a supervision letter"),
			size: "small",
			intro: organ_title
				? __("The letter goes to {0}; facts, breached term and demand are filled from the record.", [organ_title])
				: __("One letter is drafted for each organ that has some of these {0} matters in hand.", [petitions.length]),
			fields: [{ fieldtype: "Select", fieldname: "kind", label: __("Kind of letter"), options: supervision.options(KINDS), default: "Supervision Order", reqd: 1 }],
			primary: __("Write the draft"),
			send: ({ kind }) => supervision.call("letters", "draft", { petitions, kind }),
			done(made) {
				if (done) done();
				if (made.length === 1) return frappe.set_route("Form", "Supervision Letter", made[0].name);
				frappe.route_options = { stage: "Draft" };
				return frappe.set_route("List", "Supervision Letter");
			},
		});
	};

	supervision.propose = function ({ petitions, organ, letter }) {
		supervision.dialog({
			title: __("Propose to the conference"),
			intro: __("Interviews, circulars, listed supervision and orders to rectify belong to the joint conference (art. 39)."),
			fields: [
				{ fieldtype: "Select", fieldname: "measure", label: __("Measure proposed"), options: supervision.options(["Interview", "Circular", "Listed Supervision", "Rectification Order"]), reqd: 1 },
				{ fieldtype: "Text", fieldname: "reason", label: __("Reason"), reqd: 1 },
			],
			primary: __("Write the draft"),
			send: (values) => supervision.call("measures", "draft_proposal", { petitions, organ, letter, ...values }),
			done: (name) => frappe.set_route("Form", "Conference Proposal", name),
		});
	};

	// To whom each kind is written, as far as the record tells; with the power over the cadre only people know.
	supervision.recommend = function (petitions, organ, policy_organ) {
		const targets = { "Improve Work": organ, "Improve Policy": policy_organ };
		const dialog = supervision.dialog({
			title: __("Draft a recommendation"),
			intro: __("Improving work goes to the organ, improving policy to the party committee or government, pursuing responsibility to the organ with power over the cadre (art. 40)."),
			fields: [
				{ fieldtype: "Select", fieldname: "kind", label: __("Kind of recommendation"), options: supervision.options(["Improve Work", "Improve Policy", "Pursue Responsibility"]), default: "Improve Work", reqd: 1 },
				{ fieldtype: "Link", fieldname: "organ", label: __("Target organ"), options: "Organ", default: organ, reqd: 1 },
			],
			primary: __("Write the draft"),
			send: (values) => supervision.call("measures", "draft_recommendation", { petitions, ...values }),
			done: (name) => frappe.set_route("Form", "Recommendation", name),
		});
		dialog.fields_dict.kind.df.onchange = () => dialog.set_value("organ", targets[dialog.get_value("kind")] || "");
	};
})();
