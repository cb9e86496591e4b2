"""Guessing: limited by account and by address, also over a restart, and what it tells about who has an account."""

import re
from datetime import timedelta

import argon2
import pytest
import time_machine
from conftest import settings_for
from plain_browser import PASSWORD, Client
from real_browser import RealBrowser
from real_server import running
from sqlalchemy import event

from infoview import clock, create_app
from infoview.accounts import actions, passwords
from infoview.db import db

WRONG = "wrong lanterns"
LATER = actions.WINDOW + timedelta(minutes=1)


def sign_in(browser, email="vera@example.org", password=PASSWORD, *, address="127.0.0.1", **more):
    typed = {"email": email, "password": password, **more}
    return browser.post("/sign-in", typed, environ_overrides={"REMOTE_ADDR": address})


def test_attempts_are_limited_also_after_a_restart(app, stranger, folder):
    for _ in range(actions.FAILURES_PER_ACCOUNT):
        assert sign_in(stranger, password=WRONG).status_code == 422
    again = create_app(settings_for(folder))
    again.test_client_class = Client
    browser = again.test_client()

    answer = sign_in(browser)

    assert answer.status_code == 429
    assert "Too many attempts" in answer.text
    with time_machine.travel(clock.now() + LATER):
        assert sign_in(browser).status_code == 303
    with again.app_context():
        db.engine.dispose()


def test_the_real_server_remembers_attempts_after_it_was_killed(app, folder):
    with app.app_context():
        db.engine.dispose()
    for server_number in range(2):
        with running(folder) as (url, _):
            for _ in range(actions.FAILURES_PER_ACCOUNT // 2):
                browser = RealBrowser(url)
                browser._fetch_token("/sign-in")
                answer = browser.post("/sign-in", {"email": "vera@example.org", "password": WRONG})
                assert answer.status == 422, server_number
            if server_number:
                assert browser.sign_in().status == 429


def test_an_account_is_limited_wherever_the_attempts_come_from_and_however_it_is_written(stranger):
    written = (
        "vera@example.org",
        "VERA@example.org",
        "  vera@EXAMPLE.org ",
        "vera@example.org\x00",
        "Vera@Example.Org",
    )
    for number in range(actions.FAILURES_PER_ACCOUNT):
        answer = sign_in(stranger, written[number % len(written)], WRONG, address=f"192.0.2.{number}")
        assert answer.status_code == 422

    assert sign_in(stranger, address="198.51.100.7").status_code == 429
    assert sign_in(stranger, "otto@example.org", address="198.51.100.7").status_code == 303


def test_an_address_is_limited_whoever_it_names(stranger, monkeypatch):
    monkeypatch.setattr(actions, "FAILURES_PER_ADDRESS", 3)
    for number in range(3):
        assert sign_in(stranger, f"guess{number}@example.org", address="192.0.2.1").status_code == 422

    assert sign_in(stranger, address="192.0.2.1").status_code == 429
    assert sign_in(stranger, address="192.0.2.2").status_code == 303


def test_what_a_header_says_about_the_address_counts_for_nothing_without_a_proxy(stranger, monkeypatch):
    monkeypatch.setattr(actions, "FAILURES_PER_ADDRESS", 3)
    for number in range(3):
        typed = {"email": f"guess{number}@example.org", "password": WRONG}
        stranger.post("/sign-in", typed, headers={"X-Forwarded-For": f"192.0.2.{number}"})

    assert sign_in(stranger).status_code == 429


def test_a_name_that_nobody_has_is_limited_like_any_other(stranger):
    answers = [sign_in(stranger, "nobody@example.org", WRONG) for _ in range(actions.FAILURES_PER_ACCOUNT + 1)]
    for _ in range(actions.FAILURES_PER_ACCOUNT):
        sign_in(stranger, password=WRONG)

    assert answers[-1].status_code == 429
    assert alike(answers[-1]) == alike(sign_in(stranger, password=WRONG))


def test_signing_in_forgets_the_failures_before(stranger):
    for _ in range(2):
        for _ in range(actions.FAILURES_PER_ACCOUNT - 1):
            sign_in(stranger, password=WRONG)
        assert sign_in(stranger).status_code == 303
        stranger.post("/sign-out")


def test_guessing_the_present_password_is_limited_too(client):
    typed = {"password": WRONG, "new_password": "eight loud trumpets"}
    for _ in range(actions.FAILURES_PER_ACCOUNT):
        assert client.post("/password", typed).status_code == 422

    answer = client.post("/password", {**typed, "password": PASSWORD})

    assert answer.status_code == 429
    assert "Too many attempts" in answer.text
    with time_machine.travel(clock.now() + LATER):
        assert client.post("/password", {**typed, "password": PASSWORD}).status_code == 303


# --- what an answer tells ---------------------------------------------------------------------------------------------


def alike(answer):
    """An answer without what differs from one page to the next whoever asks: tokens, keys, and what was typed."""
    page = re.sub(r"I[\w-]{20,}\.[\w-]+\.[\w-]+", "", answer.text)
    page = re.sub(
        r'(name="(?:once|email)"[^>]* value=")[^"]*', r"\1", re.sub(r'(value=")[^"]*(" name="email")', "", page)
    )
    headers = {name: value for name, value in answer.headers if name not in ("Set-Cookie", "Content-Length")}
    return answer.status_code, headers, re.sub(r"(nobody|vera)@example\.org", "", page)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(stranger):
    answers = [sign_in(stranger, "nobody@example.org", WRONG), sign_in(stranger, password=WRONG)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert alike(answers[0]) == alike(answers[1])
    assert "The e-mail address or the password is not right." in answers[0].text


class Counting(argon2.PasswordHasher):
    """Counts what it does."""

    def verify(self, *args):
        self.done.append("verify")
        return super().verify(*args)

    def hash(self, *args, **more):
        self.done.append("hash")
        return super().hash(*args, **more)


@pytest.fixture
def work(app, monkeypatch):
    """Lists the work that is done: looking at passwords, and statements to the database."""
    counting = Counting(
        **{name: getattr(passwords._hasher, name) for name in ("time_cost", "memory_cost", "parallelism")}
    )
    counting.done = []
    monkeypatch.setattr(passwords, "_hasher", counting)
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_):
        counting.done.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield counting.done
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("password", [WRONG, "", "x" * 5000, "nul\x00"])
def test_a_wrong_name_takes_the_same_work_as_a_wrong_password(stranger, work, password):
    stranger.token()
    done = []
    for email in ("nobody@example.org", "vera@example.org", "no address at all"):
        work.clear()
        assert sign_in(stranger, email, password).status_code == 422
        done.append(list(work))

    assert done[0] == done[1] == done[2]
    assert done[0].count("verify") == 1
    assert "hash" not in done[0]


def test_what_nobodys_password_is_compared_with_takes_the_work_of_a_real_one():
    with_care = argon2.extract_parameters(passwords.hash_password("seven quiet lanterns"))

    assert argon2.extract_parameters(passwords._NOBODYS) == with_care
    assert not passwords.is_right("", None)
