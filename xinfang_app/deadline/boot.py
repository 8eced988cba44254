"""What the desk needs to know before any form opens: which DocTypes carry clocks."""

from xinfang_app.deadline import holders


def extend(bootinfo) -> None:
	"""Add the DocTypes with a clock bar. Hooked on extend_bootinfo."""
	bootinfo.xf_clock_holders = holders.doctypes()
