"""nginx in front, as in production: static files, the web workers, socket.io, one port for each use."""

import json

from .shell import give, own

CONFIG = """daemon off;
worker_processes 1;
pid {run}/nginx.own;
error_log {log}/nginx-error.log;
events {{ worker_connections 512; }}
http {{
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	access_log off;
	sendfile on;
	gzip on;
	gzip_types text/css application/javascript application/json image/svg+xml;
	client_max_body_size {largest};
	client_body_temp_path {run}/nginx-body;
	proxy_temp_path {run}/nginx-proxy;
	fastcgi_temp_path {run}/nginx-fastcgi;
	uwsgi_temp_path {run}/nginx-uwsgi;
	scgi_temp_path {run}/nginx-scgi;
	upstream web {{ server unix:{run}/web.sock fail_timeout=0; }}
	upstream socketio {{ server 127.0.0.1:{socketio} fail_timeout=0; }}
	map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
{servers}
}}
"""
SERVER = """
	# Any site of the bench by its name; every other name means {site}.
	map $host $site_{port} {{
		default {site};
		~^(?<named_{port}>[a-z0-9-]+\\.localhost)$ $named_{port};
	}}
	server {{
		{listen}
		root {sites};
		add_header X-Content-Type-Options nosniff;
		location /assets/ {{
			try_files $uri =404;
			add_header Cache-Control "max-age=3600";
			add_header X-Content-Type-Options nosniff;
		}}
		location ~ ^/protected/(.*) {{
			internal;
			try_files /$site_{port}/$1 =404;
		}}
		location /socket.io {{
			proxy_http_version 1.1;
			proxy_set_header Upgrade $http_upgrade;
			proxy_set_header Connection $connection_upgrade;
			proxy_set_header X-Frappe-Site-Name $site_{port};
			proxy_set_header Origin $scheme://$http_host;
			proxy_set_header Host $http_host;
			proxy_pass http://socketio;
		}}
		location / {{
			try_files /$site_{port}/public$uri @web;
		}}
		location @web {{
			proxy_http_version 1.1;
			proxy_set_header X-Forwarded-For $remote_addr;
			proxy_set_header X-Forwarded-Proto $scheme;
			proxy_set_header X-Frappe-Site-Name $site_{port};
			proxy_set_header Host $http_host;
			proxy_set_header X-Use-X-Accel-Redirect True;
			proxy_read_timeout 150;
			proxy_redirect off;
			proxy_pass http://web;
		}}
	}}
"""


#: Of a request, in bytes, where a site's configuration names none.
FRAPPES_LIMIT = 10 * 1024 * 1024
#: What a port is for → the site that answers there to every name that is no other's.
USES = {"http": "XF_SITE", "test": "XF_TEST_SITE"}


def uses(settings):
	"""A bench in use has no port for tests."""
	return ["http"] if settings.production else list(USES)


def listen(settings, use):
	"""Where one server listens: its own port, and in use the one people know."""
	lines = [f"listen {settings['XF_BIND']}:{settings.port(use)};"]
	if use == "http" and settings["XF_PUBLIC_PORT"]:
		tls = settings["XF_TLS_CERT"]
		lines.append(f"listen {settings['XF_PUBLIC_PORT']}{' ssl' if tls else ''};")
		if tls:
			lines += [f"ssl_certificate {tls};", f"ssl_certificate_key {settings['XF_TLS_KEY']};"]
	return "\n\t\t".join(lines)


def largest(settings):
	"""Bytes of the largest request a site takes (`max_file_size` of its configuration, else Frappe's own limit).

	A site refuses more by the request's head and hangs up, and whoever is still sending reads 502 instead of the refusal.
	"""
	common = limit(settings.sites / "common_site_config.json") or FRAPPES_LIMIT
	return max([common, *(limit(path) or common for path in settings.sites.glob("*/site_config.json"))])


def limit(path):
	"""The `max_file_size` that a configuration names, or 0."""
	return int((json.loads(path.read_text()) if path.exists() else {}).get("max_file_size") or 0)


def write(settings):
	"""Write the configuration; returns whether it is another than before."""
	run = settings.state / "run"
	own(settings, run)
	servers = "".join(
		SERVER.format(
			listen=listen(settings, use),
			port=settings.port(use),
			site=settings[USES[use]],
			sites=settings.sites,
		)
		for use in uses(settings)
	)
	text = CONFIG.format(
		run=run,
		log=settings.state / "log",
		socketio=settings.port("socketio"),
		servers=servers,
		largest=largest(settings),
	)
	path = settings.state / "nginx.conf"
	changed = not path.exists() or path.read_text() != text
	if changed:
		path.write_text(text)
		give(settings, path)
	return changed
