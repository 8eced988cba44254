"""Runs xinfang_app on a real Frappe bench of its own: build, demo, tests, services.

Standard library only, for the Python 3.11 of Debian 12. `runtime/README.md` is the manual.
"""
