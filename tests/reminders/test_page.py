"""The page "Are my reminders working?", and the sentence on every other one until it is mended."""

import re
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import settings_for
from outbox.post_office import PostOffice
from outbox.writing import set_up
from plain_browser import Client
from push_service import Browser, push_service
from reminders.reminding import being, change_account, kept, look, remind

from infoview import clock, create_app
from infoview.db import as_owner, db, transaction
from infoview.models import Account, MailServer
from infoview.models.mail import Security
from infoview.pushing.actions import subscribe
from infoview.reminders import lease
from infoview.reminders.scheduler import Scheduler

ELSEWHERE = "/people"


@pytest.fixture(autouse=True)
def eight(app):
    """Eight in the morning of a Monday in June, before anybody signs in."""
    with being("2026-06-15 08:00") as travel:
        yield travel


@pytest.fixture
def work(app, account):
    """Gives a block in which what the test does is Vera's; between such blocks her browser is served."""

    @contextmanager
    def at_work():
        with app.app_context(), as_owner(account):
            yield

    return at_work


@pytest.fixture
def service(app, monkeypatch):
    """A push service that the app may speak with."""
    with push_service() as service:
        settings = replace(app.extensions["settings"], push_hosts=frozenset({service.origin}))
        monkeypatch.setitem(app.extensions, "settings", settings)
        yield service


def scheduler_looks(app):
    """Do what the thread of the worker does each time it looks."""
    scheduler = Scheduler(app)
    scheduler.look()
    assert scheduler.waits_until == 0
    with app.app_context():
        lease.give_back(scheduler.holder)


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).replace("&#39;", "'").split())


def notice(client):
    found = re.search(r'id="reminders-trouble".*?</p>', client.get(ELSEWHERE).text, re.DOTALL)
    return found[0] if found else ""


def test_it_says_when_it_was_and_will_be_looked_and_what_was_sent(app, account, work, client, trusted, certificate):
    with PostOffice(certificate) as office:
        with work():
            set_up(office)
            remind()
        scheduler_looks(app)

    page = words(client.get("/reminders"))

    assert "Yes, as far as can be seen from here." in page
    assert "does so again within a minute" in page
    assert "The next daily mail leaves tomorrow at 7:00 AM to vera@example.org" in page.replace("\u202f", " ")
    assert "Daily mail today at 8:00 AM Sent" in page.replace("\u202f", " ")
    assert notice(client) == ""


def test_without_a_mail_server_it_says_where_everything_shows_and_no_page_complains(app, account, work, client):
    scheduler_looks(app)

    assert "No mail server is set up, so nothing comes by mail. Today and your calendar" in words(
        client.get("/reminders")
    )
    assert notice(client) == ""


def test_before_the_first_round_nothing_alarms(client, work, service):
    with work():
        take_pushes(service)
    page = words(client.get("/reminders"))

    assert "infoview checks within a minute what is due." in page
    assert "stand still" not in page and notice(client) == ""


def test_pushes_that_fail_are_told_where_nothing_else_comes(app, work, client, eight, service):
    assert "Tell me on this device" in words(client.get("/reminders"))
    assert "so they need a mail server" in words(client.get("/reminders"))
    service.status = 403
    with work():
        take_pushes(service)
        remind()
    scheduler_looks(app)
    told = "Your last push did not arrive. The browser knows another key of this server."
    assert told in notice(client)
    assert told in words(client.get("/reminders"))
    assert "1 browser is told once a day" in words(client.get("/reminders"))

    service.status = 201
    client.post("/pushes/test")
    assert notice(client) == ""

    service.status = 410
    eight.shift(timedelta(days=1))
    client.get("/people")
    scheduler_looks(app)
    assert "The browser is told no more." in notice(client)
    assert "is told once a day" not in words(client.get("/reminders"))


def take_pushes(service):
    """Have Vera's browser take pushes from a service."""
    with transaction():
        subscribe(**Browser(f"{service.origin}/to/vera").fields, browser="Firefox/140", at=clock.now())


