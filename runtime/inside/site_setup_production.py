"""Runs in the bench's Python: `site_setup.py` for a site in use: without the account it makes for a demo's operator.

Usage: python site_setup_production.py SITE PASSWORD
"""

import sys

import site_setup

# Without an address the wizard makes nobody; the installer asks for the operator.
site_setup.MANAGER = {"email": ""}

if __name__ == "__main__":
	site_setup.main(*sys.argv[1:])
