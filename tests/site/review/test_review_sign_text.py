"""Whoever signs the opinion of a review has its words before him; nobody else has."""

from xinfang_app.review import view


def test_the_signer_reads_what_he_signs(review):
	review.pending()
	told = review.by("zf_head", "2026-06-09 10:00", view.of, review.doc)
	text = "".join(row["text"] for row in told["text"])
	assert "现场丈量" in text and "认定事实清楚" in text
	assert told["text"][0]["label"] and told["text"][0]["text"] != "Upheld"


def test_before_it_is_sent_up_the_draft_is_read_as_a_draft(review):
	review.drafted()
	assert review.by("rv", "2026-05-27 10:00", view.of, review.doc)["text"] == []
