"""Long-running programs of the bench: started detached, known by pid file, stopped politely."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from . import units
from .say import Stop
from .shell import child_environment, failed, give, identity, own


def pid_file(settings, name):
	return settings.state / "run" / f"{name}.pid"


def birth(pid):
	"""Start time of a process in clock ticks, or None: tells a process from a later one of the same number."""
	try:
		fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
	except (FileNotFoundError, ProcessLookupError):
		return None
	return None if fields[0] == "Z" else fields[19]


def running(settings, name):
	"""The pid of a program of ours, if it runs."""
	if units.in_use(settings):
		return units.main_pid(name)
	try:
		pid, born = pid_file(settings, name).read_text().split()
	except (FileNotFoundError, ValueError):
		return None
	return int(pid) if birth(pid) == born else None


def start(settings, name, program):
	"""Start a program in a session of its own, so that it outlives the runner; or its unit, where systemd keeps it."""
	own(settings, settings.state / "run", settings.state / "log")
	if units.in_use(settings):
		units.systemctl("start", f"{units.PREFIX}-{name}.service")
		return units.Watched(name)
	log = settings.state / "log" / f"{name}.log"
	environment = child_environment(settings, **program.env)
	with open(log, "ab") as stream:
		give(settings, log)
		process = subprocess.Popen(
			[str(part) for part in program.command],
			cwd=str(program.cwd),
			env=environment,
			stdin=subprocess.DEVNULL,
			stdout=stream,
			stderr=subprocess.STDOUT,
			start_new_session=True,
			**identity(settings),
		)
	path = pid_file(settings, name)
	path.write_text(f"{process.pid} {birth(process.pid) or 0}")
	give(settings, path)
	return process


def wait(settings, name, process, ready, seconds=60):
	"""Wait until a program just started is ready; stop the run when it ends or takes too long."""
	until = time.monotonic() + seconds
	while time.monotonic() < until:
		if ready():
			return
		if process.poll() is not None:
			failed([name], process.returncode, settings.state / "log" / f"{name}.log")
		time.sleep(0.1)
	raise Stop(
		f"{name} 在 {seconds} 秒内没有就绪,见 {settings.state}/log/{name}.log",
		f"{name} was not ready within {seconds} s, see {settings.state}/log/{name}.log",
	)


def answers(port):
	"""Whether somebody accepts connections on this port."""
	with socket.socket() as probe:
		probe.settimeout(0.5)
		return probe.connect_ex(("127.0.0.1", port)) == 0


def children(pid):
	"""Pids of the direct children of a process."""
	try:
		return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
	except FileNotFoundError:
		return []


def wait_for_end(pids, seconds):
	"""Wait until all of these processes have ended, but not for ever."""
	until = time.monotonic() + seconds
	while any(birth(pid) for pid in pids) and time.monotonic() < until:
		time.sleep(0.1)


def tell(settings, name, number):
	"""Send a signal to a program of ours, if it runs."""
	pid = running(settings, name)
	if pid:
		os.kill(pid, number)
	return bool(pid)


def stop(settings, name, seconds=30, number=signal.SIGTERM):
	"""Ask a program to end; kill its session if it does not."""
	pid = running(settings, name)
	if units.in_use(settings):
		if pid:
			units.systemctl("stop", f"{units.PREFIX}-{name}.service")
		return bool(pid)
	if pid:
		os.kill(pid, number)
		until = time.monotonic() + seconds
		while running(settings, name) and time.monotonic() < until:
			reap(pid)
			time.sleep(0.05)
		if running(settings, name):
			os.killpg(pid, signal.SIGKILL)
	pid_file(settings, name).unlink(missing_ok=True)
	return bool(pid)


def reap(pid):
	"""Collect a child of ours that has ended, so that it does not count as running."""
	try:
		os.waitpid(pid, os.WNOHANG)
	except ChildProcessError:
		pass
