import shutil

import pytest
from conftest import settings_for
from plain_browser import Client
from sqlalchemy import select

from infoview import create_app
from infoview.db import db
from infoview.models import Account
from infoview.prepare import prepare

FIRST = {
    "email": "vera@example.org",
    "name": "Vera Lindqvist",
    "password": "seven quiet lanterns",
    "zone": "Europe/Paris",
}


@pytest.fixture
def fresh(tmp_path):
    """A browser on an app without accounts, and the code its start printed."""
    settings = settings_for(tmp_path / "data")
    code = prepare(settings)
    app = create_app(settings)
    app.testing = True
    app.test_client_class = Client
    yield app.test_client(), code, app, settings
    with app.app_context():
        db.engine.dispose()
    shutil.rmtree(tmp_path / "data")


def test_the_printed_code_makes_the_first_account_in_the_language_of_the_browser(fresh):
    browser, code, app, _ = fresh

    answer = browser.post("/welcome", {**FIRST, "code": code}, headers={"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"})

    assert answer.status_code == 303
    assert browser.get("/board").status_code == 200
    with app.app_context():
        account = db.session.scalars(select(Account)).one()
        assert (account.name, account.language, account.zone) == ("Vera Lindqvist", "fr", "Europe/Paris")


def test_the_code_may_be_typed_in_capitals_and_without_dashes(fresh):
    browser, code, _, _ = fresh

    assert browser.post("/welcome", {**FIRST, "code": code.upper().replace("-", " ")}).status_code == 303


def test_a_wrong_code_makes_no_account_and_loses_nothing_typed(fresh):
    browser, _, app, _ = fresh

    answer = browser.post("/welcome", {**FIRST, "code": "aaaa-bbbb-cccc-dddd"})

    assert answer.status_code == 422
    assert "This is not the code." in answer.text
    assert 'value="Vera Lindqvist"' in answer.text
    with app.app_context():
        assert db.session.scalars(select(Account)).all() == []


def test_after_the_first_account_the_page_is_not_there(fresh):
    browser, code, app, _ = fresh
    browser.post("/welcome", {**FIRST, "code": code})

    stranger = app.test_client()

    assert stranger.get("/welcome").status_code == 404
    assert stranger.post("/welcome", {**FIRST, "code": code}).status_code == 404


def test_every_start_without_an_account_makes_a_new_code(fresh):
    browser, first, _, settings = fresh

    second = prepare(settings)

    assert second != first
    assert browser.post("/welcome", {**FIRST, "code": first}).status_code == 422
    assert browser.post("/welcome", {**FIRST, "code": second}).status_code == 303
    assert prepare(settings) is None


def test_guessing_the_code_is_limited(fresh):
    browser, code, _, _ = fresh

    answers = [browser.post("/welcome", {**FIRST, "code": "guess"}).status_code for _ in range(45)]

    assert answers[-1] == 429
    assert browser.post("/welcome", {**FIRST, "code": code}).status_code == 429


def test_signing_in_leads_to_the_first_account_while_there_is_none(fresh):
    browser, _, _, _ = fresh

    assert browser.get("/sign-in").location == "/welcome"
