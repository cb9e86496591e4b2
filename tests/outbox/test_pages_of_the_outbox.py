"""The pages: the mail server, its test button, the outbox, and a mail that is looked after while it leaves."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from outbox.post_office import SECRET, USER, PostOffice
from outbox.writing import queue, set_up

from infoview.clock import now
from infoview.db import as_owner, db, transaction
from infoview.models import Account, Mail, MailServer
from infoview.models.mail import MailState
from infoview.outbox import servers

PAGE = "/mail-server"


@pytest.fixture
def office(trusted, certificate):
    with PostOffice(certificate) as office:
        yield office


def typed(office, **more):
    known = {"host": "127.0.0.1", "port": office.port, "security": "starttls", "username": USER, "password": SECRET}
    return {**known, "sender": USER, "version": "0", **more}


def stored(app, account, read):
    with app.app_context(), as_owner(account):
        return read(servers.find())


def test_a_mail_server_is_set_up_and_tried_out(client, office):
    page = client.get(PAGE).text
    assert f'value="{USER}"' in page
    assert "test-server" not in page

    assert client.post(PAGE, typed(office)).status_code == 303
    page = client.post(f"{PAGE}/test", {}).text
    assert "The test mail is on its way to vera@example.org." in page
    [mail] = office.mails
    assert (mail["To"].addresses[0].addr_spec, mail["Subject"]) == (USER, "A test from infoview")


def test_a_test_that_fails_says_why_and_shows_no_markup_of_the_server(client, office):
    client.post(PAGE, typed(office))
    office.answers["RCPT"] = "550 5.1.1 <script>alert(1)</script>"
    page = client.post(f"{PAGE}/test", {}).text

    assert "The mail server takes no mail for this address." in page
    assert "550 5.1.1 &lt;script&gt;" in page


def test_the_password_is_sealed_kept_when_left_empty_and_never_shown(app, account, client, office, folder):
    client.post(PAGE, typed(office))
    assert client.post(PAGE, typed(office, password="", version="1", sender="v@example.org")).status_code == 303

    kept = stored(app, account, lambda server: (servers.opened(server), server.sealed_password, server.sender))
    assert kept[0] == SECRET
    assert kept[2] == "v@example.org"
    assert SECRET not in client.get(PAGE).text
    assert kept[1] not in client.get(PAGE).text
    assert SECRET not in client.post(PAGE, typed(office, host="no such host", version="2")).text
    with app.app_context():
        db.engine.dispose()
    assert not [file for file in folder.glob("infoview.sqlite*") if SECRET.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    "change", [{"host": "localhost"}, {"port": "2525"}, {"security": "tls"}, {"username": "v@example.org"}]
)
def test_the_password_is_asked_again_when_anything_about_the_server_changes(app, account, client, office, change):
    client.post(PAGE, typed(office))
    answer = client.post(PAGE, typed(office, password="", version="1", **change))

    assert answer.status_code == 422
    assert "Type the password. It is asked again whenever the server or the user changes." in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("host", "smtp.example.org:25"),
        ("host", "http://example.org"),
        ("host", "a b"),
        ("host", "-x.org"),
        ("host", "a" * 64),
        ("host", "ex\u202eample.org "),
        ("host", "fe80::1%eth0"),
        ("port", "0"),
        ("port", "65536"),
        ("port", "²"),
        ("port", "twenty"),
        ("security", "none"),
        ("sender", "vera"),
        ("sender", "zoë@example.org"),
        ("username", ""),
    ],
)
def test_what_is_no_server_is_refused_beside_its_field(client, office, field, value):
    answer = client.post(PAGE, typed(office, **{field: value}))

    accepted = field == "host" and "\u202e" in value
    assert answer.status_code == (303 if accepted else 422)
    if not accepted and field != "security":
        assert f'id="{field}-error"' in answer.text


def test_a_stale_page_shows_both_and_saves_nothing(app, account, client, office):
    client.post(PAGE, typed(office))
    client.post(PAGE, typed(office, version="1", sender="new@example.org"))
    answer = client.post(PAGE, typed(office, version="1", sender="old@example.org"))

    assert answer.status_code == 409
    assert "new@example.org" in answer.text
    assert stored(app, account, lambda server: server.sender) == "new@example.org"


def test_with_another_key_the_password_is_asked_for_kindly(app, account, client, office, monkeypatch):
    client.post(PAGE, typed(office))
    other = replace(app.extensions["settings"], secret_key="another key of the server")
    monkeypatch.setitem(app.extensions, "settings", other)

    assert "Please type the password again." in client.get(PAGE).text
    assert "Please type the password again." in client.post(f"{PAGE}/test", {}).text
    assert client.post(PAGE, typed(office, password="", version="1", sender="v@example.org")).status_code == 422
    assert client.post(PAGE, typed(office, version="1")).status_code == 303
    assert "Please type the password again." not in client.get(PAGE).text


def test_a_sealed_password_opens_for_its_own_account_server_and_user_only(app, owner, other_account):
    office = PostOffice()
    office.port = 465
    set_up(office)
    server = servers.find()
    assert servers.opened(server) == SECRET
    other = {"host": server.host, "port": server.port, "security": server.security, "username": server.username}

    for change in ({}, {"host": "elsewhere.example.org"}, {"port": 587}, {"username": "otto"}):
        moved = MailServer(**{**other, **change}, sealed_password=server.sealed_password)
        with app.app_context(), as_owner(other_account if not change else owner), pytest.raises(servers.Failure):
            servers.opened(moved)


def test_a_removed_server_leaves_nothing_behind(app, account, client, office):
    client.post(PAGE, typed(office))
    client.post(f"{PAGE}/remove", {})

    assert stored(app, account, lambda server: server) is None
    with app.app_context(), as_owner(account):
        seen_all = {"include_deleted": True}
        assert db.session.query(MailServer).execution_options(**seen_all).count() == 0
    assert "test-server" not in client.get(PAGE).text


@pytest.mark.parametrize(
    ("address", "words"),
    [("vera@gmail.com", "smtp.gmail.com"), ("vera@outlook.com", "let no other program in"), ("v@icloud.com", "587")],
)
def test_known_providers_are_filled_in(app, account, client, address, words):
    with app.app_context(), transaction():
        db.session.get_one(Account, account.id).email = address

    assert words in client.get(PAGE).text


def test_when_sending_is_switched_off_the_pages_say_so_and_nothing_is_tried(app, client, office, monkeypatch):
    client.post(PAGE, typed(office))
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], mail_enabled=False))

    assert "Sending is switched off on this server." in client.get(PAGE).text
    assert "Sending is switched off on this server." in client.get("/outbox").text
    assert client.post(f"{PAGE}/test", {}).status_code == 409
    assert office.calls == 0


def test_a_mail_on_its_way_looks_after_itself_until_it_has_come_to_an_end(app, account, client, office):
    with app.app_context(), as_owner(account):
        set_up(office)
        mail = queue(body="Dear Ada, <b>hello</b>").id
    part = {"HX-Request-Type": "partial"}
    page = client.get("/outbox").text
    assert re.search(rf'hx-get="/outbox/{mail}" hx-trigger="every 2s"', page)
    assert "Dear Ada, &lt;b&gt;hello&lt;/b&gt;" in client.get(f"/outbox/{mail}").text
    assert "<html" not in client.get(f"/outbox/{mail}", headers=part).text

    for state, words in ((MailState.FAILED, "It was not sent."), (MailState.UNKNOWN, "It did arrive")):
        with app.app_context(), as_owner(account), transaction():
            db.session.get_one(Mail, mail).state = state
        fragment = client.get(f"/outbox/{mail}", headers=part).text
        assert words in fragment
        assert "hx-trigger" not in fragment
    assert client.post(f"/outbox/{mail}/went", {}).status_code == 303
    assert "It was sent today" in client.get(f"/outbox/{mail}").text
    assert client.post(f"/outbox/{mail}/cancel", {}).status_code == 409


def test_another_accounts_mail_is_not_there(app, account, client, other_client, office):
    with app.app_context(), as_owner(account):
        set_up(office)
        mail = queue().id

    assert other_client.get(f"/outbox/{mail}").status_code == 404
    assert other_client.post(f"/outbox/{mail}/cancel", {}).status_code == 404


def test_no_page_says_that_a_mail_will_be_sent_to_somebody_who_asked_not_to_be_written_to(app, account, client, office):
    with app.app_context(), as_owner(account):
        set_up(office)
        mail = queue(due_at=now() + timedelta(days=1))
        contact = mail.contact_id
    pages = ("/outbox", f"/outbox/{mail.id}", f"/contacts/{contact}/drafts/request")
    assert all("It will be sent tomorrow" in client.get(page).text for page in pages)
    client.post(f"/contacts/{contact}/opt-out")

    for page in pages:
        text = client.get(page).text
        assert "They asked not to be written to." in text
        for gone in ("It will be sent", "/again", "It did arrive"):
            assert gone not in text
    assert client.post(f"/outbox/{mail.id}/again", {}).status_code == 409
    client.post(f"/contacts/{contact}/opt-out/lift")
    assert "Send it anyway" in client.get("/outbox").text
