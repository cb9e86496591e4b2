"""How the app is reached: its public address, the origin of changes, a sub-path; and settings that cannot be."""

import html
import os
import re
import shutil

import pytest
from conftest import settings_for
from plain_browser import Client

from infoview import create_app
from infoview.accounts.passwords import hash_password, is_right
from infoview.config import Settings
from infoview.db import db
from infoview.errors import CannotStart, WrongSetting
from infoview.prepare import prepare, secret_key

PUBLIC = "https://notes.example.org/infoview"


@pytest.fixture
def behind_a_proxy(prepared, tmp_path):
    """The app under a sub-path, behind a proxy that hands on nothing but the scheme."""
    shutil.copy(prepared / "infoview.sqlite", tmp_path)
    app = create_app(settings_for(tmp_path, INFOVIEW_URL=PUBLIC, INFOVIEW_PROXIES="1"))
    app.testing, app.test_client_class = True, Client
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (PUBLIC, "https://notes.example.org"),
        ("https://Notes.example.org:443", "https://notes.example.org"),
        ("http://nas.local:8080/a", "http://nas.local:8080"),
        ("http://[::1]:80", "http://[::1]"),
        ("https://Bücher.example.org", "https://xn--bcher-kva.example.org"),
        ("", None),
    ],
)
def test_the_origin_of_the_public_address_is_written_as_browsers_write_it(url, origin):
    assert Settings.from_environ({"INFOVIEW_URL": url}).origin == origin


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://notes.example.org", 303), ("https://evil.example.org", 403), ("null", 403), ("http://localhost", 403)],
)
def test_a_change_may_come_from_the_public_address_whatever_the_proxy_tells(behind_a_proxy, origin, status):
    secure = {"base_url": "http://localhost/infoview"}
    token = re.search(r'name="csrf_token" value="([^"]+)"', behind_a_proxy.get("/sign-in", **secure).text)[1]
    cookie = next(iter(behind_a_proxy._cookies.values()))

    answer = behind_a_proxy.open(
        "/theme",
        method="POST",
        data={"csrf_token": token, "theme": "dark"},
        headers={"Origin": origin, "Cookie": f"{cookie.key}={cookie.value}"},
        **secure,
    )

    assert answer.status_code == status


def test_under_a_sub_path_the_sign_in_leads_back_under_it(behind_a_proxy):
    asked = behind_a_proxy.get("/people?q=ada")
    typed = behind_a_proxy.open("/contacts/1/notes", method="POST", data={"body": "Likes looms"})

    assert asked.location == "/infoview/sign-in?next=/infoview/people?q%3Dada"
    assert typed.status_code == 401
    assert '"path": "/infoview/contacts/1/notes"' in html.unescape(typed.text)


@pytest.mark.parametrize(
    "settings",
    [
        {"INFOVIEW_URL": "https://notes.example.org/a b"},
        {"INFOVIEW_URL": "https://notes.example.org/a;b"},
        {"INFOVIEW_URL": "https://notes.example.org//"},
        {"INFOVIEW_URL": "https://notes.example.org/\nSet-Cookie: a"},
        {"INFOVIEW_URL": "https://me@notes.example.org"},
        {"INFOVIEW_URL": "https://notes..example.org"},
        {"INFOVIEW_URL": "https://notes_example_org"},
    ],
)
def test_an_address_that_cannot_be_is_refused(settings):
    with pytest.raises(WrongSetting, match="INFOVIEW_URL"):
        Settings.from_environ(settings)


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path):
    with pytest.raises(CannotStart, match="cannot be written"):
        prepare(settings_for(tmp_path / ("n" * 300)))


def test_a_lock_that_cannot_be_opened_is_said_in_a_sentence(tmp_path):
    (tmp_path / ".lock").mkdir()

    with pytest.raises(CannotStart, match="lock"):
        prepare(settings_for(tmp_path))


def test_no_database_is_made_beside_the_log_of_a_lost_one(tmp_path):
    (tmp_path / "infoview.sqlite-wal").write_bytes(b"the last changes")

    with pytest.raises(CannotStart, match="missing"):
        prepare(settings_for(tmp_path))

    assert not (tmp_path / "infoview.sqlite").exists()
    assert (tmp_path / "infoview.sqlite-wal").read_bytes() == b"the last changes"


def test_the_key_is_made_whole_and_private(tmp_path):
    key = secret_key(settings_for(tmp_path))

    assert secret_key(settings_for(tmp_path)) == key
    assert os.listdir(tmp_path) == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_password_is_the_same_however_its_accents_were_typed():
    assert is_right("cafe\u0301 lanterns", hash_password("caf\xe9 lanterns"))
