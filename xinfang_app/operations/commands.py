"""`bench --site SITE xinfang-backup`, `xinfang-keys`, `xinfang-compare`. Said in Chinese and English, for a terminal."""

import sys
from contextlib import contextmanager
from pathlib import Path

import click
import frappe
from frappe.commands import get_site, pass_context


@contextmanager
def _site(context):
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		yield
	finally:
		frappe.destroy()


def _folder(given: str | None, entry: str, option: str) -> Path:
	"""Return the folder given, or the one in the configuration."""
	place = given or frappe.conf.get(entry)
	if not place or not Path(place).is_absolute():
		raise click.ClickException(
			f"请用 {option} 指明目录(绝对路径),或写入配置 {entry} · name a folder (absolute) with {option}, or set {entry}"
		)
	return Path(place)


@click.command("xinfang-backup")
@click.option("--to", help="Folder of the backups; else xf_backup_dir of the configuration.")
@click.option("--keys-to", help="Folder of the keys, not that of the backups; else xf_keys_dir.")
@click.option("--keep", help="How many days, weeks and months are kept; else xf_backup_keep, else 7,4,12.")
@pass_context
def backup_site(context, to: str | None, keys_to: str | None, keep: str | None) -> None:
	"""Back the site up with its files, without its keys; check it; throw old ones away."""
	with _site(context):
		from xinfang_app.operations import backup, record, rotation

		keep = keep or frappe.conf.get("xf_backup_keep")
		try:
			made = backup.make(
				_folder(to, "xf_backup_dir", "--to"),
				_folder(keys_to, "xf_keys_dir", "--keys-to"),
				rotation.Keep.parse(keep) if keep else None,
			)
		except (backup.BackupRefused, backup.BrokenDump) as refused:
			raise click.ClickException(str(refused))
		note = record.read()
	click.echo(f"备份 · backup: {made} ({note['size'] / 2**20:.1f} MB, {note['seconds']} s)")
	click.echo(
		f"已读回核对 · read and checked: {note['tables']} tables, {note['rows']} rows, {note['files']} files"
	)
	click.echo(f"密钥另存 · keys apart: {note['keys_file']}")


@click.group("xinfang-keys")
def keys_of_site() -> None:
	"""The keys without which identities and sealed pieces are lost."""


@keys_of_site.command("save")
@click.argument("folder")
@pass_context
def save_keys(context, folder: str) -> None:
	"""Write the keys into FOLDER (on a stick, say), readable by its owner only."""
	with _site(context):
		from xinfang_app.operations import key_file

		click.echo(f"密钥已写入 · keys written: {key_file.save(Path(folder), frappe.local.site)}")


@keys_of_site.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@pass_context
def check_keys(context, file: str) -> None:
	"""See whether FILE holds the keys of the site, and note the day for the health page."""
	with _site(context):
		from xinfang_app.operations import key_file

		try:
			key_file.check(Path(file))
		except key_file.KeyFault:
			raise click.ClickException("不是本站点现用的密钥 · these are not the keys of this site")
	click.echo("✓ 与本站点密钥一致,已记录核对日期 · the keys of this site; the day is noted")


@click.command("xinfang-compare")
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False))
@click.option("--after-migrate", is_flag=True, help="The site was migrated: tables may have gained rows.")
@pass_context
def compare_site(context, manifest: str, after_migrate: bool) -> None:
	"""Compare the site with the MANIFEST of a backup (manifest.json, or the backup itself). Ends with 1 when they differ."""
	with _site(context):
		from xinfang_app.operations import archive, restored

		results = restored.results(archive.read_manifest(Path(manifest)), after_migrate)
	for result in results:
		click.echo(f"  {result.line()}")
		for text in result.wrong[:20]:
			click.echo(f"      {text}")
	if not all(result.same for result in results):
		sys.exit(1)


commands = [backup_site, keys_of_site, compare_site]
