"""Running other programs: as the bench user or as root, into a log, with a clean environment."""

import os
import pwd
import subprocess
from pathlib import Path

from .say import Stop

# What a child process may inherit. Everything else would make a run depend on who started it;
# `CI` above all, which Frappe's workers take for "inside a test".
PASSED_ON = ("PIP_", "UV_", "XF_", "npm_config_", "NPM_CONFIG_")
PASSED_NAMES = {
	"TERM",
	"TZ",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"REQUESTS_CA_BUNDLE",
	"CURL_CA_BUNDLE",
	"NODE_EXTRA_CA_CERTS",
	"GIT_SSL_CAINFO",
	"http_proxy",
	"https_proxy",
	"no_proxy",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY",
}


SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"


def child_environment(settings, **more):
	"""The environment of every program started for the bench."""
	env = {k: v for k, v in os.environ.items() if k in PASSED_NAMES or k.startswith(PASSED_ON)}
	env.update(
		HOME=str(settings.home),
		USER=settings.user,
		LOGNAME=settings.user,
		LANG="C.UTF-8",
		LC_ALL="C.UTF-8",
		PATH=f"{settings.tools}:{SYSTEM_PATH}",
		PIP_CACHE_DIR=str(settings.cache / "pip"),
		PIP_DISABLE_PIP_VERSION_CHECK="1",
		UV_CACHE_DIR=str(settings.cache / "uv"),
		UV_PYTHON_DOWNLOADS="never",
		UV_SYSTEM_CERTS="1",
		UV_NATIVE_TLS="1",
		UV_LINK_MODE="copy",
		npm_config_cache=str(settings.cache / "npm"),
		YARN_CACHE_FOLDER=str(settings.cache / "yarn"),
		npm_config_audit="false",
		npm_config_fund="false",
		npm_config_update_notifier="false",
		PYTHONUNBUFFERED="1",
	)
	if settings["XF_WHEELS"]:
		# Everything comes from the bundle; a network that happens to be there is not asked.
		env.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=settings["XF_WHEELS"], PIP_CONFIG_FILE="/dev/null")
		env.update(UV_OFFLINE="1", UV_CONFIG_FILE=str(Path(settings["XF_WHEELS"]) / "uv.toml"))
	env.update({key: str(value) for key, value in more.items()})
	return env


def identity(settings):
	"""Arguments for subprocess that drop root's rights to the bench user's."""
	if os.geteuid() != 0:
		return {}
	entry = pwd.getpwnam(settings.user)
	return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def run(settings, command, *, root=False, cwd=None, log=None, env=None, check=True, **kwargs):
	"""Run a program to its end; its output goes to `log`, whose tail is shown when it fails."""
	options = {} if root else identity(settings)
	options.update(kwargs)
	environment = {**child_environment(settings), **{k: str(v) for k, v in (env or {}).items()}}
	command = [str(part) for part in command]
	where = str(cwd or (settings.bench if settings.bench.is_dir() else "/"))
	stream = None
	if log:
		if Path(log).is_relative_to(settings.bench):
			own(settings, Path(log).parent)
		stream = open(log, "ab")
		if Path(log).is_relative_to(settings.bench):
			give(settings, log)
		options.update(stdout=stream, stderr=subprocess.STDOUT)
	options.setdefault("stdin", subprocess.DEVNULL)
	try:
		done = subprocess.run(command, cwd=where, env=environment, **options)
	except FileNotFoundError as missing:
		raise Stop(f"缺少程序 {command[0]}", f"program not found: {command[0]}") from missing
	finally:
		if stream:
			stream.close()
	if check and done.returncode != 0:
		failed(command, done.returncode, log)
	return done


def run_shown(settings, command, log, *, cwd, env=None):
	"""Run a program into a log and show those of its lines that start with two spaces: its progress."""
	own(settings, Path(log).parent)
	environment = {**child_environment(settings), **{k: str(v) for k, v in (env or {}).items()}}
	command = [str(part) for part in command]
	with (
		open(log, "a", encoding="utf-8") as stream,
		subprocess.Popen(
			command,
			cwd=str(cwd),
			env=environment,
			stdin=subprocess.DEVNULL,
			stdout=subprocess.PIPE,
			stderr=subprocess.STDOUT,
			encoding="utf-8",
			errors="replace",
			**identity(settings),
		) as process,
	):
		give(settings, log)
		for text in process.stdout:
			stream.write(text)
			if text.startswith("  ") and text.strip()[:1].isdigit():
				print("    " + text.rstrip(), flush=True)
	if process.returncode:
		failed(command, process.returncode, log)


def failed(command, code, log=None):
	"""Stop, with the end of the log."""
	tail = ""
	if log and Path(log).exists():
		last = Path(log).read_text(encoding="utf-8", errors="replace").splitlines()[-25:]
		tail = "\n".join("    | " + text for text in last)
	name = " ".join(str(part) for part in command[:4])
	where_zh = f",日志:{log}" if log else ""
	where_en = f", log: {log}" if log else ""
	raise Stop(f"命令失败({code}):{name}{where_zh}", f"command failed ({code}): {name}{where_en}", tail)


def own(settings, *paths):
	"""Make folders that belong to the bench user. A folder that was there keeps its owner, unless it
	lies in the bench or in the cache: nobody wants /tmp or /var/log given away."""
	for path in map(Path, paths):
		missing = [p for p in (path, *path.parents) if not p.exists()]
		path.mkdir(parents=True, exist_ok=True)
		inside = settings.bench in path.parents or settings.cache in path.parents
		for made in [*missing, *([path] if inside else [])]:
			give(settings, made)


def give(settings, path):
	"""Hand a file, or a link itself, over to the bench user."""
	if os.geteuid() == 0:
		who = pwd.getpwnam(settings.user)
		os.chown(path, who.pw_uid, who.pw_gid, follow_symlinks=False)
