// The steps of a review up to the signature: taking it on, asking for more, turning it away, file, answer, panel.

(() => {
	const { steps } = xinfang.review;

	steps.accept = {
		label: () => __("Take the request on"),
		primary: true,
		run(frm) {
			const asked = (frm.doc.requesters || []).filter((row) => !row.withdrawn && !row.refused);
			const tardy = asked.filter((row) => row.late);
			const late = tardy.length;
			const all = late === asked.length;
			const causes = tardy.map((row) => [row.recipient_name, row.late_cause].filter(Boolean).join(" ")).join("\n");
			xinfang.review.dialog({
				frm,
				title: __("Take the request on"),
				method: "accept",
				intro: late
					? __("The request came after the term. It is taken on where the cause of the delay is a good one; your reason stays on record.")
					: __("Each who asked is told in writing until when the opinion is due; the organ is told that its opinion is reviewed."),
				fields: [
					late && { fieldtype: "Small Text", fieldname: "cause", label: __("Cause of the delay"), default: causes, read_only: 1 },
					late && { fieldtype: "Check", fieldname: "late_excused", label: __("The cause is a good one"), reqd: all ? 1 : 0, description: all ? "" : __("Not ticked: who came too late is turned away, and the request of the others is taken on.") },
					late && { fieldtype: "Small Text", fieldname: "reason", label: all ? __("Why the cause of the delay is a good one") : __("Why the cause of the delay is a good one, or is none"), reqd: 1 },
				],
				args: ({ late_excused, reason }) => ({ late_excused: late_excused ? 1 : 0, reason }),
			});
		},
	};

	steps.not_accept = {
		label: () => __("Turn the request away"),
		run(frm) {
			const grounds = ["Late without good cause", "Another organ reviews", "On another legal route", "Reviewed already", "No opinion to review"];
			xinfang.review.dialog({
				frm,
				title: __("Turn the request away"),
				method: "not_accept",
				intro: __("Each who asked gets the ground and the reason in writing. What is only incomplete is asked for, not turned away."),
				fields: [
					{ fieldtype: "Select", fieldname: "ground", label: __("Ground of the refusal"), options: xinfang.handling.options(["", ...grounds.filter((one) => frm.doc.late || one !== grounds[0])]), reqd: 1 },
					{ fieldtype: "Small Text", fieldname: "reason", label: __("Why it is not taken on"), reqd: 1 },
				],
			});
		},
	};

	steps.ask_supplement = {
		label: () => __("Ask for a supplement"),
		run(frm) {
			xinfang.review.dialog({
				frm,
				title: __("Ask for a supplement"),
				method: "ask_supplement",
				intro: __("Once only; the term of the review runs on."),
				fields: [
					{ fieldtype: "Small Text", fieldname: "needed", label: __("What is missing"), reqd: 1 },
					{ fieldtype: "Date", fieldname: "due_on", label: __("Asked for until"), description: __("Empty: by the setting.") },
				],
			});
		},
	};

	steps.supplement = {
		label: () => __("Record the supplement"),
		primary: true,
		run(frm) {
			xinfang.review.dialog({
				frm,
				title: __("Record the supplement"),
				method: "supplement",
				fields: [
					{ fieldtype: "Small Text", fieldname: "text", label: __("What was added"), reqd: 1 },
					{ fieldtype: "Attach", fieldname: "file", label: __("Paper of the supplement") },
				],
			});
		},
	};

	steps.withdraw = {
		label: () => __("Record a withdrawal"),
		run(frm, view) {
			const people = view.requesters.map((who) => ({ value: who.petitioner, label: who.masked_name }));
			xinfang.review.dialog({
				frm,
				title: __("Record a withdrawal"),
				method: "withdraw",
				intro: __("Only at the petitioner's own will, in a statement he signed. Nothing may be promised or threatened for it."),
				fields: [
					{ fieldtype: "Select", fieldname: "petitioner", label: __("Who withdraws"), options: people, default: people[0]?.value, reqd: 1 },
					{ fieldtype: "Attach", fieldname: "statement", label: __("Signed statement"), reqd: 1 },
				],
			});
		},
	};

	steps.call_file = {
		label: () => __("Call for file and answer"),
		primary: true,
		run(frm, view) {
			xinfang.review.dialog({
				frm,
				title: __("Call for file and answer"),
				method: "call_file",
				size: "small",
				intro: __("{0} hands over its file and answers by this day.", [view.respondent_title]),
				fields: [{ fieldtype: "Date", fieldname: "due_on", label: __("File and answer due on"), description: __("Empty: by the setting.") }],
			});
		},
	};

	steps.answer = {
		label: () => __("Answer the review"),
		primary: true,
		run(frm, view) {
			xinfang.review.dialog({
				frm,
				title: __("Answer the review"),
				method: "answer",
				intro: __("{0} reviews your opinion. Answer point by point; the answer is given once. The petitioner may not be put at a disadvantage for having asked.", [view.organ_title]),
				fields: [{ fieldtype: "Text", fieldname: "text", label: __("Answer of the organ"), reqd: 1 }, ...xinfang.review.file_fields()],
				args: (values) => ({ text: values.text, files: xinfang.review.files(values) }),
			});
		},
	};

	steps.panel = {
		label: (frm) => (frm.doc.panel?.length ? __("Change the panel") : __("Name the panel")),
		primary: (frm) => Boolean(frm.doc.file_called_on && !frm.doc.panel?.length),
		run(frm, view) {
			const named = (frm.doc.panel || []).map((row) => row.user);
			const chair = (frm.doc.panel || []).find((row) => row.is_chair);
			xinfang.review.dialog({
				frm,
				title: __("Name the panel"),
				method: "set_panel",
				intro: __("At least {0} people. Whoever had a hand in the opinion that is reviewed is not listed.", [view.least]),
				fields: [
					{ fieldtype: "MultiCheck", fieldname: "users", label: __("Reviewers"), options: view.panel.map((who) => ({ ...who, checked: named.includes(who.value) })), columns: 2 },
					{ fieldtype: "Select", fieldname: "chair", label: __("Presides"), options: ["", ...view.panel], default: chair?.user },
				],
			});
		},
	};

	steps.draft = {
		label: (_frm, view) => (view.draft ? __("Open the draft") : __("Draft the opinion of the review")),
		primary: (frm) => Boolean(frm.doc.panel?.length),
		run: (frm) => xinfang.review.call("draft", { review: frm.doc.name }).then((name) => frappe.set_route("Form", "Review Draft", name)),
	};

	steps.submit = {
		label: () => __("Send up for signature"),
		primary: true,
		run: (frm) => xinfang.review.confirmed(frm, __("Send this opinion up for signature?"), "submit"),
	};

	steps.record_outside = {
		label: () => __("Enter the opinion of the organ outside"),
		primary: true,
		run(frm, view) {
			const { handling } = xinfang;
			const changes = "eval:doc.result=='Changed'";
			xinfang.review.dialog({
				frm,
				title: __("Enter the opinion of the organ outside"),
				method: "record_outside",
				intro: __("{0} decided. What is entered here takes effect on the matter as if it had been signed in the system.", [view.organ_title]),
				fields: [
					{ fieldtype: "Select", fieldname: "result", label: __("Result of the review"), options: handling.options(["", ...xinfang.review.RESULTS]), reqd: 1 },
					{ fieldtype: "Data", fieldname: "document_number", label: __("Document number"), reqd: 1 },
					{ fieldtype: "Column Break" },
					{ ...handling.day(__("Signed on")), fieldname: "signed_on" },
					{ fieldtype: "Attach", fieldname: "file", label: __("Text of the opinion"), reqd: 1 },
					{ fieldtype: "Int", fieldname: "redo_days", label: __("Days for doing it again"), depends_on: "eval:doc.result=='Revoked and to be redone'", mandatory_depends_on: "eval:doc.result=='Revoked and to be redone'" },
					{ fieldtype: "Section Break", label: __("Results by claim"), depends_on: changes },
					...view.claims.flatMap((claim) => [
						{ fieldtype: "Select", fieldname: `result_${claim.claim_no}`, label: `${claim.claim_no}. ${claim.claim}`, options: handling.options(xinfang.review.CLAIM_RESULTS) },
						{ fieldtype: "Small Text", fieldname: `granted_${claim.claim_no}`, label: __("What is granted"), depends_on: `eval:doc.result_${claim.claim_no}=='Support'` },
						{ fieldtype: "Date", fieldname: `due_on_${claim.claim_no}`, label: __("To be carried out by"), depends_on: `eval:doc.result_${claim.claim_no}=='Support'` },
					]),
					{ fieldtype: "Section Break" },
					{ fieldtype: "Small Text", fieldname: "backdate_reason", label: __("Reason for entering it afterwards"), depends_on: "eval:doc.signed_on && frappe.datetime.get_day_diff(frappe.datetime.get_today(), doc.signed_on) > 2" },
				],
				args: ({ result, document_number, signed_on, file, redo_days, backdate_reason, ...values }) => ({
					result,
					document_number,
					signed_on,
					file,
					redo_days,
					backdate_reason,
					items: view.claims
						.map(({ claim_no }) => ({ claim_no, result: values[`result_${claim_no}`], granted: values[`granted_${claim_no}`], due_on: values[`due_on_${claim_no}`] }))
						.filter((row) => row.result),
				}),
			});
		},
	};
})();
