// A signature or approval on paper: who signed, when, the scan.

xinfang.handling.signed_paper = function (frm, signers, method, key) {
	const handling = xinfang.handling;
	handling.dialog({
		frm,
		title: __("Record signed paper"),
		primary: __("Save"),
		method,
		size: "small",
		intro: __("The signer, the date and you who record it stay on record."),
		fields: [
			{
				fieldtype: "Select",
				fieldname: "signer",
				label: __("Name of the signer"),
				options: signers.map((who) => ({ value: who.user, label: who.on_behalf_of ? `${who.name}（${__("Stand-in (AB post)")}）` : who.name })),
				default: signers[0].user,
				reqd: 1,
			},
			handling.day(__("Signed on")),
			handling.file("scan", __("Scan of the paper original"), { reqd: 1 }),
			handling.late_reason(),
		],
		args: (values) => ({ [key]: frm.doc.name, ...values, seen: frm.doc.modified }),
	});
};
