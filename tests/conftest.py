"""Fixtures for all tests.

`tests/unit` needs none of them and runs without a site. The others work on the site named by XF_SITE,
connected as Administrator. `frappe.flags.in_test` stays off on purpose: it switches off Version and
Access Log and runs notifications inline, so that a test for leaks would pass without looking.
"""

import gc
import importlib.util
import os
import re
import socket
import time
from contextlib import contextmanager
from functools import cache, partial

import pytest
from hypothesis import HealthCheck, settings

# No test asserts a time: on a loaded machine an example may take as long as it takes.
settings.register_profile("app", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("app")

SITE = os.environ.get("XF_SITE", "test.localhost")
SITES_PATH = os.environ.get("XF_SITES_PATH", ".")
BASE_URL = os.environ.get("XF_BASE_URL", f"http://{SITE}:8001")
ADMIN_PASSWORD = os.environ.get("XF_ADMIN_PASSWORD", "admin")
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
]
# Kept in redis beyond a rollback, so they would carry a test's rows into the next one.
REMEMBERED = ("document_cache::", "user_permissions", "roles", "defaults", "bootinfo", "has_role:Page")

# Nobody's own, and dropped in redis and at hand alike when it changes. Fetched again after each change of user, it would
# be a third of the time of all tests.
AT_HAND = (
	"doctype_meta",
	"app_hooks",
	"merged_translations",
	"table_columns",
	"is_table",
	"notifications",
	"webhooks",
	"server_script_map",
	"assignment_rule_map",
	"milestone_tracker_map",
	"document_naming_rule_map",
)

_getaddrinfo = socket.getaddrinfo


def _resolve(host, *args, **kwargs):
	"""Every *.localhost is this machine, as browsers have it; the C library only knows `localhost`."""
	if isinstance(host, str) and host.endswith(".localhost"):
		host = "127.0.0.1"
	return _getaddrinfo(host, *args, **kwargs)


socket.getaddrinfo = _resolve


@pytest.fixture(scope="session")
def site():
	"""The site, connected as Administrator, for the whole run. What a test commits here stays."""
	import frappe
	import frappe.model.meta
	import sqlparse

	if importlib.util.find_spec("xinfang_app") is None:
		pytest.fail("the app is not installed in this Python")
	# Frappe has every field's name of every query parsed anew, a tenth of the time of all tests; the answer is the same.
	# And it asks the database at every new document whether its DocType is a single.
	sqlparse.format = cache(sqlparse.format)
	frappe.model.meta.is_single = cache(frappe.model.meta.is_single)
	# Each saved User sets a default anew that it has already, for which Frappe drops the whole cache.
	frappe.utils.set_default = partial(set_default, frappe, frappe.utils.set_default)
	go_by_sockets()
	# Frappe reads some files relative to the sites folder.
	os.chdir(SITES_PATH)
	frappe.init(site=SITE, sites_path=".")
	frappe.connect()
	frappe.set_user = partial(set_user, frappe, frappe.set_user)
	# What is loaded by now stays; looking through it again and again costs a tenth of the time.
	gc.freeze()
	gc.set_threshold(50_000, 20, 50)
	frappe.flags.mute_emails = True
	yield SITE
	frappe.db.rollback()
	frappe.destroy()


def go_by_sockets():
	"""Ask the database and the cache by their sockets, where named: some million questions, by their ports a quarter of all time."""
	from frappe.database.mariadb.database import MariaDBDatabase
	from frappe.utils.redis_wrapper import RedisWrapper

	database, cache = os.environ.get("XF_DB_SOCKET", ""), os.environ.get("XF_CACHE_SOCKET", "")
	if os.path.exists(database):
		by_port = MariaDBDatabase.get_connection_settings
		MariaDBDatabase.get_connection_settings = lambda self: {**by_port(self), "unix_socket": database}
	if os.path.exists(cache):
		at_port = RedisWrapper.from_url
		RedisWrapper.from_url = lambda _url, **values: at_port(f"unix://{cache}", **values)


