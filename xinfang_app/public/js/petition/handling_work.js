// 办理: hearing the petitioner, inquiring, the opinion, extending the term.

(() => {
	frappe.provide("xinfang.handling.steps");
	const handling = xinfang.handling;
	const WORK = () => __("Handle");

	handling.steps.hear = {
		group: WORK,
		label: () => __("Record hearing or inquiry"),
		run(frm, view) {
			const has = (title) => view.records.some((row) => row.doctype === "Inquiry Record" && row.title.startsWith(title));
			handling.dialog({
				frm,
				title: __("Record hearing or inquiry"),
				primary: __("Save"),
				method: "record_inquiry",
				intro: __("Without a record of both, or of why it was impossible, no opinion can be signed (art. 31 item 6)."),
				fields: [
					{
						fieldtype: "Select",
						fieldname: "kind",
						label: __("Kind"),
						options: handling.options(["Heard", "Inquiry"]),
						default: has(__("Heard")) ? "Inquiry" : "Heard",
						reqd: 1,
					},
					{ fieldtype: "Datetime", fieldname: "occurred_on", label: __("Took place on"), default: frappe.datetime.now_datetime(), reqd: 1 },
					{ fieldtype: "Column Break" },
					{
						fieldtype: "Select",
						fieldname: "way",
						label: __("How it was done"),
						options: handling.options(["", "Face to face", "By phone", "By video", "In writing", "On site"]),
						depends_on: "eval:!doc.impossible",
					},
					{ fieldtype: "Data", fieldname: "place", label: __("Place"), depends_on: "eval:!doc.impossible" },
					{ fieldtype: "Check", fieldname: "impossible", label: __("Could not be done") },
					{ fieldtype: "Section Break", depends_on: "impossible" },
					{ fieldtype: "Small Text", fieldname: "reason", label: __("Why it could not be done"), mandatory_depends_on: "impossible" },
					{ fieldtype: "Section Break", depends_on: "eval:!doc.impossible" },
					{
						fieldtype: "Data",
						fieldname: "investigators",
						label: __("Officials present"),
						default: frappe.session.user_fullname,
						mandatory_depends_on: "eval:!doc.impossible",
					},
					{ fieldtype: "Column Break" },
					{ fieldtype: "Data", fieldname: "people", label: __("People heard or asked"), default: frm.doc.masked_name || "" },
					{ fieldtype: "Section Break", depends_on: "eval:!doc.impossible" },
					{ fieldtype: "Text", fieldname: "text", label: __("What was stated or found"), mandatory_depends_on: "eval:!doc.impossible" },
					{ fieldtype: "Section Break" },
					handling.file("file", __("Record or evidence")),
					{ fieldtype: "Column Break" },
					handling.late_reason(),
				],
				args: (values) => ({ petition: frm.doc.name, ...values, scan: values.backdate_reason ? values.file : null, seen: frm.doc.modified }),
			});
		},
	};

	handling.steps.draft_opinion = {
		group: WORK,
		label: () => __("Draft the opinion"),
		run(frm) {
			frappe.dom.freeze();
			handling
				.call("draft_opinion", { petition: frm.doc.name, seen: frm.doc.modified })
				.then((name) => frappe.set_route("Form", "Handling Opinion", name))
				.catch(() => {
					// The server's message is on the screen.
				})
				.finally(() => frappe.dom.unfreeze());
		},
	};

	handling.steps.open_opinion = {
		group: WORK,
		label: () => __("Open the opinion"),
		run(frm, view) {
			const rows = view.records.filter((row) => row.doctype === "Handling Opinion");
			frappe.set_route("Form", "Handling Opinion", rows[rows.length - 1].name);
		},
	};

	handling.steps.extend = {
		group: WORK,
		label: () => __("Ask for an extension"),
		run(frm) {
			handling.dialog({
				frm,
				title: __("Ask for an extension"),
				primary: __("Send to the head"),
				method: "request_extension",
				size: "small",
				intro: __("Once, by at most thirty days, before the term ends, by the head of the organ; the petitioner is told the reason (art. 34)."),
				fields: [
					{ fieldtype: "Int", fieldname: "days", label: __("Days asked for"), default: 30, reqd: 1 },
					{ fieldtype: "Text", fieldname: "reason", label: __("Why the matter is complex"), reqd: 1, description: __("This reason is told to the petitioner.") },
				],
				args: (values) => ({ petition: frm.doc.name, ...values, seen: frm.doc.modified }),
				done: (name) => frappe.set_route("Form", "Extension Request", name),
			});
		},
	};

	handling.steps.tell_extension = {
		group: WORK,
		label: () => __("Tell the petitioner of the extension"),
		run(frm) {
			handling.tell_extension(frm, frm.doc.name);
		},
	};

	handling.tell_extension = function (frm, petition) {
		handling.dialog({
			frm,
			title: __("Tell the petitioner of the extension"),
			primary: __("Record and issue the notice"),
			method: "tell_extension",
			size: "small",
			fields: [
				{
					fieldtype: "Select",
					fieldname: "way",
					label: __("Way of telling"),
					options: handling.options(["Handed to the recipient", "By post", "Electronic", "By phone, then in writing"]),
					default: "Handed to the recipient",
					reqd: 1,
				},
				handling.day(__("Told on")),
				handling.file("proof", __("Proof that the petitioner was told")),
				handling.late_reason(),
			],
			args: (values) => ({ petition, ...values }),
		});
	};

	handling.steps.recuse = {
		group: WORK,
		label: () => __("Stand aside"),
		run(frm) {
			handling.call("colleagues", { petition: frm.doc.name }).then((people) =>
				handling.dialog({
					frm,
					title: __("Stand aside"),
					primary: __("Save"),
					method: "recuse",
					size: "small",
					intro: __("An official with a direct interest in the matter or the petitioner stands aside (art. 28)."),
					fields: [
						{ fieldtype: "Select", fieldname: "user", label: __("Official"), options: people, default: frappe.session.user, reqd: 1 },
						{
							fieldtype: "Select",
							fieldname: "asked_by",
							label: __("Recusal asked for by"),
							options: handling.options(["The official", "The petitioner", "The organ"]),
							default: "The official",
							reqd: 1,
						},
						{ fieldtype: "Small Text", fieldname: "reason", label: __("Interest in the matter or the petitioner"), reqd: 1 },
					],
					args: (values) => ({ petition: frm.doc.name, ...values }),
				})
			);
		},
	};
})();
