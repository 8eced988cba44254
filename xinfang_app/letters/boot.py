"""What the desk has to know of this room from the start."""

from xinfang_app.letters import case


def extend(bootinfo) -> None:
	"""Tell the desk on which forms papers are shown."""
	bootinfo.xf_letter_doctypes = case.document_types()
