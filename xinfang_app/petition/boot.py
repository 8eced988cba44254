"""What the desk needs to know before any form opens: which DocTypes hold cases."""

from xinfang_app.access import protected


def extend(bootinfo) -> None:
	"""Add the DocTypes whose forms carry no sharing, tags or random names. Hooked on extend_bootinfo."""
	bootinfo.xf_case_doctypes = sorted(protected.levels())
