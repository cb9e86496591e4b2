"""A database that cannot be written: the page says so, keeps what was typed, and goes on once it can be again."""

import html
import os
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from factories import make_contact
from plain_browser import PASSWORD
from real_browser import carried
from sqlalchemy import event
from whole_database import whole_database

from infoview.db import as_owner, db
from infoview.sqlite import driver

TYPED = {"full_name": "Ada Byron", "title": "<b>Analyst</b>", "place": "Lisbon “by the river”", "once": "a-key"}
PAGE = 4096
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
def test_what_was_typed_is_on_the_page_and_nothing_is_saved(app, client, database, notes, failure):
    before, token = whole_database(app), client.token()
    long = {**LONG, "once": "another-key"}
    with failure(app, database):
        answer = client.post(notes, long, token=token)

    assert answer.status_code == 503
    assert "Nothing was saved" in answer.text and "Note added" not in answer.text
    assert LONG["body"].strip() in shown(answer)
    assert whole_database(app) == before


@pytest.mark.parametrize("failure", [locked, read_only])
def test_the_page_sends_it_again_once_the_database_is_back(app, client, database, failure):
    token = client.token()
    with failure(app, database):
        answer = client.post("/contacts", TYPED, token=token)
        assert client.get("/people").status_code == 200  # reading goes on

    assert TYPED.items() <= carried(answer.text).items()
    assert "&lt;b&gt;Analyst&lt;/b&gt;" in answer.text
    assert client.post("/contacts", carried(answer.text)).status_code == 303
    assert TYPED["place"] in shown(client.get("/contacts/1"))


@pytest.mark.parametrize("failure", FAILURES)
def test_in_place_it_is_told_beside_what_was_typed(app, client, database, notes, failure):
    token = client.token()
    with failure(app, database):
        answer = client.post(notes, LONG, token=token, partial=True)

    assert (answer.status_code, answer.headers["HX-Reswap"]) == (503, "none")
    assert "Nothing was saved" in answer.text


def test_a_form_carried_through_a_sign_in_survives_a_database_that_fails(app, client, stranger, database):
    asked = stranger.post("/contacts", TYPED)
    fields = {"email": "vera@example.org", "password": PASSWORD, **carried(asked.text)}
    with read_only(app, database):
        refused = stranger.post("/sign-in", fields)

    shown_again = stranger.post("/sign-in", carried(refused.text) | {"password": PASSWORD})

    assert (asked.status_code, refused.status_code, shown_again.status_code) == (401, 503, 200)
    assert TYPED["place"] in shown(shown_again)


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


def overwrite_the_beginning(file, _size):
    os.pwrite(file, b"no database any more " * 200, 0)


def overwrite_the_middle(file, size):
    os.pwrite(file, b"no page of a table " * ((size - PAGE) // 19), PAGE)


def cut_in_half(file, size):
    os.ftruncate(file, size // PAGE // 2 * PAGE)


def cut_to_nothing(file, _size):
    os.ftruncate(file, 0)


@pytest.mark.parametrize("damage", [overwrite_the_beginning, overwrite_the_middle, cut_in_half, cut_to_nothing])
@pytest.mark.parametrize("is_open", [True, False])
def test_damage_is_told_and_a_backup_put_in_its_place_is_served(app, client, database, damage, is_open):
    client.post("/contacts", {"full_name": "Mary Somerville"})
    token, backup = client.token(), database.with_name("backup")
    with closing(driver.connect(str(database))) as source, closing(driver.connect(str(backup))) as copy:
        source.backup(copy)
    if not is_open:
        with app.app_context():
            db.engine.dispose()
    with database.open("r+b") as file:
        damage(file.fileno(), database.stat().st_size)

    answers = [client.post("/contacts", TYPED, token=token), *map(client.get, ("/board", "/people", "/health"))]

    assert {answer.status_code for answer in answers} <= ({200, 303, 503} if is_open else {503})
    assert answers[0].status_code == 303 or TYPED["place"] in shown(answers[0])  # a connection may know it all by heart

    backup.rename(database)
    client.get("/people")

    assert client.post("/contacts", TYPED, token=token).status_code == 303
    assert "Mary Somerville" in client.get("/people").text


def test_what_is_stored_does_not_stand_in_errors(app, client, database, caplog):
    token = client.token()
    with locked(app, database):
        client.post("/contacts", TYPED, token=token)

    assert "OperationalError" in caplog.text
    assert "Byron" not in caplog.text and token not in caplog.text
    with app.app_context():
        assert db.engine.hide_parameters
