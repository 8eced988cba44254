"""Log rotation: one file for logrotate, for the logs of our programs, of the bench and of its sites.

Rule: programs keep their log open, so it is copied and emptied (`copytruncate`; all of them append). Kept eight weeks.
"""

from pathlib import Path

from .shell import give

FOLDER = Path("/etc/logrotate.d")
CONFIG = """{state}/log/*.log {bench}/logs/*.log {sites}/*/logs/*.log {{
	weekly
	maxsize 50M
	rotate 8
	compress
	delaycompress
	missingok
	notifempty
	copytruncate
{more}
}}
"""


def text(settings, as_root):
	"""The configuration; root's says whose the files are."""
	more = f"\tsu {settings.user} {settings.user}" if as_root else ""
	written = CONFIG.format(state=settings.state, bench=settings.bench, sites=settings.sites, more=more)
	return written.replace("\n\n}", "\n}")


def write(settings):
	"""For the bench's own nightly run, and for the system's."""
	own = settings.state / "logrotate.conf"
	own.write_text(text(settings, as_root=False))
	own.chmod(0o644)
	give(settings, own)
	if FOLDER.is_dir():
		(FOLDER / "xinfang").write_text(text(settings, as_root=True))
	return own
