"""Commands for `bench --site SITE …`."""

import os
from pathlib import Path

import click
import frappe
from frappe.commands import get_site, pass_context

from xinfang_app.operations import commands as operations


@click.command("xinfang-load-county")
@click.argument("folder")
@click.option("--check", is_flag=True, help="Only check the files; write nothing.")
@click.option("--accounts", is_flag=True, help="Then make the accounts of the people who are posted.")
@click.option("--password", help="One password for all new accounts.")
@click.option("--password-file", help="A new file for random passwords (readable by its owner only).")
@pass_context
def load_county(
	context, folder: str, check: bool, accounts: bool, password: str | None, password_file: str | None
) -> None:
	"""Load places, organs and postings from the CSV files in FOLDER: all or nothing."""
	from xinfang_app.organization import load
	from xinfang_app.organization.errors import LoadError

	frappe.init(site=get_site(context))
	frappe.connect()
	frappe.local.lang = frappe.db.get_default("lang") or "zh"
	try:
		for name, counts in load.county(_path(folder), check_only=check).items():
			click.echo(f"{name}: " + ", ".join(f"{key} {count}" for key, count in counts.items()))
		frappe.db.commit()
		if accounts and not check:
			file = str(_path(password_file)) if password_file else None
			made = load.accounts(password=password, password_file=file)
			click.echo("User: " + ", ".join(f"{key} {count}" for key, count in made.items()))
	except LoadError as fault:
		frappe.db.rollback()
		raise click.ClickException(str(fault))
	finally:
		frappe.destroy()


def _path(given: str) -> Path:
	"""Return `given` as seen from where the user typed it; bench itself runs in its `sites` folder."""
	return Path(os.environ.get("PWD", "."), given)


commands = [load_county, *operations.commands]
