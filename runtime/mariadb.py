"""MariaDB on the bench's own data folder, port and socket; never the system's server."""

import json
import secrets
import shutil

from . import processes, programs
from .say import Stop
from .shell import give, own, run

CONFIG = """[mariadbd]
datadir = {data}
socket = {socket}
port = {port}
bind-address = 127.0.0.1
pid-file = {state}/run/mariadbd.own
character-set-server = utf8mb4
collation-server = utf8mb4_unicode_ci
character-set-client-handshake = FALSE
skip-name-resolve = OFF
innodb_buffer_pool_size = {buffer}
innodb_log_file_size = 256M
# 1 in use; 2 elsewhere: a power cut may lose the last second of a demo, and every test is the faster for it.
innodb_flush_log_at_trx_commit = {flush}
innodb_doublewrite = {doublewrite}
max_connections = 200
# Run at every start, before anybody can connect.
init-file = {state}/first.sql
max_allowed_packet = 64M
performance_schema = OFF
skip-log-bin
"""
# Anonymous users would win over a site's own login from this machine (error 1045).
FIRST = """delete from mysql.global_priv where User = '';
delete from mysql.global_priv where User = 'root' and Host <> 'localhost';
flush privileges;
alter user 'root'@'localhost' identified by '{password}';
"""


def secret_file(settings):
	return settings.state / "secrets.json"


def root_password(settings):
	"""The password of MariaDB's root, made at the first start."""
	return json.loads(secret_file(settings).read_text())["mariadb_root"]


def socket(settings):
	"""Where the server listens besides its port."""
	return settings.state / "run" / "mariadb.sock"


def client(settings, *more):
	"""Command line of the client as root; the password travels in a file, not in the process list."""
	return ["mariadb", f"--defaults-extra-file={settings.state / 'root.cnf'}", *more]


def sql(settings, text):
	"""Run statements as root of the bench's server."""
	run(settings, client(settings, "-e", text), log=settings.state / "log" / "sql.log")


def start(settings):
	"""Start the server, making its data folder at the first time."""
	if processes.running(settings, "mariadb"):
		return
	require_port(settings, "db")
	prepare(settings)
	process = processes.start(settings, "mariadb", programs.mariadb(settings))
	processes.wait(settings, "mariadb", process, lambda: alive(settings), 90)


def prepare(settings):
	"""Data folder and configuration."""
	data = settings.state / "mariadb"
	if not (data / "mysql").is_dir():
		create(settings, data)
	config = settings.state / "my.cnf"
	config.write_text(
		CONFIG.format(
			data=data,
			state=settings.state,
			socket=socket(settings),
			port=settings.port("db"),
			buffer=settings["XF_DB_BUFFER"],
			flush=1 if settings.production else 2,
			doublewrite="ON",
		)
	)
	give(settings, config)
	write_private(settings, "first.sql", FIRST.format(password=root_password(settings)))
	write_client_file(settings)


def alive(settings):
	"""Whether the server answers root."""
	return run(settings, client(settings, "-e", "select 1"), check=False, capture_output=True).returncode == 0


def write_client_file(settings):
	"""Login of root for the client."""
	text = f"user=root\npassword={root_password(settings)}\nprotocol=tcp\nhost=127.0.0.1"
	write_private(settings, "root.cnf", f"[client]\n{text}\nport={settings.port('db')}\n")


def write_private(settings, name, text):
	"""A file that only the bench user may read."""
	path = settings.state / name
	path.touch(mode=0o600)
	path.write_text(text)
	give(settings, path)
	return path


def create(settings, data):
	"""Make the data folder and a password for its root."""
	log = settings.state / "log" / "mariadb-install.log"
	temporary = data.with_name("mariadb.part")
	if temporary.exists():
		shutil.rmtree(temporary)
	own(settings, temporary)
	write_private(
		settings, secret_file(settings).name, json.dumps({"mariadb_root": secrets.token_urlsafe(18)})
	)
	command = [
		*("mariadb-install-db", "--no-defaults", f"--datadir={temporary}", "--skip-test-db"),
		*("--auth-root-authentication-method=normal", "--innodb-log-file-size=256M"),
	]
	run(settings, command, log=log)
	temporary.rename(data)


def require_port(settings, name):
	"""Stop when somebody else holds the port."""
	from .system import port_is_free

	if not port_is_free(settings.port(name)):
		raise Stop(
			f"端口 {settings.port(name)} 已被占用;请另设 XF_HTTP_PORT(其余端口随之移动)",
			f"port {settings.port(name)} is taken; set XF_HTTP_PORT (the other ports move with it)",
		)


def stop(settings):
	processes.stop(settings, "mariadb", seconds=60)
