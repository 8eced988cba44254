// 提出异议, 审核异议, 协商退回, 签收登记, 协办答复: steps at the two ends of a referral, on the petition and on the referral itself.

xinfang.petition.steps.objection = {
	group: () => __("Referral"),
	on(frm, steps) {
		const referrals = frm.doctype === "Petition Referral" ? [steps] : steps.referrals || [];
		const several = referrals.length > 1;
		return referrals.flatMap((referral) => {
			const named = (label) => (several ? `${label} · ${referral.title}` : label);
			const found = [];
			const add = (key, label, run, first) => referral[key] && found.push({ label: named(label), run, first });
			add("receive", __("Record the receipt"), () => receive(referral), 7);
			add("object", __("Raise objection"), () => object(referral));
			add("decide_objection", __("Decide the objection"), () => decide(referral), 1);
			add("withdraw_objection", __("Withdraw the objection"), () => plain(referral, "withdraw_objection", __("Withdraw the objection and handle the petition?")));
			add("offer_return", __("Offer to return"), () => offer(referral));
			add("confirm_return", __("Confirm the return"), () => plain(referral, "confirm_return", __("Confirm that the petition goes back by agreement?")), 2);
			add("answer", __("Answer"), () => answer(referral), referral.role === "Co-organ" ? 7 : 0);
			return found;
		});

		function open(referral, options) {
			xinfang.petition.dialog({
				frm,
				seen: referral.modified,
				...options,
				args: (values) => ({ referral: referral.name, ...values }),
			});
		}

		function object(referral) {
			open(referral, {
				title: __("Raise objection"),
				method: "object_to",
				intro: xinfang.petition.note(__("Within five working days of receipt, with a detailed reason (art. 23 §3). Later it is no right; the sender may still re-route.")),
				fields: [
					{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason of the objection"), reqd: 1 },
					{ fieldtype: "Small Text", fieldname: "basis", label: __("Legal basis of the objection"), reqd: 1 },
					{ fieldtype: "Link", fieldname: "competent_organ", label: __("Competent organ in its view"), options: "Organ" },
					...xinfang.petition.moment_fields(),
				],
			});
		}

		function decide(referral) {
			open(referral, {
				title: __("Decide the objection"),
				method: "decide_objection",
				intro: '<div class="xf-objection"></div>',
				fields: [
					{
						fieldtype: "Select",
						fieldname: "agreed",
						label: __("Decision on the objection"),
						reqd: 1,
						options: [
							{ value: "1", label: __("Agreed") },
							{ value: "0", label: __("Refused") },
						],
						description: __("Agreed: the petition comes back and your 15 days keep their first due date. Refused: the organ's 15 days have run since receipt."),
					},
					{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason of the decision"), reqd: 1 },
				],
				ready: (dialog) =>
					frappe.db
						.get_value("Petition Referral", referral.name, ["objection_reason", "objection_basis", "objection_late"])
						.then(({ message }) => {
							const text = [message.objection_reason, message.objection_basis].filter(Boolean).join("\n");
							dialog.$wrapper
								.find(".xf-objection")
								.append($('<blockquote style="white-space: pre-wrap"></blockquote>').text(text))
								.append(message.objection_late ? `<p class="text-danger">${__("Objection late")}</p>` : "");
						}),
			});
		}

		function offer(referral) {
			open(referral, {
				title: __("Offer to return"),
				method: "offer_return",
				intro: xinfang.petition.note(__("The petition goes back when the other organ confirms. Until then every term runs on.")),
				fields: [{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason of the return"), reqd: 1 }],
			});
		}

		function receive(referral) {
			open(referral, {
				title: __("Record the receipt"),
				method: "receive",
				fields: [
					{ fieldtype: "Datetime", fieldname: "occurred_on", label: __("Received on"), reqd: 1 },
					{ fieldtype: "Attach", fieldname: "proof", label: __("Proof of receipt"), reqd: 1 },
					{ fieldtype: "Small Text", fieldname: "backdate_reason", label: __("Reason for entering it afterwards") },
				],
			});
		}

		function answer(referral) {
			open(referral, {
				title: __("Answer"),
				method: "answer",
				fields: [{ fieldtype: "Small Text", fieldname: "text", label: __("Answer"), reqd: 1 }],
			});
		}

		function plain(referral, method, question) {
			frappe.confirm(question, () =>
				xinfang.petition
					.call(method, { referral: referral.name, seen: referral.modified })
					.then((done) => xinfang.petition.after(frm, done))
			);
		}
	},
};
