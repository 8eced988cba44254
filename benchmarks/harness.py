"""What all benchmarks share: a web server of their own, sessions, percentiles, a table and one JSON line."""

import json
import math
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import frappe
import requests

from benchmarks import settings

PASSWORD = "benchmark-only-1"


@contextmanager
def web_server(site: str, port: int = 18743):
	"""Run gunicorn (sync workers, as many as the setting says) for the bench and yield its address."""
	sites = Path(frappe.local.sites_path).resolve()
	command = [
		sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", str(settings.WORKERS), "-t", "300",
		"--preload", "--max-requests", "0", "frappe.app:application",
	]  # fmt: skip
	process = subprocess.Popen(command, cwd=sites, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
	address = f"http://127.0.0.1:{port}"
	try:
		for _attempt in range(240):
			try:
				if requests.get(f"{address}/api/method/ping", headers={"Host": site}, timeout=5).ok:
					break
			except requests.ConnectionError:
				if process.poll() is not None:
					raise SystemExit("gunicorn ended before it answered")
			time.sleep(0.25)
		else:
			raise SystemExit("the web server does not answer")
		yield address
	finally:
		process.terminate()
		process.wait(30)


class Client:
	"""One logged-in person."""

	def __init__(self, address: str, site: str, user: str, password: str = PASSWORD):
		self.address, self.http = address, requests.Session()
		self.http.headers.update({"Host": site, "Accept": "application/json"})
		answer = self.http.post(
			f"{address}/api/method/login", data={"usr": user, "pwd": password}, timeout=60
		)
		answer.raise_for_status()
		page = self.http.get(f"{address}/api/method/frappe.auth.get_logged_user", timeout=60)
		assert page.json()["message"] == user, page.text
		# A session that has no token yet is asked for none; the desk's pages make one.
		self.http.headers["X-Frappe-CSRF-Token"] = "none"

	def call(self, method: str, **arguments):
		"""Call a whitelisted method and return its message; an error ends the benchmark, it is never counted."""
		data = {
			k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in arguments.items()
		}
		answer = self.http.post(f"{self.address}/api/method/{method}", data=data, timeout=300)
		if answer.status_code != 200:
			raise SystemExit(f"{method}: {answer.status_code} {answer.text[:2000]}")
		return answer.json().get("message")


def timed(call, *arguments, **named) -> tuple[float, object]:
	"""Return the seconds one call took, and what it returned."""
	begin = time.perf_counter()
	result = call(*arguments, **named)
	return time.perf_counter() - begin, result


def throughput(clients: list, work, seconds_or_calls: int) -> float:
	"""Let every client do `work(client, i)` `seconds_or_calls` times at once; return calls per second."""

	def one(client):
		for i in range(seconds_or_calls):
			work(client, i)

	begin = time.perf_counter()
	with ThreadPoolExecutor(len(clients)) as pool:
		list(pool.map(one, clients))
	return len(clients) * seconds_or_calls / (time.perf_counter() - begin)


def p95(seconds: list[float]) -> float:
	"""Return the 95th percentile in milliseconds (nearest rank)."""
	ordered = sorted(seconds)
	return 1000 * ordered[math.ceil(0.95 * len(ordered)) - 1]


def median(values: list[float]) -> float:
	"""Return the median."""
	return statistics.median(values)


def machine() -> dict:
	"""Return what the figures depend on."""
	pool = frappe.db.sql("select @@innodb_buffer_pool_size")[0][0]
	return {
		"cores": len(__import__("os").sched_getaffinity(0)),
		"gunicorn_workers": settings.WORKERS,
		"clients": settings.CLIENTS,
		"buffer_pool_mb": int(pool) // 2**20,
		"mariadb": frappe.db.sql("select version()")[0][0],
		"frappe": frappe.__version__,
	}


def report(title: str, columns: list[str], rows: list[list], summary: dict) -> None:
	"""Print a table and, last, one JSON line."""
	cells = [columns] + [[f"{c:.2f}" if isinstance(c, float) else str(c) for c in row] for row in rows]
	widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
	print(f"\n{title}")
	for row in cells:
		print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
	print(json.dumps({"benchmark": title, **summary, "machine": machine()}, ensure_ascii=False))
