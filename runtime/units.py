"""systemd units for a bench in use: one for each program, restarted when it ends, and the nightly timer.

Rule: where systemd runs, an installed bench is kept by it and by nobody else; the commands of the runtime then start
and stop units (`processes.py` asks `in_use`). A development bench has no units.
"""

import os
import shutil
import subprocess
from pathlib import Path

from . import programs
from .say import Stop
from .settings import CLONE
from .shell import SYSTEM_PATH, child_environment

FOLDER = Path("/etc/systemd/system")
PREFIX = "xinfang"
#: Of what the runtime starts programs with: nothing that is for fetching packages, no setting, no secret.
ENVIRONMENT = ("HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "PATH", "TZ", "PYTHONUNBUFFERED")
#: What must run before what.
AFTER = {
	"web": ("mariadb", "redis-cache", "redis-queue"),
	"socketio": ("redis-queue",),
	"nginx": ("web",),
	"scheduler": ("mariadb", "redis-cache", "redis-queue"),
}
UNIT = """# Written by the installer of xinfang_app; changes are lost when it runs again.
[Unit]
Description=xinfang {name}
After=network.target {after}
PartOf={prefix}.target
StartLimitIntervalSec=0

[Service]
User={user}
Group={user}
WorkingDirectory={cwd}
{env}
ExecStart={command}
Restart=always
RestartSec=3
TimeoutStopSec=120
KillMode=mixed
UMask=0022
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=full
{more}
StandardOutput=append:{log}
StandardError=append:{log}

[Install]
WantedBy={prefix}.target
"""
TARGET = """[Unit]
Description=xinfang: all programs
Wants={wants}

[Install]
WantedBy=multi-user.target
"""
NIGHTLY = """[Unit]
Description=xinfang: nightly backup
After={prefix}-mariadb.service

[Service]
Type=oneshot
User={user}
WorkingDirectory={clone}
ExecStart=/usr/bin/python3 -B -m runtime nightly --once
Nice=10
IOSchedulingClass=idle
UMask=0077
"""
TIMER = """[Unit]
Description=xinfang: nightly backup

[Timer]
OnCalendar=*-*-* {at}:00
Persistent=true

[Install]
WantedBy=timers.target
"""


def runs_here():
	"""Whether this machine is run by systemd."""
	return shutil.which("systemctl") is not None and Path("/run/systemd/system").exists()


def in_use(settings):
	"""Whether units keep this bench."""
	return (settings.state / "systemd").exists()


def texts(settings, at="02:30"):
	"""The units by file name."""
	found, names = {}, programs.all_of(settings)
	for name, program in names.items():
		env = child_environment(settings)
		kept = {**{key: env[key] for key in ENVIRONMENT if key in env}, **program.env}
		found[f"{PREFIX}-{name}.service"] = UNIT.format(
			name=name,
			prefix=PREFIX,
			after=" ".join(f"{PREFIX}-{other}.service" for other in after(name)),
			user=settings.user,
			cwd=program.cwd,
			env="\n".join(f"Environment={quoted(f'{key}={value}')}" for key, value in sorted(kept.items())),
			command=" ".join(
				quoted(part) for part in (executable(settings, program.command[0]), *program.command[1:])
			),
			more="AmbientCapabilities=CAP_NET_BIND_SERVICE" if name == "nginx" else "",
			log=settings.state / "log" / f"{name}.log",
		)
	found[f"{PREFIX}.target"] = TARGET.format(wants=" ".join(f"{PREFIX}-{name}.service" for name in names))
	found[f"{PREFIX}-nightly.service"] = NIGHTLY.format(prefix=PREFIX, user=settings.user, clone=CLONE)
	found[f"{PREFIX}-nightly.timer"] = TIMER.format(at=at)
	return found


def after(name):
	"""Programs that start before this one."""
	return AFTER.get("scheduler" if name.startswith("worker") else name, ())


def quoted(part):
	"""One word of a unit file: `%` starts a specifier there."""
	text = str(part).replace("%", "%%")
	return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def executable(settings, name):
	"""systemd wants the whole path."""
	found = shutil.which(str(name), path=f"{settings.tools}:{SYSTEM_PATH}")
	if not found:
		raise Stop(f"缺少程序 {name}", f"program not found: {name}")
	return found


def write(settings):
	"""Write, enable and note the units."""
	for name, text in texts(settings).items():
		(FOLDER / name).write_text(text)
	(settings.state / "systemd").write_text(PREFIX)
	systemctl("daemon-reload")
	systemctl(
		"enable", f"{PREFIX}.target", *(f"{PREFIX}-{name}.service" for name in programs.all_of(settings))
	)
	systemctl("enable", "--now", f"{PREFIX}-nightly.timer")


def main_pid(name):
	"""The pid of a unit's program, if it runs."""
	asked = subprocess.run(
		["systemctl", "show", "-p", "MainPID", "--value", f"{PREFIX}-{name}.service"],
		capture_output=True,
		text=True,
	)
	return int(asked.stdout.strip() or 0) or None


def systemctl(*arguments):
	"""Run systemctl; only root may."""
	if os.geteuid() != 0:
		raise Stop("须以 root 启动或停止服务", "only root may start and stop the services")
	done = subprocess.run(["systemctl", *arguments], capture_output=True, text=True)
	if done.returncode:
		raise Stop(f"systemctl {arguments[0]} 失败", f"systemctl {' '.join(arguments)} failed", done.stderr)


class Watched:
	"""A unit just started, for who waits for a process."""

	returncode = 1

	def __init__(self, name):
		self.name = name

	def poll(self):
		"""None while systemd keeps it, failed or not: it is started again."""
		return None
