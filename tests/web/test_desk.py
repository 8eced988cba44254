"""The web server as a browser meets it: login, desk, assets."""

import re


def test_login_and_desk(client):
	session = client("Administrator")
	page = session.get("/app", headers={"Accept": "text/html"})
	assert page.status_code == 200
	names = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.text)
	assert any("desk.bundle" in name for name in names)
	for name in names:
		assert session.get(name).status_code == 200, name


def test_nobody_gets_no_desk(client):
	page = client().get("/app", headers={"Accept": "text/html"})
	assert "/login" in page.url or page.status_code in (401, 403)


def test_static_files_of_a_site_stay_private(client):
	assert client().get("/private/files/x.pdf").status_code in (403, 404)
	assert client().get("/site_config.json").status_code in (403, 404)
	assert client().get("/assets/../common_site_config.json").status_code in (400, 403, 404)
