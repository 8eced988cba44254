"""`noted`: the note about backups lies in a temporary folder, so that a test leaves none on the site."""

import pytest


@pytest.fixture
def noted(tmp_path, monkeypatch):
	from xinfang_app.operations import record

	monkeypatch.setattr(record, "path", lambda: tmp_path / record.FILE)
	return record
