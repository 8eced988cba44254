"""Settings: the environment wins, then runtime/settings.env, then the defaults below."""

import json
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .say import Stop

CLONE = Path(__file__).resolve().parent.parent
APP = "xinfang_app"

DEFAULTS = {
	"XF_USER": "xinfang",
	"XF_BENCH_DIR": "",  # empty: <home of XF_USER>/bench
	"XF_CACHE_DIR": "/var/cache/xinfang",
	"XF_HTTP_PORT": "8000",
	"XF_BIND": "127.0.0.1",  # 0.0.0.0 lets other machines in: the demo's passwords are public
	"XF_SITE": "demo.localhost",
	"XF_TEST_SITE": "test.localhost",
	"XF_ADMIN_PASSWORD": "admin",
	"XF_PYTHON": "/usr/bin/python3",
	"XF_FRAPPE_REPO": "",  # empty: the pinned snapshot from the Python package index
	"XF_FRAPPE_BRANCH": "version-15",
	"XF_DB_BUFFER": "512M",
	"XF_WEB_WORKERS": "2",
	"XF_JOB_WORKERS": "1",
	# An installed bench in use (docs/operations.md).
	"XF_PRODUCTION": "",
	"XF_PUBLIC_PORT": "",  # the port people use, beside XF_HTTP_PORT; below 1024 only under systemd
	"XF_TLS_CERT": "",
	"XF_TLS_KEY": "",
	"XF_BACKUP_DIR": "",  # empty: xinfang-backups in the home of XF_USER
	"XF_KEYS_DIR": "",  # empty: xinfang-keys in the home of XF_USER
	# What a bundle brings, so that nothing is fetched.
	"XF_WHEELS": "",
	"XF_ASSETS": "",
	"XF_DEBS": "",
}


PATHS = (
	*("XF_BENCH_DIR", "XF_CACHE_DIR", "XF_BACKUP_DIR", "XF_KEYS_DIR"),
	*("XF_TLS_CERT", "XF_TLS_KEY", "XF_WHEELS", "XF_ASSETS", "XF_DEBS"),
)


def read_file(path):
	"""KEY=value lines of a settings file; '#' starts a comment."""
	values = {}
	if path.exists():
		for raw in path.read_text(encoding="utf-8").splitlines():
			text = raw.strip()
			if text and not text.startswith("#") and "=" in text:
				key, value = text.split("=", 1)
				values[key.strip()] = value.strip().strip("'\"")
	return values


@dataclass(frozen=True)
class Settings:
	"""Where things are and on which ports they answer."""

	values: dict

	def __getitem__(self, key):
		return self.values[key]

	@property
	def user(self):
		return self["XF_USER"]

	@cached_property
	def bench(self):
		if self["XF_BENCH_DIR"]:
			return Path(self["XF_BENCH_DIR"])
		return self.home / "bench"

	@cached_property
	def home(self):
		import pwd

		try:
			return Path(pwd.getpwnam(self.user).pw_dir)
		except KeyError:
			return Path("/home") / self.user

	@property
	def cache(self):
		return Path(self["XF_CACHE_DIR"])

	@property
	def state(self):
		"""Everything of ours in the bench: tools, data of MariaDB and Redis, logs, stamps."""
		return self.bench / ".runtime"

	@property
	def app_copy(self):
		return self.bench / "apps" / APP

	@property
	def sites(self):
		return self.bench / "sites"

	@property
	def python(self):
		return self.bench / "env" / "bin" / "python"

	@property
	def tools(self):
		return self.state / "tools" / "bin"

	@property
	def web_socket(self):
		return self.state / "run" / "web.sock"

	@property
	def backup_dir(self):
		return Path(self["XF_BACKUP_DIR"] or self.home / "xinfang-backups")

	@property
	def keys_dir(self):
		return Path(self["XF_KEYS_DIR"] or self.home / "xinfang-keys")

	@property
	def production(self):
		"""Whether people work on this bench: durable, no test port, mail goes out."""
		return bool(self["XF_PRODUCTION"])

	@property
	def upstream(self):
		return bool(self["XF_FRAPPE_REPO"])

	def port(self, name):
		"""All ports lie next to the web port, so that one setting moves the whole bench."""
		offset = {"http": 0, "test": 1, "db": 6, "cache": 7, "queue": 8, "socketio": 9}[name]
		return int(self["XF_HTTP_PORT"]) + offset

	def url(self, site, port="http"):
		public = self["XF_PUBLIC_PORT"]
		if public and site == self["XF_SITE"]:
			scheme, usual = ("https", "443") if self["XF_TLS_CERT"] else ("http", "80")
			return f"{scheme}://{site}" + ("" if public == usual else f":{public}")
		return f"http://{site}:{self.port(port)}"


def load():
	"""Read and check the settings."""
	chosen = read_file(CLONE / "runtime" / "settings.env")
	chosen.update({key: os.environ[key] for key in DEFAULTS if os.environ.get(key)})
	values = {**DEFAULTS, **chosen}
	settings = Settings(values)
	if "XF_HTTP_PORT" not in chosen:
		values["XF_HTTP_PORT"] = port_of(settings) or values["XF_HTTP_PORT"]
	check(settings)
	return settings


def check(settings):
	"""Stop at a value that cannot work."""
	if not re.fullmatch(r"[a-z_][a-z0-9_-]{0,30}", settings.user) or settings.user == "root":
		raise Stop("XF_USER 须为普通用户名(不能是 root)", "XF_USER must be an ordinary user name, not root")
	port = settings["XF_HTTP_PORT"]
	if not port.isdigit() or not 1024 <= int(port) <= 65000:
		raise Stop("XF_HTTP_PORT 须在 1024–65000 之间", "XF_HTTP_PORT must be between 1024 and 65000")
	public = settings["XF_PUBLIC_PORT"]
	if public and not (public.isdigit() and 0 < int(public) <= 65535):
		raise Stop("XF_PUBLIC_PORT 须为端口号", "XF_PUBLIC_PORT must be a port")
	if bool(settings["XF_TLS_CERT"]) != bool(settings["XF_TLS_KEY"]):
		raise Stop("XF_TLS_CERT 与 XF_TLS_KEY 须同时设置", "XF_TLS_CERT and XF_TLS_KEY go together")
	for key in PATHS:
		if settings[key] and not settings[key].startswith("/"):
			raise Stop(f"{key} 须为绝对路径", f"{key} must be an absolute path")
	if len(str(settings.bench)) > 70:
		raise Stop(
			"XF_BENCH_DIR 路径过长(最多 70 个字符)", "XF_BENCH_DIR is too long (70 characters at most)"
		)


def port_of(settings):
	"""The web port that the bench was last set to, so that later commands need not repeat it."""
	try:
		config = json.loads((settings.sites / "common_site_config.json").read_text())
	except (FileNotFoundError, PermissionError, json.JSONDecodeError):
		return None
	return str(config["webserver_port"]) if "webserver_port" in config else None
