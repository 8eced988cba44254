// Steps of the organ that hears, up to the notices.

(() => {
	const hearing = xinfang.hearing;
	const { dialog, step, confirmed, options, reason } = hearing;
	const GROUNDS = [
		"",
		"Legal route of litigation, arbitration or administrative review",
		"Not major, complex or hard",
		"Asked for after the term, without cause",
		"Already heard on the same facts",
		"Other ground",
	];

	// Asking needs the petition, not the record: it may begin one.
	hearing.ask = ({ frm, petition, review, done }) =>
		dialog({
			frm,
			title: __("Record the petitioner's request"),
			intro: __("A request is put on record whenever it comes. The organ then decides within the term of the setting."),
			fields: [
				{ fieldtype: "Select", fieldname: "way", label: __("Way of asking"), options: options(["", "In writing", "By word of mouth, taken down"]), reqd: 1 },
				{ fieldtype: "Attach", fieldname: "file", label: __("Application"), depends_on: "eval:doc.way==='In writing'", mandatory_depends_on: "eval:doc.way==='In writing'" },
				{ fieldtype: "Date", fieldname: "asked_on", label: __("Asked for on"), default: frappe.datetime.get_today(), reqd: 1 },
				reason(__("Why he asks for it")),
				{
					fieldtype: "Small Text",
					fieldname: "backdate_reason",
					label: __("Reason for entering it afterwards"),
					depends_on: "eval:doc.asked_on && frappe.datetime.get_day_diff(frappe.datetime.get_today(), doc.asked_on) > 2",
				},
			],
			send: (values) => hearing.call("ask", { ...values, petition, review }),
			done,
		});

	hearing.prepare = {
		ask: (frm) => [__("Record the petitioner's request"), () => hearing.ask({ frm, petition: frm.doc.petition, review: frm.doc.review })],
		decide: (frm) => [
			__("Decide on the hearing"),
			() =>
				hearing.saved(frm).then(() =>
					dialog({
						frm,
						title: __("Decide on the hearing"),
						intro: __("The head or a leader of the organ decides. If the hearing is not held, the petitioner is told the reason in writing."),
						fields: [
							{ fieldtype: "Select", fieldname: "what", label: __("Decision on the hearing"), options: options(["", "To be held", "Not to be held"]), reqd: 1 },
							{ fieldtype: "Select", fieldname: "ground", label: __("Ground for not holding it"), options: options(GROUNDS), depends_on: "eval:doc.what==='Not to be held'", mandatory_depends_on: "eval:doc.what==='Not to be held'" },
							reason(__("Reason for not holding it"), { reqd: 0, depends_on: "eval:doc.what==='Not to be held'", mandatory_depends_on: "eval:doc.what==='Not to be held'" }),
						],
						send: ({ what, ...values }) => step(frm, "decide", { ...values, hold: what === "To be held" ? 1 : 0 }),
					})
				),
		],
		not_asked: (frm) => [__("Nobody asked in time"), () => confirmed(frm, __("End this hearing, since nobody asked for it in time?"), () => step(frm, "not_asked"))],
		notify: (frm) => [
			__("Send the notices"),
			() =>
				hearing
					.saved(frm)
					.then(() => confirmed(frm, __("Send the notices to the petitioner and the organs, and announce the hearing if it is public?"), () => step(frm, "notify"))),
		],
		move: (frm) => [
			__("Move the date"),
			() =>
				dialog({
					frm,
					title: __("Move the date"),
					intro: __("Everybody is told anew. The date can be moved only as often as is set."),
					fields: [
						{ fieldtype: "Datetime", fieldname: "held_on", label: __("The new day"), reqd: 1 },
						{ fieldtype: "Link", fieldname: "place", label: __("Venue"), options: "Meeting Venue", default: frm.doc.place },
						reason(__("Why the date was moved")),
					],
					send: (values) => step(frm, "move", values),
				}),
		],
		replace: (frm) => [
			__("Replace a member"),
			() =>
				dialog({
					frm,
					title: __("Replace a member"),
					fields: [
						{ fieldtype: "Select", fieldname: "member", label: __("Who leaves the panel"), options: (frm.doc.panel || []).map((row) => ({ value: row.name, label: `${row.member_name}（${__(row.role)}）` })), reqd: 1 },
						{ fieldtype: "Link", fieldname: "user", label: __("Account"), options: "User", description: __("Empty for somebody who has none here.") },
						{ fieldtype: "Data", fieldname: "name", label: __("Name"), depends_on: "eval:!doc.user", mandatory_depends_on: "eval:!doc.user" },
						{ fieldtype: "Column Break" },
						{
							fieldtype: "Select",
							fieldname: "capacity",
							label: __("Capacity"),
							options: options(["", "Deputy of the people's congress", "CPPCC member", "Lawyer", "Expert", "Resident representative", "Organ staff"]),
						},
						{ fieldtype: "Data", fieldname: "unit", label: __("Unit"), depends_on: "eval:!doc.user", mandatory_depends_on: "eval:!doc.user" },
					],
					send: (values) => step(frm, "replace", values, "api_day"),
				}),
		],
		waive: (frm) => [
			__("The petitioner gives it up"),
			() =>
				dialog({
					frm,
					title: __("The petitioner gives it up"),
					intro: __("Only on the petitioner's own paper. The matter goes on without a hearing."),
					fields: [reason(), { fieldtype: "Attach", fieldname: "file", label: __("What the petitioner signed"), reqd: 1 }],
					send: (values) => step(frm, "waive", values),
				}),
		],
		call_off: (frm) => [
			__("Call off the hearing"),
			() => dialog({ frm, title: __("Call off the hearing"), size: "small", fields: [reason()], send: (values) => step(frm, "call_off", values) }),
		],
		claim: (frm) => [
			__("Record a claim of recusal"),
			() =>
				dialog({
					frm,
					title: __("Record a claim of recusal"),
					fields: [
						{ fieldtype: "Select", fieldname: "member", label: __("Against whom"), options: hearing.seats(frm), reqd: 1 },
						{ fieldtype: "Select", fieldname: "by_side", label: __("Claimed by"), options: options(["", "The petitioner", "The handling organ", "The official"]), reqd: 1 },
						reason(),
					],
					send: (values) => step(frm, "claim", values, "api_day"),
				}),
		],
		decide_claim: (frm) => [
			__("Decide the claim of recusal"),
			() => {
				const claims = frm.doc.challenges.filter((row) => row.outcome === "Not decided").map((row) => ({ value: row.name, label: `${row.against}：${row.reason}` }));
				return dialog({
					frm,
					title: __("Decide the claim of recusal"),
					fields: [
						{
							fieldtype: "Select",
							fieldname: "challenge",
							label: __("Claims of recusal"),
							options: claims,
							default: claims.length === 1 ? claims[0].value : "",
							reqd: 1,
						},
						{ fieldtype: "Select", fieldname: "what", label: __("Decision"), options: options(["", "Recusal granted", "Recusal refused"]), reqd: 1 },
						reason(__("Reason for the decision")),
					],
					send: ({ what, ...values }) => step(frm, "decide_claim", { ...values, upheld: what === "Recusal granted" ? 1 : 0 }, "api_day"),
				});
			},
		],
	};
})();
