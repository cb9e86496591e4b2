"""What the browser keeps for times without a connection, and the app on the home screen."""

import json
import re
import shutil
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from conftest import settings_for
from plain_browser import Client

from infoview import create_app
from infoview.db import db
from infoview.web import STATIC


@pytest.fixture
def under_a_path(prepared, tmp_path):
    """The app under a sub-path."""
    shutil.copy(prepared / "infoview.sqlite", tmp_path)
    app = create_app(settings_for(tmp_path, INFOVIEW_URL="http://127.0.0.1:8000/notes"))
    app.testing, app.test_client_class = True, Client
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def test_the_offline_page_is_nobodys(client, stranger):
    assert client.get("/offline").text == stranger.get("/offline").text
    assert "csrf" not in client.get("/offline").text and "Vera" not in client.get("/offline").text


def test_the_worker_is_always_asked_for_anew_and_under_a_sub_path_keeps_to_it(stranger, under_a_path):
    plain, inside = stranger.get("/sw.js"), under_a_path.get("/notes/sw.js")

    for answer in (plain, inside):
        assert answer.headers["Cache-Control"] == "no-cache" and answer.mimetype == "text/javascript"
    assert plain.text != inside.text  # another version: its offline page lies elsewhere
    assert 'href="/notes/static/css/' in under_a_path.get("/notes/offline").text


def test_a_key_for_pushes_that_cannot_be_used_costs_only_the_pushes(app, client, monkeypatch, tmp_path):
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], data=tmp_path))
    (tmp_path / "push_key").write_text("no key")

    page = client.get("/at-hand")

    assert page.status_code == 200 and "The key for pushes on this server cannot be used." in page.text
    assert 'id="install-title"' in page.text and "push-here" not in page.text and "push.js" not in page.text


@pytest.mark.parametrize("file", ["manifest.webmanifest", "now.webmanifest"])
def test_the_app_is_installed_with_what_there_is(client, file):
    manifest = json.loads((STATIC / file).read_text())

    base = f"/notes/static/{file}"
    assert urljoin(base, manifest["scope"]) == "/notes/"
    pages = [manifest["start_url"], *(each["url"] for each in manifest.get("shortcuts", ()))]
    for page in [*pages, manifest.get("share_target", {}).get("action", pages[0])]:
        path = urljoin(base, page)
        assert path.startswith("/notes/") and client.get(path.removeprefix("/notes")).status_code in (200, 303), page
    for icon in manifest["icons"]:
        assert (STATIC / icon["src"]).exists()
    assert {icon.get("purpose") for icon in manifest["icons"]} == {None, "maskable"}
    assert re.search(r'rel="apple-touch-icon" href="/static/icons/app-180.png', client.get("/people").text)
