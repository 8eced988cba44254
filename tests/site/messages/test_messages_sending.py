"""The job on committed rows: failures, tries, two workers at once, robots and gateways that really answer."""

import base64
import hashlib
import hmac
import http.server
import json
import os
import ssl
import subprocess
import sys
import threading
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import frappe
import pymysql
import pytest
from sharing import module_at

from xinfang_app import when
from xinfang_app.messages import api, casualties, fanning, outbox, registries, sending, turns
from xinfang_app.messages.errors import ChannelFailed

_HERE = module_at("site/messages/conftest.py")
NOW = "2026-03-04 10:00:00"


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, committed; gone after the module."""
	frappe.set_user("Administrator")
	with when.at(NOW):
		made = _HERE.build()
	frappe.db.commit()
	return made


@pytest.fixture
def rooms(county, monkeypatch):
	"""What rooms registered; an outbox with nothing in it."""
	frappe.db.sql("delete from `tabOutbox Message`")
	frappe.db.sql("delete from `tabNotification Log`")
	frappe.db.sql("delete from `tabMessage Robot`")
	frappe.db.commit()
	known = {registries.TEXTS: {"plain": _HERE.plain}, registries.ACTIONS: {}}
	monkeypatch.setattr(registries, "function", lambda registry, name: known[registry][name])
	return SimpleNamespace(texts=known[registries.TEXTS], actions=known[registries.ACTIONS])


def put(key, moment=NOW, **values):
	if not values.get("action"):
		values = {"text": "plain", "audience": ["head"], **values}
	with when.at(moment):
		outbox.put(key=key, organ="QH-LQ", **values)
	frappe.db.commit()


def run(moment=NOW):
	with when.at(moment):
		return sending.run()


def row(key):
	frappe.db.rollback()
	return frappe.db.get_value("Outbox Message", {"key": key}, "*", as_dict=True)


def fail(words="林青禾"):
	def failing(_row):
		frappe.get_doc({"doctype": "Note", "name": frappe.generate_hash(), "title": "half"}).db_insert()
		raise RuntimeError(words)

	return failing


def test_an_error_of_one_row_stops_no_other_and_leaves_nothing_half_done(rooms):
	done = []
	rooms.actions.update(bad=fail(), good=lambda row: done.append(row.key))
	for key, action in (("1", "good"), ("2", "bad"), ("3", "good")):
		put(key, action=action)
	put("4", text="unknown")
	put("5")
	assert run() == 5
	assert done == ["1", "3"] and row("5").status == "Sent"
	assert (row("2").status, row("2").attempts) == ("Waiting", 1)
	assert row("2").error.startswith("RuntimeError") and "林" not in row("2").error
	assert str(row("2").not_before) == "2026-03-04 10:01:00" and row("4").attempts == 1
	assert not frappe.db.exists("Note", {"title": "half"})
	assert frappe.db.sql("show session variables like 't%_isolation'")[0][1] == "REPEATABLE-READ"


def test_it_is_tried_twelve_times_then_given_up_and_sent_when_the_admin_says_so(rooms, county, as_user):
	broken = [True]
	rooms.actions["flaky"] = lambda row: 1 / 0 if broken[0] else None
	put("1", action="flaky")
	moment, tries = frappe.utils.get_datetime(NOW), 0
	while row("1").status == "Waiting":
		moment = row("1").not_before
		with when.at(moment - frappe.utils.datetime.timedelta(seconds=1)):
			assert sending.run() == 0
		tries += run(moment)
		assert tries <= 12
	assert tries == 12 and row("1").status == "Given Up" and row("1").error.startswith("ZeroDivisionError")
	assert run("2026-12-01 10:00") == 0
	broken.clear(), broken.append(False)
	with as_user(county.gl), when.at("2026-12-01 10:00"):
		assert [line["attempts"] for line in api.outbox_state()["rows"]] == [12]
		assert api.try_again(json.dumps([row("1").name])) == 1
	frappe.db.commit()
	assert run("2026-12-01 10:00") == 1 and row("1").status == "Sent"


def test_an_action_and_its_rows_end_are_one_commit(rooms):
	"""A worker that dies after the work and before the commit has done nothing; the next one does it once."""
	rooms.actions["note"] = lambda row: frappe.get_doc(
		{"doctype": "Note", "name": frappe.generate_hash(), "title": "once"}
	).db_insert()
	put("1", action="note")
	with when.at(NOW):
		taken = turns.take()
		sending._deal(taken)
	frappe.db.rollback()
	assert row("1").status == "Waiting" and not frappe.db.exists("Note", {"title": "once"})
	run()
	run()
	assert frappe.db.count("Note", {"title": "once"}) == 1


def test_a_row_in_other_hands_is_skipped(rooms):
	conf = frappe.local.conf
	second = pymysql.connect(
		host=conf.db_host or "127.0.0.1",
		port=int(conf.db_port or 3306),
		user=conf.db_name,
		password=conf.db_password,
		database=conf.db_name,
	)
	put("1")
	put("2")
	try:
		with second.cursor() as cursor:
			cursor.execute("select name from `tabOutbox Message` where `key` = '1' for update")
			assert run() == 1 and row("2").status == "Sent" and row("1").status == "Waiting"
	finally:
		second.rollback()
		second.close()
	assert run() == 1 and row("1").status == "Sent"


def test_a_row_that_kills_its_workers_does_not_stand_first_for_ever(rooms):
	"""Each worker takes the earliest row, and dies before it could say so."""
	put("1", moment="2026-03-04 09:00:00")
	put("2")
	with when.at(NOW):
		for _death in range(casualties.DEATHS):
			casualties.note(turns.take())
			frappe.db.rollback()
	assert run() == 2
	assert row("2").status == "Sent" and (row("1").status, row("1").attempts) == ("Waiting", 1)
	assert "workers died" in row("1").error
	run("2026-03-04 10:01")
	assert row("1").status == "Sent"


def test_two_in_each_others_way_begin_anew_and_count_no_failure(rooms):
	times = []

	def stuck(_row):
		times.append(1)
		if len(times) < 3:
			raise frappe.QueryDeadlockError

	rooms.actions["stuck"] = stuck
	put("1", action="stuck")
	assert run() == 1
	assert (row("1").status, row("1").attempts, len(times)) == ("Sent", 0, 3)


WORKER = """
import sys, frappe
frappe.init(site=sys.argv[1], sites_path=".")
frappe.connect()
from xinfang_app import when
from xinfang_app.messages import registries, sending
registries.function = lambda registry, name: lambda row: {"title": "提醒 " + row.key, "lines": []}
with when.at(sys.argv[2]):
	print(sending.run())
