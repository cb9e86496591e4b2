"""Sessions begin anew at every sign-in and are dead for ever once they end, whichever way they end."""

import io
import re
import sys
from datetime import timedelta

import pytest
import time_machine
from plain_browser import PASSWORD
from sqlalchemy import select
from whole_database import changed, whole_database

from infoview import clock
from infoview.accounts import actions, devices
from infoview.cli import main
from infoview.db import db, transaction
from infoview.errors import Invalid
from infoview.models import Device

NEW_PASSWORD = "eight loud trumpets"


def replayed(app, cookies):
    """A browser that sends cookies which were good once."""
    browser = app.test_client()
    for name, value in cookies.items():
        browser.set_cookie(name, value)
    return browser


def cookies_of(browser):
    browser.token()
    return {name: browser.get_cookie(name).value for name in ("infoview", "infoview_form")}


def is_a_stranger(app, cookies, token):
    """Whether a browser with these cookies and that token is asked to sign in, and changes nothing."""
    before = whole_database(app)
    browser = replayed(app, cookies)
    asked = browser.get("/board"), browser.get("/people"), browser.post("/careers", {"name": "Botany"}, token=token)
    assert changed(before, whole_database(app)) == []
    return [answer.status_code for answer in asked] == [303, 303, 401]


@pytest.fixture
def phone(app):
    """Another browser of Vera's."""
    browser = app.test_client()
    browser.sign_in("vera@example.org")
    return browser


@pytest.fixture
def infoview(app, monkeypatch):
    """Run a command, as the person at the server does."""

    def infoview(*words, typed=""):
        monkeypatch.setenv("INFOVIEW_DATA", str(app.extensions["settings"].data))
        monkeypatch.setattr(sys, "argv", ["infoview", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        monkeypatch.setattr("os.umask", lambda mask: mask)
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0

    return infoview


def test_a_session_that_was_signed_out_of_is_dead_though_its_cookies_are_sent_again(app, client, phone):
    cookies, token = cookies_of(client), client.token()

    client.post("/sign-out")

    assert is_a_stranger(app, cookies, token)
    assert phone.get("/board").status_code == 200


def test_a_device_that_was_ended_from_another_is_dead(app, client, phone):
    cookies, token = cookies_of(phone), phone.token()
    with app.app_context():
        ended = db.session.scalar(select(Device.id).where(Device.token_hash == devices.token_hash(cookies["infoview"])))

    client.post(f"/devices/{ended}/sign-out")

    assert is_a_stranger(app, cookies, token)
    assert client.get("/board").status_code == 200


def test_a_new_password_ends_every_session_but_a_new_one_for_who_changed_it(app, client, phone):
    old = [(cookies_of(browser), browser.token()) for browser in (client, phone)]

    assert client.post("/password", {"password": PASSWORD, "new_password": NEW_PASSWORD}).status_code == 303

    assert all(is_a_stranger(app, *each) for each in old)
    assert client.get("/board").status_code == 200
    assert client.get_cookie("infoview").value != old[0][0]["infoview"]


def test_a_new_password_from_the_command_line_ends_every_session(app, client, phone, other_client, infoview):
    old = [(cookies_of(browser), browser.token()) for browser in (client, phone)]

    infoview("account", "password", "vera@example.org", "--password-stdin", typed=f"{NEW_PASSWORD}\n")

    assert all(is_a_stranger(app, *each) for each in old)
    assert other_client.get("/board").status_code == 200


def test_an_account_that_is_removed_ends_its_sessions(app, client, phone, other_client, infoview):
    old = [(cookies_of(browser), browser.token()) for browser in (client, phone)]

    infoview("account", "remove", "vera@example.org", "--yes")

    assert all(is_a_stranger(app, *each) for each in old)
    assert other_client.get("/board").status_code == 200


def test_a_session_that_nobody_used_for_long_is_dead(app, client):
    cookies, token = cookies_of(client), client.token()

    with time_machine.travel(clock.now() + devices.IDLE - timedelta(minutes=1)):
        assert client.get("/board").status_code == 200
    with time_machine.travel(clock.now() + 2 * devices.IDLE):
        assert is_a_stranger(app, cookies, token)


def test_a_session_ends_at_last_however_often_it_is_used(app, client):
    cookies, token, began = cookies_of(client), client.token(), clock.now()
    seen = began
    while (seen := seen + devices.IDLE / 2) < began + devices.ABSOLUTE:
        with time_machine.travel(seen):
            assert client.get("/board").status_code == 200

    with time_machine.travel(began + devices.ABSOLUTE + timedelta(minutes=1)):
        assert is_a_stranger(app, cookies, token)


def test_an_expired_session_is_forgotten_at_the_next_sign_in(app, client, other_client):
    with time_machine.travel(clock.now() + devices.ABSOLUTE + timedelta(minutes=1)):
        app.test_client().sign_in("vera@example.org")
        with app.app_context():
            assert len(db.session.scalars(select(Device)).all()) == 1


def test_every_sign_in_gets_a_session_of_its_own_whatever_cookie_came_with_it(app, client):
    planted = {"infoview": "planted-by-somebody-else", "infoview_form": "planted"}
    browser = replayed(app, planted)

    assert browser.sign_in("vera@example.org").status_code == 303

    given = cookies_of(browser)
    assert given["infoview"] not in (planted["infoview"], client.get_cookie("infoview").value)
    assert len(given["infoview"]) >= 43
    assert is_a_stranger(app, planted, "")


def test_a_token_from_before_a_sign_in_is_worth_nothing_after_it(app):
    browser = app.test_client()
    before = browser.token()

    browser.sign_in("vera@example.org")

    assert browser.post("/careers", {"name": "Botany"}, token=before).status_code == 400
    assert browser.post("/careers", {"name": "Botany"}).status_code == 303


@pytest.mark.parametrize(
    "change", [str.swapcase, lambda token: token[:-1], lambda token: f"{token} ", lambda _: "x" * 4000]
)
def test_a_cookie_that_is_not_quite_right_is_a_strangers(app, client, change):
    cookies = cookies_of(client)

    assert is_a_stranger(app, {**cookies, "infoview": change(cookies["infoview"])}, client.token())


def test_a_cookie_opens_the_account_it_was_made_for_and_no_other(app, client, other_client):
    crossed = replayed(
        app, {"infoview": cookies_of(client)["infoview"], "infoview_form": cookies_of(other_client)["infoview_form"]}
    )

    assert "Vera Lindqvist" in crossed.get("/profile").text
    assert crossed.post("/careers", {"name": "Botany"}, token=client.token()).status_code == 400
    assert re.search("Botany", client.get("/careers").text) is None


@pytest.mark.parametrize("change", ["another password", "removed"])
def test_a_password_that_was_right_opens_nothing_once_it_is_changed(app, account, monkeypatch, change):
    right = actions.is_right

    def right_and_then_changed(password, known):
        is_right = right(password, known)
        with transaction():
            if change == "removed":
                actions.remove_account(account.id)
            else:
                actions.change_password(account.id, password_hash="$another$")
        return is_right

    monkeypatch.setattr(actions, "is_right", right_and_then_changed)
    with app.app_context(), pytest.raises(Invalid):
        actions.sign_in(email=account.email, password=PASSWORD, address="127.0.0.1", browser="x", at=clock.now())
    with app.app_context():
        assert db.session.scalars(select(Device)).all() == []