def set_default(frappe, change, key, value):
	"""Set a default of the site, unless it is so already."""
	if (
		frappe.db.get_value("DefaultValue", {"defkey": key, "parent": "__default"}, "defvalue") or ""
	) != value:
		change(key, value)


def set_user(frappe, change, username):
	"""Change the user, and keep what is nobody's own of what was fetched from redis."""
	keys = {frappe.cache.make_key(name) for name in AT_HAND}
	kept = {key: value for key, value in frappe.local.cache.items() if key in keys}
	change(username)
	frappe.local.cache = kept


@pytest.fixture
def db(site):
	"""The site's database inside a transaction that is rolled back, whatever the code under test commits.

	`frappe.db.commit()` runs its callbacks but writes nothing through. DDL (saving a DocType, a Custom
	Field) commits all the same: such tests use `snapshot`.
	"""
	import frappe

	reset(frappe)
	frappe.db.rollback()
	frappe.db.commit = lambda: pretend_to_commit(frappe.db)
	try:
		yield frappe.db
	finally:
		frappe.db.__dict__.pop("commit", None)
		frappe.db.rollback()
		reset(frappe)


def pretend_to_commit(database):
	"""What a commit does, but for the COMMIT itself."""
	database.before_rollback.reset()
	database.after_rollback.reset()
	database.before_commit.run()
	database.after_commit.run()


def reset(frappe):
	"""Forget who acted, what was flagged and what was cached."""
	frappe.set_user("Administrator")
	for flag in [name for name, value in frappe.local.flags.items() if value]:
		if flag != "mute_emails":
			frappe.local.flags.pop(flag)
	frappe.local.flags.currently_saving = []
	frappe.local.message_log = []
	frappe.local.response = frappe._dict({"docs": []})
	frappe.local.form_dict = frappe._dict()
	frappe.local.role_permissions = {}
	frappe.local.new_doc_templates = {}
	frappe.local.user_perms = None
	frappe.local.xf_postings = None
	frappe.local.document_cache = {}
	frappe.local.fullnames = {}
	# What nobody sent any more stays here, and each new message is compared with all of it.
	if hasattr(frappe.local, "_realtime_log"):
		del frappe.local._realtime_log
	for name in ("system_settings", "website_settings"):
		if hasattr(frappe.local, name):
			delattr(frappe.local, name)
	frappe.db.value_cache.clear()
	cache = frappe.cache() if callable(frappe.cache) else frappe.cache
	for key in REMEMBERED:
		cache.delete_keys(key)


@pytest.fixture(scope="module")
def snapshot(site):
	"""For tests that change tables or must commit: the database as it was, put back after the module.

	Only the tables that differ are put back: most modules write a few dozen of the four hundred.
	"""
	import subprocess

	import frappe

	frappe.db.commit()
	reset(frappe)
	conf = frappe.local.conf
	login = [f"--host={conf.db_host}", f"--port={conf.db_port}", f"--user={conf.db_name}"]
	env = {**os.environ, "MYSQL_PWD": conf.db_password}
	command = ["mariadb-dump", *login, "--single-transaction", "--add-drop-table", conf.db_name]
	kept = subprocess.run(command, env=env, capture_output=True, check=True).stdout
	before = states(frappe)
	yield
	frappe.db.rollback()
	end_jobs()
	now = states(frappe)
	changed = {table for table, state in before.items() if now.get(table) != state}
	command = ["mariadb", *login, conf.db_name]
	subprocess.run(command, env=env, input=sections(kept, changed), check=True)
	for table in now.keys() - before.keys():
		frappe.db.sql_ddl(f"drop table if exists `{table}`")
	frappe.db.rollback()
	frappe.clear_cache()


def states(frappe):
	"""{table: (its shape, the sum of its rows)}."""
	tables = frappe.db.sql_list("show full tables where Table_type = 'BASE TABLE'")
	names = ", ".join(f"`{table}`" for table in tables)
	sums = {row[0].split(".", 1)[1]: row[1] for row in frappe.db.sql(f"checksum table {names}")}
	shapes = {table: frappe.db.sql(f"show create table `{table}`")[0][1] for table in tables}
	# A look at a table keeps others from dropping it until the transaction ends.
	frappe.db.rollback()
	return {table: (shapes[table], sums[table]) for table in tables}


