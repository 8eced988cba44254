// Serving the opinion of a review: the same ways and proofs as for the opinion itself.

(() => {
	xinfang.review.steps.serve = {
		label: () => __("Serve the opinion"),
		primary: true,
		run(frm, view) {
			const { handling } = xinfang;
			const open = view.requesters.filter((who) => !who.served_on);
			const people = (open.length ? open : view.requesters).map((who) => ({
				value: who.petitioner,
				label: [who.masked_name, who.is_main ? __("Main petitioner") : "", who.is_representative ? __("Representative") : ""].filter(Boolean).join(" · "),
			}));
			const dialog = xinfang.review.dialog({
				frm,
				title: __("Serve the opinion"),
				primary: __("Record the service"),
				method: "serve",
				intro:
					frm.doc.level === "Review"
						? __("The term of the review ends when the last of {0} has been served; each has thirty days of his own for a re-review from receipt.", [view.requesters.length])
						: __("The term of the re-review ends when the last of {0} has been served. It is the last word.", [view.requesters.length]),
				fields: handling.service_fields(people),
				args: (values) => ({ ...values, result: handling.service_result(values) }),
			});
			if (frm.doc.external) return;
			dialog.set_secondary_action_label(__("Blank certificate"));
			dialog.set_secondary_action(() =>
				xinfang.review
					.call("prepare_service", { review: frm.doc.name, recipient: dialog.get_value("recipient") })
					.then((letter) => letter && window.open(`/app/official-letter/${letter}`))
			);
		},
	};
})();
