"""A database that cannot be written: the page says so, keeps what was typed, and goes on once it can be again."""

import html
import re
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from factories import make_contact
from sqlalchemy import event
from test_pages import everything

from infoview.db import as_owner, db
from infoview.sqlite import driver

TYPED = {"full_name": "Ada Byron", "title": "<b>Analyst</b>", "place": "Lisbon “by the river”", "once": "a-key"}
LONG = {"body": "What I heard of her. " * 900, "day": "2026-01-05"}


@pytest.fixture
def database(app):
    return app.extensions["settings"].database


@pytest.fixture
def notes(app, account):
    """Where notes about a contact are posted."""
    with app.app_context(), as_owner(account):
        return f"/contacts/{make_contact().id}/notes"


@contextmanager
def setting(app, *pragmas):
    """Every connection of the app has these settings for a while."""

    def set_up(connection, _record, _proxy):
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()

    with app.app_context():
        engine = db.engine
    engine.dispose()
    event.listen(engine, "checkout", set_up)
    try:
        yield
    finally:
        event.remove(engine, "checkout", set_up)
        engine.dispose()


@contextmanager
def locked(app, database):
    with closing(driver.connect(str(database), isolation_level=None)) as other, setting(app, "busy_timeout=50"):
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def read_only(app, _database):
    with setting(app, "query_only=ON"):
        yield


@contextmanager
def full(app, database):
    with closing(driver.connect(str(database))) as other:
        other.execute("VACUUM")
        pages = other.execute("PRAGMA page_count").fetchone()[0]
    with setting(app, f"max_page_count={pages}"):
        yield


FAILURES = [locked, read_only, full]


def shown(answer):
    return html.unescape(answer.text)


@pytest.mark.parametrize("failure", FAILURES)
def test_what_was_typed_is_on_the_page_and_nothing_is_saved(app, client, account, database, notes, failure):
    before, token = everything(app, account), client.token()
    long = {**LONG, "once": "another-key"}
    with failure(app, database):
        answer = client.post(notes, long, token=token)

    assert answer.status_code == 503
    assert "Nothing was saved" in answer.text and "Note added" not in answer.text
    assert LONG["body"].strip() in shown(answer)
    assert everything(app, account) == before


@pytest.mark.parametrize("failure", [locked, read_only])
def test_the_page_sends_it_again_once_the_database_is_back(app, client, database, failure):
    token = client.token()
    with failure(app, database):
        answer = client.post("/contacts", TYPED, token=token)
        assert client.get("/people").status_code == 200  # reading goes on
    fields = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', answer.text, re.S))
    again = {name: html.unescape(value) for name, value in fields.items()} | {"once": TYPED["once"]}

    assert fields["title"] == "&lt;b&gt;Analyst&lt;/b&gt;"
    assert client.post("/contacts", again).status_code == 303
    assert TYPED["place"] in shown(client.get("/contacts/1"))


@pytest.mark.parametrize("failure", FAILURES)
def test_in_place_it_is_told_beside_what_was_typed(app, client, database, notes, failure):
    token = client.token()
    with failure(app, database):
        answer = client.post(notes, LONG, token=token, partial=True)

    assert (answer.status_code, answer.headers["HX-Reswap"]) == (503, "none")
    assert "Nothing was saved" in answer.text


def test_a_page_is_shown_although_nobody_can_note_that_the_device_was_seen(app, client, database, monkeypatch):
    monkeypatch.setattr("infoview.accounts.devices.SEEN_EVERY", timedelta(seconds=-1))
    with locked(app, database):
        assert client.get("/board").status_code == 200


def test_a_database_that_is_gone_is_never_made_anew(app, client, database):
    token = client.token()
    with app.app_context():
        db.engine.dispose()
    kept = database.rename(database.with_name("moved-away"))
    try:
        answer = client.post("/contacts", TYPED, token=token)
        health = client.get("/health").status_code
        was_made = database.exists()
    finally:
        kept.rename(database)

    assert (answer.status_code, health, was_made) == (503, 503, False)
    assert TYPED["place"] in shown(answer)
    assert client.post("/contacts", TYPED, token=token).status_code == 303


def test_a_damaged_database_is_told_and_what_was_typed_is_kept(app, client, database):
    token = client.token()
    with app.app_context():
        db.engine.dispose()
    database.write_bytes(b"no database any more " * 1000)

    answer = client.post("/contacts", TYPED, token=token)

    assert answer.status_code == 503
    assert TYPED["place"] in shown(answer)
    assert database.read_bytes().startswith(b"no database any more ")


def test_what_is_stored_does_not_stand_in_errors(app, client, database, caplog):
    token = client.token()
    with locked(app, database):
        client.post("/contacts", TYPED, token=token)

    assert "OperationalError" in caplog.text
    assert "Byron" not in caplog.text and token not in caplog.text
    with app.app_context():
        assert db.engine.hide_parameters