def sections(dump, tables):
	"""Of a dump, what comes before the first table, what belongs to `tables`, and all that is no table."""
	head, *parts = re.split(rb"(?=^-- (?:Table|Sequence) structure for)", dump, flags=re.MULTILINE)
	marker = re.compile(rb"-- Table structure for table `(.+)`")
	wanted = [
		part for part in parts if not (found := marker.match(part)) or found.group(1).decode() in tables
	]
	return head + b"".join(wanted)


def end_jobs(seconds=60):
	"""Drop this site's waiting jobs and let the running one end: it would keep in Redis what is about to be undone."""
	from frappe.utils.background_jobs import get_queues, get_workers

	for queue in get_queues():
		for job in queue.get_jobs():
			if job.kwargs.get("site") == SITE:
				job.delete()
	until = time.monotonic() + seconds
	while time.monotonic() < until and any(is_at_this_site(worker) for worker in get_workers()):
		time.sleep(0.2)


def is_at_this_site(worker):
	"""Whether the worker is at a job of this site at this moment."""
	from rq.exceptions import NoSuchJobError

	try:
		job = worker.get_current_job()
	except NoSuchJobError:
		# It ended between two questions.
		return False
	return bool(job) and job.kwargs.get("site") == SITE


@pytest.fixture
def as_user(site):
	"""`with as_user("a@b"): …` acts as that user."""
	import frappe

	@contextmanager
	def acting(user):
		before = frappe.session.user
		frappe.set_user(user)
		try:
			yield
		finally:
			frappe.set_user(before)

	return acting


@pytest.fixture(scope="session")
def base_url():
	"""Address of the site's real web server."""
	return BASE_URL


@pytest.fixture
def client(base_url):
	"""`client(user, password)` gives an HTTP session logged in through the login page's own call.

	Without arguments it is nobody's. Its `get`, `post`, `put` and `delete` take paths.
	"""
	opened = []

	def open_session(user=None, password=ADMIN_PASSWORD):
		session = site_session(base_url)
		opened.append(session)
		if user:
			answer = session.post("/api/method/login", data={"usr": user, "pwd": password})
			assert answer.status_code == 200, answer.text
			session.headers["X-Frappe-CSRF-Token"] = csrf_token(session)
		return session

	yield open_session
	for session in opened:
		session.close()


def site_session(base_url):
	"""A requests session whose paths are relative to the site."""
	import requests

	class SiteSession(requests.Session):
		def request(self, method, url, **kwargs):
			kwargs.setdefault("timeout", 60)
			return super().request(method, base_url + url if url.startswith("/") else url, **kwargs)

	session = SiteSession()
	session.trust_env = False
	session.headers["Accept"] = "application/json"
	return session


def csrf_token(session):
	"""The token the desk's page carries; users without a desk have it on the website's pages."""
	import re

	for page in ("/app", "/"):
		found = re.search(r'csrf_token\s*=\s*"([0-9a-f]{20,})"', session.get(page).text)
		if found:
			return found.group(1)
	return ""


@pytest.fixture(scope="session")
def browser():
	"""One Chromium for the whole run, each page in a context of its own."""
	from playwright.sync_api import sync_playwright

	with sync_playwright() as playwright:
		chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
		yield chromium
		chromium.close()


@pytest.fixture
def browser_page(browser, base_url, client):
	"""`browser_page(user, password)` gives a page logged in, 1440×900, in Chinese."""
	contexts = []

	def open_page(user=None, password=ADMIN_PASSWORD, **options):
		options = {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", **options}
		context = browser.new_context(base_url=base_url, timezone_id="Asia/Shanghai", **options)
		contexts.append(context)
		# Other tests run beside this one: what a person would wait for takes longer here.
		context.set_default_timeout(90_000)
		if user:
			kept = client(user, password).cookies.get_dict()
			context.add_cookies([{"name": k, "value": v, "url": base_url} for k, v in kept.items()])
		return context.new_page()

	yield open_page
	for context in contexts:
		context.close()
