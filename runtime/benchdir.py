"""The bench: made by the real `bench init`, set to our own ports."""

import json
import shutil

from . import site, stamps, tools
from .frappe_source import repo
from .say import Stop
from .shell import give, run


def make(settings):
	"""Run `bench init` once; whatever a failed run leaves is removed."""
	source = settings["XF_FRAPPE_REPO"] or f"file://{settings.state / 'frappe-repo'}"
	branch = settings["XF_FRAPPE_BRANCH"] if settings.upstream else repo.BRANCH
	constraints = "" if settings.upstream else tools.FRAPPE_CONSTRAINTS
	key = stamps.digest(source, branch, settings["XF_PYTHON"], constraints)
	if stamps.is_done(settings, "bench", key):
		return False
	clear(settings)
	if not settings.upstream:
		repo.make(settings)
	log = settings.state / "log" / "bench-init.log"
	command = [
		*(settings.tools / "bench", "init", settings.bench, "--ignore-exist", "--skip-assets"),
		*("--no-backups", "--skip-redis-config-generation", "--python", settings["XF_PYTHON"]),
		*("--frappe-path", source, "--frappe-branch", branch),
	]
	try:
		run(settings, command, cwd=settings.home, log=log, env=tools.uv_environment(settings))
		if not (settings.bench / "apps" / "frappe" / "frappe" / "__init__.py").exists():
			raise Stop(f"bench init 没有完成,见 {log}", f"bench init did not finish, see {log}")
		run(settings, [settings.python, "-c", "import frappe"], log=log)
	except Stop as stop:
		clear(settings)
		raise Stop(
			f"bench init 失败;请检查网络、XF_FRAPPE_REPO 与 XF_FRAPPE_BRANCH,见 {log}",
			f"bench init failed; check the network, XF_FRAPPE_REPO and XF_FRAPPE_BRANCH, see {log}",
		) from stop
	stamps.done(settings, "bench", key)
	return True


def clear(settings):
	"""Remove what `bench init` makes; tools and downloads stay."""
	for name in ("apps", "config", "env", "logs", "sites", "Procfile", "patches.txt"):
		path = settings.bench / name
		if path.is_dir() and not path.is_symlink():
			shutil.rmtree(path)
		else:
			path.unlink(missing_ok=True)
	for name in ("bench", "app-install", "assets-frappe", "assets-app", "synced"):
		stamps.forget(settings, name)


def has_moved(settings):
	"""Whether the bench was set to other ports before."""
	path = settings.sites / "common_site_config.json"
	before = json.loads(path.read_text()).get("db_port") if path.exists() else None
	return before not in (None, settings.port("db"))


def configure(settings):
	"""Write the settings that all sites of this bench share."""
	path = settings.sites / "common_site_config.json"
	config = json.loads(path.read_text()) if path.exists() else {}
	wanted = {
		**config,
		"db_host": "127.0.0.1",
		"db_port": settings.port("db"),
		"redis_cache": f"redis://127.0.0.1:{settings.port('cache')}",
		"redis_queue": f"redis://127.0.0.1:{settings.port('queue')}",
		"redis_socketio": f"redis://127.0.0.1:{settings.port('queue')}",
		"socketio_port": settings.port("socketio"),
		"webserver_port": settings.port("http"),
		"default_site": settings["XF_SITE"],
		"mute_emails": 0 if settings.production else 1,
		"xf_backup_dir": str(settings.backup_dir),
		"xf_keys_dir": str(settings.keys_dir),
		"background_workers": int(settings["XF_JOB_WORKERS"]),
		"frappe_user": settings.user,
	}
	if wanted != config:
		path.write_text(json.dumps(wanted, indent=1, sort_keys=True) + "\n")
		give(settings, path)
	for found in settings.sites.glob("*/site_config.json"):
		site.write_config(settings, found.parent.name, host_name=settings.url(found.parent.name))
