"""A machine of its own to break: MariaDB, two Redis, sites, worker and scheduler, beside those that other tests use.

The database is a copy of the site under test. Programs that end are started again by `keep()`, as systemd does.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pymysql

HELPER = [sys.executable, "-m", "frappe.utils.bench_helper", "frappe"]
SITE = "faults.localhost"


def free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def wait_until(condition, seconds=60, pause=0.05):
	"""Return what `condition` says once it is true; fail after `seconds`."""
	until = time.monotonic() + seconds
	while time.monotonic() < until:
		try:
			found = condition()
		except pymysql.err.Error:
			found = None
		if found:
			return found
		time.sleep(pause)
	raise AssertionError(f"not within {seconds} seconds")


class Machine:
	"""Everything the app stands on, each program in a process of its own."""

	def __init__(self, folder: Path, sites: Path, source: str):
		self.folder, self.processes = folder, {}
		self._left, self._watch = threading.Event(), None
		self._connection = None
		self.ports = {name: free_port() for name in ("mariadb", "redis-cache", "redis-queue")}
		common = json.loads((sites / "common_site_config.json").read_text())
		self.conf = json.loads((sites / source / "site_config.json").read_text())
		self._source = {**common, **self.conf}
		self._make_sites(sites, common)

	def _make_sites(self, sites: Path, common: dict) -> None:
		self.sites = self.folder / "sites"
		(self.sites / SITE / "logs").mkdir(parents=True)
		(self.sites / SITE / "locks").mkdir()
		(self.folder / "logs").mkdir()
		(self.folder / "apps").symlink_to(sites.parent / "apps")
		for name in ("public", "private"):
			(self.sites / SITE / name / "files").mkdir(parents=True)
		for name in ("apps.txt", "apps.json", "assets"):
			if (sites / name).exists():
				(self.sites / name).symlink_to((sites / name).resolve())
		common.update(
			db_port=self.ports["mariadb"],
			redis_cache=f"redis://127.0.0.1:{self.ports['redis-cache']}",
			redis_queue=f"redis://127.0.0.1:{self.ports['redis-queue']}",
			redis_socketio=f"redis://127.0.0.1:{self.ports['redis-queue']}",
			scheduler_tick_interval=5,
			scheduler_interval=60,
			mute_emails=1,
		)
		(self.sites / "common_site_config.json").write_text(json.dumps(common))
		conf = {key: value for key, value in self.conf.items() if key != "pause_scheduler"}
		(self.sites / SITE / "site_config.json").write_text(
			json.dumps({**conf, "db_port": self.ports["mariadb"], "db_host": "127.0.0.1"})
		)

	# -- programs

	def start_data(self) -> None:
		data = self.folder / "data"
		subprocess.run(
			["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
			 "--skip-test-db"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
		)  # fmt: skip
		self.start("mariadb")
		self.start("redis-cache")
		self.start("redis-queue")
		self._load()

	def command(self, name: str) -> list[str]:
		if name == "mariadb":
			return ["mariadbd", "--no-defaults", f"--datadir={self.folder / 'data'}", f"--port={self.ports[name]}",
				f"--socket={self.folder / 'db.sock'}", "--bind-address=127.0.0.1", "--skip-log-bin",
				"--character-set-server=utf8mb4", "--collation-server=utf8mb4_unicode_ci",
				"--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=128M"]  # fmt: skip
		if name.startswith("redis"):
			return ["redis-server", "--port", str(self.ports[name]), "--save", "", "--dir", str(self.folder)]
		if name == "scheduler":
			return [*HELPER, "schedule"]
		return [*HELPER, "worker", "--queue", "short,default,long"]

	def start(self, name: str) -> None:
		log = open(self.folder / f"{name}.log", "ab")  # noqa: SIM115
		self.processes[name] = subprocess.Popen(
			self.command(name),
			cwd=self.sites,
			stdout=log,
			stderr=log,
			stdin=subprocess.DEVNULL,
			start_new_session=True,
		)
		if name in self.ports:
			wait_until(lambda: self._answers(name), 60)

	def _answers(self, name: str) -> bool:
		with socket.socket() as probe:
			probe.settimeout(0.5)
			return probe.connect_ex(("127.0.0.1", self.ports[name])) == 0

	def kill(self, name: str) -> None:
		"""kill -9 a program and all its children."""
		process = self.processes[name]
		# Found before their parent dies: then they are init's. A worker's horse has a session of its own.
		for pid in [process.pid, *_below(process.pid)]:
			try:
				os.kill(pid, signal.SIGKILL)
			except ProcessLookupError:
				continue
		process.wait(30)

	def keep(self, *names: str) -> None:
		"""Start these and start them again whenever they end."""
		for name in names:
			self.start(name)
		self._left.clear()

		def watch():
			while not self._left.wait(0.5):
				for name in names:
					if self.processes[name].poll() is not None:
						self.start(name)

		self._watch = threading.Thread(target=watch, daemon=True)
		self._watch.start()

	def leave(self, *names: str) -> None:
		"""Keep these no longer, and end them."""
		self._left.set()
		if self._watch:
			self._watch.join()
		for name in names:
			self.kill(name)

	def stop(self) -> None:
		"""End everything."""
		self.leave(*self.processes)

	# -- the database

	def _load(self) -> None:
		source = self._source
		dump = subprocess.Popen(
			["mariadb-dump", f"--host={source['db_host']}", f"--port={source['db_port']}", f"--user={source['db_name']}",
			 "--single-transaction", source["db_name"]], env={**os.environ, "MYSQL_PWD": source["db_password"]},
			stdout=subprocess.PIPE,
		)  # fmt: skip
		name, password = source["db_name"], source["db_password"]
		root = ["mariadb", "--no-defaults", f"--socket={self.folder / 'db.sock'}", "--user=root"]
		subprocess.run(
			root, check=True, text=True,
			input=f"create database `{name}` character set utf8mb4 collate utf8mb4_unicode_ci;"
			f"create user '{name}'@'%' identified by '{password}'; grant all on *.* to '{name}'@'%';",
		)  # fmt: skip
		subprocess.run([*root, name], stdin=dump.stdout, check=True)
		if dump.wait():
			raise RuntimeError("the site could not be copied")

	def rows(self, query: str, *values) -> list[tuple]:
		"""Return what the database has, by a connection of its own; made anew after one that broke."""
		try:
			self._connection = self._connection or pymysql.connect(
				host="127.0.0.1", port=self.ports["mariadb"], user=self.conf["db_name"], autocommit=True,
				password=self.conf["db_password"], database=self.conf["db_name"],
			)  # fmt: skip
			with self._connection.cursor() as cursor:
				cursor.execute(query, values or None)
				return list(cursor.fetchall())
		except (pymysql.err.OperationalError, pymysql.err.InterfaceError):
			self._connection = None
			raise

	def one(self, query: str, *values):
		return self.rows(query, *values)[0][0]

	def script(self, text: str) -> str:
		"""Run Python with the site connected; return what it printed."""
		head = f"import frappe\nfrappe.init(site={SITE!r}, sites_path='.')\nfrappe.connect()\n"
		done = subprocess.run(
			[sys.executable, "-c", head + text], cwd=self.sites, capture_output=True, text=True, timeout=120
		)
		if done.returncode:
			raise AssertionError(done.stderr[-3000:])
		return done.stdout

	def enqueue(self, method: str, times: int) -> None:
		"""Put a job into the queue so many times, under no name: one that was killed does not stand for the others."""
		self.script(f"for _time in range({times}): frappe.enqueue({method!r}, queue='default')\n")


def _below(pid: int) -> list[int]:
	"""Return the processes below `pid`, nearest first."""
	try:
		children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
	except FileNotFoundError:
		return []
	return [one for child in map(int, children) for one in (child, *_below(child))]
