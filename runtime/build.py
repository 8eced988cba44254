"""Building the bench from nothing, the slow parts beside each other."""

from concurrent.futures import ThreadPoolExecutor

from . import app, assets, benchdir, node_packages, services, site, system, tools
from .locks import lock
from .settings import CLONE
from .shell import own


def machine(settings):
	"""What only root can do: packages and the user."""
	system.check_os()
	system.check_room(settings, system.ROOM_WARM_MB if is_made(settings) else system.ROOM_MB)
	system.make_user(settings)
	system.install_packages(settings)


def bench(settings, step, dev):
	"""A bench with Frappe, the app's copy, running MariaDB and Redis, assets and a base to make sites of."""
	with lock(settings, "build"):
		if benchdir.has_moved(settings):
			# Servers on the ports of before would be taken for the right ones.
			services.stop_all(settings)
		services.require_ports(settings)
		own(settings, settings.bench, *(settings.state / part for part in ("", "log", "run")))
		# Passwords lie in there: dumps, site settings, MariaDB's root.
		settings.bench.chmod(0o700)
		step("bench 工具", "bench command")
		tools.install(settings)
		with ThreadPoolExecutor(3) as pool:
			step("Frappe、前端依赖、数据库(并行)", "Frappe, node packages, database (side by side)")
			node = None if settings.upstream else pool.submit(node_packages.install, settings)
			made = pool.submit(benchdir.make, settings)
			data = pool.submit(services.start_data, settings)
			for job in filter(None, (data, made, node)):
				job.result()
			benchdir.configure(settings)
			step(
				"应用依赖、桌面资源、基础站点(并行)",
				"the app's dependencies, desk assets, base site (side by side)",
			)
			app.copy(settings, CLONE, settings.app_copy)
			base = pool.submit(site.make_base, settings)
			built = None if settings.upstream else pool.submit(assets.build, settings)
			app.sync(settings, dev)
			for job in filter(None, (base, built)):
				job.result()
			# Only now: a `new-site` under way would look for an app that its Python does not know yet.
			app.register(settings)
			if settings.upstream:
				assets.build(settings)


def is_made(settings):
	"""Whether there is a bench to work with, on these ports."""
	return (settings.state / "stamps" / "base").exists() and not benchdir.has_moved(settings)
