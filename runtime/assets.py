"""The desk's scripts and styles: bundled by runtime/assets/build.js, or by upstream's own builder."""

import shutil
from pathlib import Path

from . import node_packages, processes, stamps
from .settings import APP
from .shell import give, own, run


def build(settings):
	"""Build what changed: Frappe's bundles once, the app's whenever its public folder changes."""
	link_public(settings)
	if settings["XF_ASSETS"]:
		return place_built(settings)
	if settings.upstream:
		return build_upstream(settings)
	node_packages.link(settings)
	builder = install_builder(settings)
	for app in ("frappe", APP):
		public = settings.bench / "apps" / app / app / "public"
		name = f"assets-{'frappe' if app == 'frappe' else 'app'}"
		# Frappe's public folder changes only with the wheel; reading it each time would cost a second.
		inputs = (
			[(settings.bench / "apps" / "frappe" / ".git" / "refs" / "heads")]
			if app == "frappe"
			else [public]
		)
		key = stamps.digest(*inputs, builder, node_packages.key())
		if stamps.is_done(settings, name, key) and (settings.sites / "assets" / "assets.json").exists():
			continue
		if public.is_dir():
			log = settings.state / "log" / f"assets-{app}.log"
			run(settings, ["node", builder / "build.js", settings.bench, app], log=log)
		stamps.done(settings, name, key)


def place_built(settings):
	"""Put what the bundle brings in its places; the socket.io server beside its packages."""
	node_packages.link(settings)
	install_builder(settings)
	source = Path(settings["XF_ASSETS"])
	key = stamps.digest(*(path for path in sorted(source.glob("*.json"))))
	if stamps.is_done(settings, "assets-built", key):
		return
	for app in ("frappe", APP):
		dist = settings.bench / "apps" / app / app / "public" / "dist"
		shutil.rmtree(dist, ignore_errors=True)
		shutil.copytree(source / app, dist)
	for path in source.glob("*.json"):
		shutil.copyfile(path, settings.sites / "assets" / path.name)
		give(settings, settings.sites / "assets" / path.name)
	stamps.done(settings, "assets-built", key)


def install_builder(settings):
	"""Put the builder and the socket.io server beside the packages they need."""
	source = node_packages.FOLDER
	target = settings.state / "assets"
	own(settings, target)
	for path in source.glob("*.js"):
		if not (target / path.name).exists() or (target / path.name).read_bytes() != path.read_bytes():
			shutil.copyfile(path, target / path.name)
			give(settings, target / path.name)
			if path.name == "socketio.js":
				processes.stop(settings, "socketio")
	link = target / "node_modules"
	wanted = node_packages.folder(settings) / "node_modules"
	if not link.is_symlink() or link.readlink() != wanted:
		link.unlink(missing_ok=True)
		link.symlink_to(wanted)
	return target


def link_public(settings):
	"""`sites/assets/<app>` is a link to the app's public folder."""
	assets = settings.sites / "assets"
	own(settings, assets)
	for app in ("frappe", APP):
		package = settings.bench / "apps" / app / app
		public = package / "public"
		place = assets / app
		if public.is_dir() and not (place.is_symlink() and place.readlink() == public):
			if place.is_symlink() or place.is_file():
				place.unlink()
			elif place.is_dir():
				shutil.rmtree(place)
			place.symlink_to(public)
			give(settings, place)
	modules = settings.bench / "apps" / "frappe" / "frappe" / "public" / "node_modules"
	if not modules.is_symlink():
		modules.symlink_to("../../node_modules")
		give(settings, modules)


def build_upstream(settings):
	"""Upstream brings its own builder: yarn and esbuild, through the bench command."""
	public = settings.app_copy / APP / "public"
	key = stamps.digest(public, "upstream")
	if stamps.is_done(settings, "assets-app", key):
		return
	log = settings.state / "log" / "assets-upstream.log"
	first = not (settings.sites / "assets" / "assets.json").exists()
	run(settings, [settings.tools / "bench", "build", *([] if first else ["--app", APP])], log=log)
	stamps.done(settings, "assets-app", key)
