"""Two Redis servers of the bench's own: a cache that may forget, a queue that may not."""

from functools import partial

from . import processes, programs
from .mariadb import require_port
from .shell import give, own, run

CONFIG = """bind 127.0.0.1
port {port}
unixsocket {socket}
unixsocketperm 700
dir {data}
daemonize no
loglevel warning
{more}
"""
MORE = {
	"cache": 'save ""\nappendonly no\nmaxmemory 256mb\nmaxmemory-policy allkeys-lru',
	"queue": "save 60 1\nappendonly no",
}


def start(settings):
	"""Start both."""
	for name in MORE:
		service = f"redis-{name}"
		if processes.running(settings, service):
			continue
		require_port(settings, name)
		prepare(settings, name)
		port = settings.port(name)
		process = processes.start(settings, service, programs.redis(settings, name))
		processes.wait(settings, service, process, partial(processes.answers, port), 20)


def prepare(settings, name):
	"""Data folder and configuration of one."""
	data = settings.state / f"redis-{name}"
	own(settings, data)
	config = settings.state / f"redis-{name}.conf"
	config.write_text(
		CONFIG.format(port=settings.port(name), socket=socket(settings, name), data=data, more=MORE[name])
	)
	give(settings, config)


def socket(settings, name):
	"""Where one listens besides its port."""
	return settings.state / "run" / f"redis-{name}.sock"


FORGET = """
for _, key in ipairs(redis.call('keys', ARGV[1])) do
	redis.call('unlink', key)
end
"""


def forget_cache(settings, database=None):
	"""Empty the cache, or one site's part of it: hooks, translations and metadata may have changed."""
	if processes.running(settings, "redis-cache"):
		command = ["flushall"] if database is None else ["eval", FORGET, "0", f"{database}|*"]
		run(settings, ["redis-cli", "-p", settings.port("cache"), *command], capture_output=True)


def stop(settings):
	for name in MORE:
		processes.stop(settings, f"redis-{name}")
