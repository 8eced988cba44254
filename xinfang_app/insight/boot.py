"""What the desk needs to know before any form opens: on which forms findings can stand."""

from xinfang_app.insight.quality import targets


def extend(bootinfo) -> None:
	"""Add the DocTypes whose forms show what is missing. Hooked on extend_bootinfo."""
	bootinfo.xf_quality_doctypes = list(targets.TARGETS)
