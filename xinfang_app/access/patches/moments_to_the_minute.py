"""Sites from before show moments to the second; a new site shows them to the minute (`access/install.py`)."""

from xinfang_app.access.install import show_minutes


def execute() -> None:
	"""Show minutes where the framework's own form still stands; another one is the administrators' choice."""
	show_minutes()
