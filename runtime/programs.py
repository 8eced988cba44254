"""The long-running programs of a bench: what each is started with. The process starter and systemd's units both ask here."""

from dataclasses import dataclass, field
from pathlib import Path

from .settings import CLONE

HELPER = ("-m", "frappe.utils.bench_helper", "frappe")


@dataclass(frozen=True)
class Program:
	"""A command line, where it runs and what it needs in its environment."""

	command: list
	cwd: Path
	env: dict = field(default_factory=dict)


def mariadb(settings):
	return Program(["mariadbd", f"--defaults-file={settings.state / 'my.cnf'}"], settings.state / "mariadb")


def redis(settings, name):
	service = f"redis-{name}"
	return Program(["redis-server", settings.state / f"{service}.conf"], settings.state / service)


def web(settings):
	"""gunicorn on a socket."""
	command = [
		*(settings.bench / "env" / "bin" / "gunicorn", "--bind", f"unix:{settings.web_socket}"),
		*("--workers", settings["XF_WEB_WORKERS"], "--worker-class", "gthread", "--threads", "4"),
		*("--timeout", "120", "--graceful-timeout", "20", "frappe.app:application"),
	]
	return Program(command, settings.sites)


def socketio(settings):
	"""Our small server for the snapshot, Frappe's own for upstream."""
	script = settings.bench / "apps" / "frappe" / "socketio.js"
	if not settings.upstream:
		script = settings.state / "assets" / "socketio.js"
	env = {"XF_SITES": settings.sites, "XF_WEB_SOCKET": settings.web_socket}
	return Program(["node", script], settings.bench, env)


def nginx(settings):
	config = settings.state / "nginx.conf"
	command = ["nginx", "-e", settings.state / "log" / "nginx-error.log", "-c", config]
	return Program(command, settings.bench)


def worker(settings):
	return Program([settings.python, *HELPER, "worker", "--queue", "short,default,long"], settings.sites)


def scheduler(settings):
	return Program([settings.python, *HELPER, "schedule"], settings.sites)


def nightly(settings):
	"""Waits for the hour of the backup, where no timer does."""
	return Program(["/usr/bin/python3", "-B", "-m", "runtime", "nightly"], CLONE)


def worker_names(settings):
	return [f"worker-{number + 1}" for number in range(int(settings["XF_JOB_WORKERS"]))]


def all_of(settings):
	"""Every program by its name, in the order in which they start."""
	return {
		"mariadb": mariadb(settings),
		"redis-cache": redis(settings, "cache"),
		"redis-queue": redis(settings, "queue"),
		"web": web(settings),
		"socketio": socketio(settings),
		"nginx": nginx(settings),
		**{name: worker(settings) for name in worker_names(settings)},
		"scheduler": scheduler(settings),
	}
