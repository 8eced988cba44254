"""Which programs of the bench run together, and in what order they start and stop."""

import signal
from contextlib import contextmanager

from . import mariadb, nginx, processes, programs, redis, stamps, units
from .locks import lock
from .settings import APP

PORTS = {
	"mariadb": ["db"],
	"redis-cache": ["cache"],
	"redis-queue": ["queue"],
	"socketio": ["socketio"],
	"nginx": ["http", "test"],
}


def running(settings):
	"""Names of our programs that run now."""
	return [
		name for name in (*PORTS, "web", "scheduler", *workers(settings)) if processes.running(settings, name)
	]


def require_ports(settings):
	"""Before anything is built: every port is ours or free."""
	for name, uses in PORTS.items():
		if not processes.running(settings, name):
			for use in nginx.uses(settings) if name == "nginx" else uses:
				mariadb.require_port(settings, use)


@contextmanager
def stopped_on_failure(settings):
	"""A run that fails stops what it started, unless something ran before."""
	before = running(settings)
	try:
		yield
	except BaseException:
		if not before:
			stop_all(settings)
		raise


def start_data(settings):
	"""MariaDB and Redis: enough for commands and for tests without a browser."""
	with lock(settings, "services"):
		mariadb.start(settings)
		redis.start(settings)


def start_web(settings):
	"""Web workers, socket.io and nginx, for every site of the bench."""
	start_data(settings)
	with lock(settings, "services"):
		begin_web(settings)
		begin_socketio(settings)
		begin_nginx(settings)


def code(settings):
	"""Changes with the common copy of the app, which web and job workers run."""
	return stamps.digest(settings.app_copy / APP)


def begin_web(settings):
	"""gunicorn on a socket; when it runs older code, its workers are replaced."""
	now = code(settings)
	master = processes.running(settings, "web")
	if master:
		if not stamps.is_done(settings, "web-code", now):
			before = processes.children(master)
			processes.tell(settings, "web", signal.SIGHUP)
			processes.wait_for_end(before, 25)
	else:
		process = processes.start(settings, "web", programs.web(settings))
		processes.wait(settings, "web", process, settings.web_socket.exists, 60)
	stamps.done(settings, "web-code", now)


def begin_socketio(settings):
	"""Realtime messages."""
	if processes.running(settings, "socketio"):
		return
	mariadb.require_port(settings, "socketio")
	process = processes.start(settings, "socketio", programs.socketio(settings))
	ready = settings.port("socketio")
	processes.wait(settings, "socketio", process, lambda: processes.answers(ready), 30)


def begin_nginx(settings):
	"""The ports people use."""
	if nginx.write(settings):
		processes.stop(settings, "nginx")
	if processes.running(settings, "nginx"):
		return
	for name in nginx.uses(settings):
		mariadb.require_port(settings, name)
	process = processes.start(settings, "nginx", programs.nginx(settings))
	processes.wait(settings, "nginx", process, lambda: processes.answers(settings.port("http")), 20)


def start_jobs(settings, scheduler=True):
	"""RQ workers for all queues, and the scheduler of those sites that switched it on."""
	start_data(settings)
	with lock(settings, "services"):
		now = code(settings)
		if not stamps.is_done(settings, "jobs-code", now):
			scheduler = processes.stop(settings, "scheduler", 10) or scheduler
			for name in workers(settings):
				processes.stop(settings, name, 60)
		for name in programs.worker_names(settings):
			begin(settings, name, programs.worker(settings))
		if scheduler:
			begin(settings, "scheduler", programs.scheduler(settings))
		stamps.done(settings, "jobs-code", now)


def begin(settings, name, program):
	"""Start a program that need not be waited for."""
	if not processes.running(settings, name):
		processes.start(settings, name, program)


def start_nightly(settings):
	"""The nightly backup, where no timer of systemd calls it."""
	if not units.in_use(settings):
		with lock(settings, "services"):
			begin(settings, "nightly", programs.nightly(settings))


def workers(settings):
	"""Names of worker processes: those of the units, or those that have a pid file."""
	if units.in_use(settings):
		return programs.worker_names(settings)
	return sorted(path.stem for path in (settings.state / "run").glob("worker-*.pid"))


def reload_code(settings):
	"""Let those programs that run read the app's code anew: web workers gracefully, job workers between jobs."""
	if processes.running(settings, "web"):
		with lock(settings, "services"):
			begin_web(settings)
	if any(processes.running(settings, name) for name in workers(settings)):
		start_jobs(settings, scheduler=False)


def stop_all(settings):
	"""Stop everything of this bench, data last."""
	with lock(settings, "services"):
		for name in ("nightly", "nginx", "socketio", "scheduler", *workers(settings), "web"):
			processes.stop(settings, name)
		redis.stop(settings)
		mariadb.stop(settings)
