"""What the signing desk answers when a paper without a number is approved."""

from xinfang_app.petition import api_signing


def test_an_ownership_is_approved_at_the_signing_desk(lead):
	ownership = lead.proposed()
	said = lead.by(
		"zf_head",
		"2026-03-26 15:00",
		api_signing.sign,
		ownership.doctype,
		ownership.name,
		str(ownership.modified),
	)
	ownership.reload()
	assert ownership.stage == "Owned"
	assert "批准" in str(said)