def test_what_is_wrong_stands_on_every_page_until_a_test_arrives(app, account, work, client, trusted, certificate):
    with PostOffice(certificate, answers={"MAIL": "550 5.7.1 not you"}) as office:
        with work():
            set_up(office)
            remind()
        scheduler_looks(app)
        told = "Your last reminder could not be sent. The mail server does not let you send from this address."
        assert told in notice(client)
        assert told in words(client.get("/reminders"))
        assert "5.7.1 not you" in words(client.get("/reminders"))

        client.post("/reminders/test")
        assert told in notice(client)

        office.answers.clear()
        client.post("/reminders/test")

    assert "The test is on its way to vera@example.org." in words(client.get("/reminders"))
    assert notice(client) == ""
    assert [mail["Subject"] for mail in office.mails] == ["Your reminders work"]
    with work():
        assert [state for _kind, _key, state, _reason in kept()] == ["failed", "failed", "sent"]


def test_one_that_was_not_sent_can_be_sent_again_on_its_day(app, account, work, client, eight, trusted, certificate):
    with PostOffice(certificate, answers={"MAIL": "550 no"}) as office:
        with work():
            set_up(office)
            remind()
        scheduler_looks(app)
        address = re.search(r'action="(/reminders/\d+/again)"', client.get("/reminders").text)[1]
        office.answers.clear()
        client.post(address)
        with work():
            look(app)
        assert len(office.accepted) == 1
        assert client.post(address).status_code == 409  # it is sent


def test_held_reminders_go_on_when_the_user_says_so(app, account, work, client, trusted, certificate):
    with PostOffice(certificate) as office:
        with work():
            set_up(office)
            remind()
            change_account(account, reminders_held="restored")
        scheduler_looks(app)
        assert "came back from a backup" in notice(client)

        client.post("/reminders/go-on")

    assert (notice(client), office.calls) == ("", 0)
    assert "It was left out, because it may have been sent before the backup came back." in words(
        client.get("/reminders")
    )


def test_a_thread_that_does_not_look_any_more_is_noticed(
    app, account, work, client, eight, trusted, certificate, monkeypatch
):
    with PostOffice(certificate) as office:
        with work():
            set_up(office)
        scheduler_looks(app)
    steady = clock.steady()
    monkeypatch.setattr(clock, "steady", lambda: steady + timedelta(minutes=11))

    assert "Reminders stand still" in notice(client)
    eight.shift(11 * 60)
    assert "Reminders stand still" in words(client.get("/reminders"))


def test_settings_are_kept_and_other_words_with_them(app, account, work, client):
    with work():
        version = change_account(account, reminders_off="push thanks").version

    client.post("/reminders", {"digest_hour": "18", "kinds_on": ["digest", "thanks"], "version": str(version)})

    with work():
        kept_now = db.session.get_one(Account, account.id)
    assert (kept_now.digest_hour, kept_now.reminders_off) == (18, "push evening debrief")
    again = {"digest_hour": "24", "kinds_on": ["digest"], "version": str(version + 1)}
    assert client.post("/reminders", again).status_code == 422
    assert client.post("/reminders", {**again, "digest_hour": "6", "version": str(version)}).status_code == 409


def test_where_sending_is_switched_off_nothing_leaves_and_the_page_says_so(prepared, tmp_path, account):
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    app = create_app(settings_for(tmp_path, MAIL_ENABLED="0"))
    app.test_client_class = Client
    with app.app_context(), as_owner(account):
        remind()
        with transaction():
            sends = {"host": "127.0.0.1", "port": 9, "security": Security.TLS, "sender": "vera@example.org"}
            db.session.add(MailServer(**sends, created_at=clock.now()))
        assert look(app) == ""
        assert kept() == []
    browser = app.test_client()
    browser.sign_in("vera@example.org")
    assert "Sending is switched off on this server, so nothing comes by mail." in words(browser.get("/reminders"))
    with app.app_context():
        db.engine.dispose()
