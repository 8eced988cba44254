"""What the desk's filters begin with: the petition office and the township of whoever logs in."""

from xinfang_app.insight.monthly import view


def extend(bootinfo) -> None:
	"""Add `xf_month`: {office, place}. Hooked on extend_bootinfo."""
	bootinfo.xf_month = {"office": view.default_office(), "place": view.default_place()}