frappe.destroy()
"""


def test_two_workers_at_once_deliver_each_row_once(rooms, county):
	keys = [f"k{number:03d}" for number in range(60)]
	with when.at(NOW):
		outbox.insert(
			[outbox.values(key=key, text="plain", organ="QH-LQ", audience=["head"]) for key in keys]
		)
	frappe.db.commit()
	workers = [
		subprocess.Popen(
			[sys.executable, "-c", WORKER, frappe.local.site, NOW],
			stdout=subprocess.PIPE,
			stderr=subprocess.PIPE,
			text=True,
		)
		for _number in range(2)
	]
	outputs = [worker.communicate(timeout=120) for worker in workers]
	shares = [int(out.strip().splitlines()[-1]) for out, _error in outputs]
	frappe.db.rollback()
	assert sum(shares) == len(keys)
	subjects = frappe.get_all("Notification Log", filters={"for_user": county.lq_head}, pluck="subject")
	assert sorted(subjects) == sorted(f"提醒 {key}" for key in keys)


# Robots and gateways


@pytest.fixture(scope="module")
def server(tmp_path_factory):
	"""An https server of this machine that keeps what it is told; `answers` says how it answers next."""
	folder = tmp_path_factory.mktemp("tls")
	cert, key = folder / "cert.pem", folder / "key.pem"
	subprocess.run(
		["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
		+ ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(cert)],
		check=True,
		capture_output=True,
	)
	asked, answers = [], []

	class Handler(http.server.BaseHTTPRequestHandler):
		def do_POST(self):
			body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
			asked.append(SimpleNamespace(path=self.path, body=body, headers=dict(self.headers)))
			status, said = answers.pop(0) if answers else (200, b'{"errcode":0}')
			self.send_response(status)
			if status == 302:
				self.send_header("Location", "/elsewhere")
			self.send_header("Content-Length", str(len(said)))
			self.end_headers()
			self.wfile.write(said)

		def log_message(self, *_args):
			pass

	httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
	context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
	context.load_cert_chain(cert, key)
	httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
	threading.Thread(target=httpd.serve_forever, daemon=True).start()
	before = os.environ.get("REQUESTS_CA_BUNDLE")
	os.environ["REQUESTS_CA_BUNDLE"] = str(cert)
	yield SimpleNamespace(asked=asked, answers=answers, host=f"localhost:{httpd.server_port}")
	httpd.shutdown()
	if before is None:
		del os.environ["REQUESTS_CA_BUNDLE"]
	else:
		os.environ["REQUESTS_CA_BUNDLE"] = before


@pytest.fixture
def robot(rooms, server, monkeypatch):
	"""`robot("DingTalk", secret="s")` makes one in the name of the petition admin; the configuration allows the host."""
	monkeypatch.setitem(frappe.local.conf, "xf_robot_hosts", [server.host])
	server.asked.clear()
	server.answers.clear()

	def making(format, **values):
		doc = frappe.new_doc("Message Robot")
		doc.update(
			{
				"title": frappe.generate_hash(length=8),
				"format": format,
				"place": "990124000000",
				"url": f"https://{server.host}/send?access_token=t0ken",
				"enabled": 1,
				**values,
			}
		)
		doc.insert(ignore_permissions=True)
		frappe.db.commit()
		return doc

	return making


def test_a_dingtalk_robot_is_told_with_its_signature(robot, server):
	robot("DingTalk", secret="SECret")
	put("1")
	assert run() == 2
	(told,) = server.asked
	query = parse_qs(urlsplit(told.path).query)
	stamp = query["timestamp"][0]
	wanted = hmac.new(b"SECret", f"{stamp}\nSECret".encode(), hashlib.sha256).digest()
	assert base64.b64decode(query["sign"][0]) == wanted and query["access_token"] == ["t0ken"]
	content = json.loads(told.body)["text"]["content"]
	assert content.startswith("提醒：XF-990124-2026-000009") and "http" not in content
	channel = frappe.db.get_value("Outbox Message", {"channel": "robot"}, ["key", "status"], as_dict=True)
	assert told.headers["Idempotency-Key"] == channel.key and channel.status == "Sent"


def test_the_same_key_again_where_a_robot_did_not_take_it(robot, server):
	made = robot("WeCom")
	server.answers += [(200, b'{"errcode":45009,"errmsg":"freq"}'), (500, b""), (302, b"")]
	put("1")
	run()
	name, error = frappe.db.get_value("Outbox Message", {"channel": "robot"}, ["name", "error"])
	assert "errcode 45009" in error and "t0ken" not in error
	for moment in ("2026-03-04 10:01", "2026-03-04 10:06", "2026-03-04 10:21"):
		run(moment)
	# Redirections are not followed.
	assert [told.path.partition("?")[0] for told in server.asked] == ["/send"] * 4
	assert len({told.headers["Idempotency-Key"] for told in server.asked}) == 1
	assert row_of(name).status == "Sent" and frappe.db.get_value("Message Robot", made.name, "last_sent_on")


def row_of(name):
	frappe.db.rollback()
	return frappe.db.get_value("Outbox Message", name, "*", as_dict=True)


def test_a_robot_that_does_not_answer_holds_up_nothing(robot, rooms, server, monkeypatch):
	"""Everything inside the house first, the living robot as before, the dead one asked once a round."""
	dead, alive = robot("WeCom"), robot("JSON", url=f"https://{server.host}/alive")
	order = []
	real = sending.robot.post

	def post(doc, key, title, lines):
		order.append((doc.name, key))
		if doc.name == dead.name:
			raise ChannelFailed("ConnectTimeout")
		real(doc, key, title, lines)

	monkeypatch.setattr(sending.robot, "post", post)
	rooms.actions["act"] = lambda row: order.append(("inside", row.key))
	for number in range(3):
		put(f"m{number}", urgent=True, moment=f"2026-03-04 09:0{number}:00")
	run()
	told = [name for name, _key in order]
	assert told.count(dead.name) == 1 and told.count(alive.name) == 3
	waiting = rows_for(dead.name)
	assert [(line.status, line.attempts) for line in waiting] == [("Waiting", 1)] * 3
	assert all("ConnectTimeout" in line.error for line in waiting)
	assert {str(line.not_before) for line in waiting} == {"2026-03-04 10:01:00", "2026-03-04 10:01:01"}
	order.clear()
	# The dead one's are the earliest now; once it failed, what is inside the house goes first.
	for number in range(3):
		put(f"a{number}", action="act", moment="2026-03-04 10:02:00")
	put("m9", audience=["head"], moment="2026-03-04 10:02:00")
	run("2026-03-04 10:02")
	assert [name for name, _key in order] == [dead.name, *["inside"] * 3, dead.name, alive.name]
	assert row("m9").status == "Sent"
	assert [line.attempts for line in rows_for(dead.name) if line.parent_key != "m9"] == [2, 2, 2]


def rows_for(recipient):
	frappe.db.rollback()
	return frappe.get_all(
		"Outbox Message", filters={"recipient": recipient}, fields=["*"], order_by="not_before asc"
	)


def test_one_bad_number_gives_up_nobody_else(rooms, monkeypatch):
	"""A gateway that refuses one number: the others wait a minute, and go."""
	sent = []

	def send(row, said):
		if row.recipient == "bad":
			raise ChannelFailed("HTTP 400")
		sent.append(row.recipient)

	monkeypatch.setitem(sending.CHANNELS, "sms", send)
	monkeypatch.setattr(fanning, "still_for", lambda row: True)
	with when.at(NOW):
		outbox.insert(
			[
				outbox.values(key=who, text="plain", channel="sms", recipient=who, urgent=True)
				for who in ("bad", "a", "b")
			]
		)
	frappe.db.commit()
	run()
	assert not sent
	frappe.db.sql("update `tabOutbox Message` set attempts = 11 where `key` in ('a', 'bad')")
	frappe.db.commit()
	run("2026-03-04 10:02")
	assert sent == ["a", "b"] and row("bad").status == "Given Up"
	frappe.db.sql("update `tabOutbox Message` set status = 'Waiting', not_before = %s, attempts = 11", NOW)
	frappe.db.commit()
	with when.at(NOW):
		assert turns.rest(row("bad"), "ChannelFailed") == 2
	assert frappe.db.get_value("Outbox Message", {"key": "a"}, ["status", "attempts"]) == ("Waiting", 11)
	frappe.db.rollback()


def test_what_is_urgent_goes_before_what_is_earlier(rooms):
	done = []
	rooms.actions["act"] = lambda row: done.append(row.key)
	put("early", action="act", moment="2026-03-04 09:00:00")
	put("urgent", action="act", urgent=True)
	run()
	assert done == ["urgent", "early"]


def test_a_robot_waits_for_the_end_of_the_quiet_hours(robot, server):
	robot("WeCom")
	put("1", moment="2026-02-18 12:00:00")
	run("2026-02-18 12:00")
	assert not server.asked
	put("2", moment="2026-02-18 12:00:00", urgent=True)
	run("2026-02-18 12:01")
	assert len(server.asked) == 1
	run("2026-02-24 08:00")
	assert len(server.asked) == 2


def test_robots_of_other_places_and_organs_hear_nothing(robot, server):
	robot("WeCom", place="990124004000")
	robot("WeCom", place=None, organ="QH-RSJ")
	robot("WeCom", enabled=0)
	robot("WeCom", urgent_only=1)
	put("1")
	assert run() == 1 and not server.asked
	robot("JSON", place=None, organ="QH-LQ", secret="s")
	put("2")
	run()
	(told,) = server.asked
	digest = hmac.new(b"s", told.body, hashlib.sha256).hexdigest()
	assert told.headers["X-Signature"] == f"sha256={digest}"


def test_an_address_that_the_configuration_does_not_allow(robot, server, monkeypatch):
	made = robot("WeCom")
	monkeypatch.setitem(frappe.local.conf, "xf_robot_hosts", None)
	put("1")
	run()
	assert not server.asked
	name, error = frappe.db.get_value("Outbox Message", {"channel": "robot"}, ["name", "error"])
	assert "t0ken" not in error and row_of(name).status == "Waiting"
	for url in ("https://localhost/x", "http://qyapi.weixin.qq.com/x", "https://169.254.169.254/latest"):
		made.reload()
		made.url = url
		with pytest.raises(frappe.ValidationError):
			made.save()
	frappe.db.rollback()
	with pytest.raises(frappe.ValidationError):
		robot("DingTalk", url="https://oapi.dingtalk.com/robot/send?access_token=1")
	frappe.db.rollback()


def test_an_admin_tries_a_robot_of_his_own_county_only(robot, server, county, as_user, monkeypatch):
	made = robot("WeCom")
	monkeypatch.setattr(frappe.local, "lang", "zh")
	with as_user(county.gl), when.at("2026-02-18 03:00"):
		assert api.try_robot(made.name) is None
		assert "测试" in json.loads(server.asked[0].body)["text"]["content"]
		server.answers.append((500, b""))
		assert api.try_robot(made.name) == "HTTP 500"
	with as_user(county.lq), pytest.raises(frappe.PermissionError):
		api.try_robot(made.name)
	frappe.db.set_value("Message Robot", made.name, "place", "990100000000")
	with as_user(county.gl), pytest.raises(frappe.PermissionError):
		api.try_robot(made.name)
	stored = frappe.db.get_value("Message Robot", made.name, ["url", "secret"])
	assert "t0ken" not in str(stored)
	frappe.db.rollback()


def test_an_admin_takes_over_no_robot_of_another_county(robot, county, as_user):
	"""Moved to his own county it would be his, with its address."""
	made = robot("WeCom", place="990100000000")
	with as_user(county.gl), pytest.raises(frappe.PermissionError):
		doc = frappe.get_doc("Message Robot", made.name)
		doc.place = "990124000000"
		doc.save()
	with as_user(county.gl), pytest.raises(frappe.PermissionError):
		frappe.delete_doc("Message Robot", made.name)
	frappe.db.rollback()
	own = robot("WeCom")
	with as_user(county.gl):
		doc = frappe.get_doc("Message Robot", own.name)
		doc.place = "990124003000"
		doc.save()
		doc.place = "990100000000"
		with pytest.raises(frappe.PermissionError):
			doc.save()
	frappe.db.rollback()


def test_a_robots_form_says_why_it_took_nothing(robot, server):
	made = robot("WeCom")
	server.answers.append((200, b'{"errcode":45009}'))
	put("1")
	run()
	frappe.db.rollback()
	assert frappe.db.get_value("Message Robot", made.name, "last_error") == "errcode 45009"
	run("2026-03-04 10:01")
	frappe.db.rollback()
	assert not frappe.db.get_value("Message Robot", made.name, "last_error")


def test_an_sms_goes_to_the_gateway_with_its_key(rooms, server, county):
	setting = frappe.get_doc("SMS Settings")
	setting.update(
		{
			"sms_gateway_url": f"https://{server.host}/sms",
			"message_parameter": "text",
			"receiver_parameter": "to",
			"use_post": 1,
		}
	)
	setting.save(ignore_permissions=True)
	frappe.db.set_value("User", county.lq_head, "mobile_no", "139 0000 0077")
	frappe.db.commit()
	server.asked.clear()
	put("1")
	put("2", urgent=True)
	run()
	(told,) = server.asked
	fields = parse_qs(told.body.decode())
	assert fields["to"] == ["13900000077"] and fields["text"][0].startswith("提醒：XF-")
	assert told.headers["Idempotency-Key"] == f"2:sms:{county.lq_head}"
