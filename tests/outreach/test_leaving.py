"""Sending by the user's own server, the letter on paper, and contacts to whom nothing goes out."""

import email
import html
import re
from datetime import UTC, date, datetime, timedelta
from email import policy

import pytest
from composer_page import fields, url
from factories import NOON

from infoview import clock
from infoview.db import db, transaction
from infoview.errors import Invalid
from infoview.models import Account, Contact, Draft, EmailAddress, Mail, MailServer, Message, Stage
from infoview.models.draft import DraftState
from infoview.models.mail import MailState, Security
from infoview.models.message import MessageKind
from infoview.outreach import moments
from infoview.outreach.composing import compose
from infoview.outreach.leaving.letter import letter_of


@pytest.fixture
def server(hers):
    """Vera's own mail server."""
    with hers() as session, transaction():
        access = {"port": 587, "security": Security.STARTTLS, "sender": "vera@example.org"}
        session.add(MailServer(host="mail.example.org", created_at=NOON, **access))


def test_without_a_server_nothing_offers_to_send(client, ada, stored):
    page = client.get(url(ada)).text
    assert 'id="send"' not in page

    answer = client.post(url(ada, rest="/send"), fields(page))

    assert answer.status_code == 409
    assert stored(Mail) == []


def test_a_message_that_is_sent_waits_and_cannot_be_written_on(client, ada, server, stored):
    page = client.get(url(ada)).text
    assert 'id="send"' in page

    answer = client.post(url(ada, rest="/send"), fields(page) | {"body": "As I wrote it"})

    assert answer.location == url(ada)
    [mail] = stored(Mail)
    assert (mail.address, mail.body, mail.state) == ("ada@example.org", "As I wrote it", MailState.QUEUED)
    assert stored(Draft)[0].state is DraftState.QUEUED
    shown = client.get(url(ada)).text
    assert "As I wrote it" in shown
    assert "<textarea" not in shown
    late = client.post(url(ada), fields(page) | {"body": "Another text"})
    assert (late.status_code, "waiting to be sent" in late.text) == (409, True)
    assert stored(Message) == []


def test_sent_twice_by_a_double_click_it_is_queued_once(client, ada, server, stored):
    page = fields(client.get(url(ada)).text)

    first, second = (client.post(url(ada, rest="/send"), page) for _ in range(2))

    assert first.location == second.location
    assert len(stored(Mail)) == 1


def test_a_message_can_be_sent_later_in_the_users_own_time(client, ada, server, stored):
    page = fields(client.get(url(ada)).text)
    day = (clock.today("Europe/Paris") + timedelta(days=40)).isoformat()

    client.post(url(ada, rest="/send"), page | {"send_at": f"{day}T09:30", "later": "1"})

    [mail] = stored(Mail)
    assert mail.due_at == moments.due(datetime.fromisoformat(f"{day}T09:30"), zone="Europe/Paris", now=clock.now())


@pytest.mark.parametrize("send_at", ["", "2020-01-01T09:00", "soon", "0001-01-01T00:00"])
def test_a_time_that_cannot_be_is_refused_with_everything_typed(client, ada, server, stored, send_at):
    page = fields(client.get(url(ada)).text)

    answer = client.post(url(ada, rest="/send"), page | {"send_at": send_at, "later": "1", "body": "As I wrote it"})

    assert answer.status_code == 422
    assert fields(answer.text)["body"] == "As I wrote it"
    assert stored(Mail) == []


def test_a_time_of_the_users_clocks_is_an_instant(app):
    now = datetime(2026, 6, 15, 12, tzinfo=UTC)

    def due(wall):
        return moments.due(datetime.fromisoformat(wall), zone="Europe/Paris", now=now)

    assert due("2026-06-16 09:30") == datetime(2026, 6, 16, 7, 30, tzinfo=UTC)
    with app.app_context(), pytest.raises(Invalid):
        due("2026-06-15 13:59")


@pytest.mark.parametrize(
    ("address", "words"),
    [("", "Write their e-mail address first."), ("ada at work", "does not look like an e-mail address")],
)
def test_without_an_address_that_mail_can_go_to_nothing_is_sent(client, contact, server, hers, stored, address, words):
    ada = contact("Ada Byron")
    with hers() as session, transaction():
        session.add_all([EmailAddress(contact_id=ada.id, address=address, folded=address)] if address else [])
    answer = client.post(url(ada, rest="/send"), fields(client.get(url(ada)).text) | {"channel": "email"})

    assert answer.status_code == 422
    assert words in answer.text
    assert stored(Mail) == []


def test_only_what_travels_as_e_mail_is_sent(client, ada, server, stored):
    page = fields(client.get(url(ada)).text)

    assert client.post(url(ada, rest="/send"), page | {"channel": "letter"}).status_code == 409
    assert stored(Mail) == []


def test_the_file_has_a_date_and_an_id(client, ada):
    answer = client.post(url(ada, rest="/file"), fields(client.get(url(ada)).text))

    message = email.message_from_bytes(answer.data, policy=policy.default)
    assert abs(message["Date"].datetime - clock.now()) < timedelta(minutes=1)
    assert re.fullmatch(r"<\w+@example\.org>", message["Message-ID"])


def test_a_letter_is_what_is_saved_with_sender_place_and_day(client, ada, hers, account, stored):
    with hers() as session, transaction():
        session.get_one(Account, account.id).phone = "+46 8 000"
        row = db.get_row(Contact, ada.id)
        row.language, row.title, row.place = "fr", "Analyste", "Lyon"
    page = fields(client.get(url(ada)).text)
    body = "Bonjour,\r\n\r\nUn mot.\r\n\r\nBien à vous,\r\nVera"

    answer = client.post(url(ada), page | {"channel": "letter", "body": body, "always": "letter"})
    paper = html.unescape(client.get(answer.location, query_string={"place": "Stockholm"}).text)

    assert answer.location == url(ada, rest="/letter")
    for line in ("Vera Lindqvist<br>", "+46 8 000<br>", "Ada Byron<br>", "Analyste<br>", "Lyon<br>", "Stockholm, le "):
        assert line in paper
    assert "Un mot.\n\nBien à vous,</p>" in paper  # room to sign, then the name
    assert '<p class="verbatim">Vera</p>' in paper


def test_the_first_of_a_month_is_said_as_french_letters_say_it(client, ada, hers, account):
    with hers(), transaction():
        db.get_row(Contact, ada.id).language = "fr"
    with hers():
        composer = compose(ada.id, MessageKind.REQUEST, account.id, now=clock.now())
        days = [letter_of(composer, date(2026, 5, n)).day for n in (1, 11, 21)]

    assert days == ["le 1er mai 2026", "le 11 mai 2026", "le 21 mai 2026"]


def test_to_somebody_who_asked_for_that_nothing_goes_out(client, ada, server, stored):
    page = fields(client.get(url(ada)).text)
    client.post(f"/contacts/{ada.id}/opt-out")

    shown = client.get(url(ada)).text
    assert "Ada Byron asked not to be written to, so nothing goes out from here." in shown
    for word in ("<textarea", "mailto:", 'id="send"', 'id="copy"', 'id="mark-sent"'):
        assert word not in shown
    for rest in ("/send", "/sent", "/file"):
        answer = client.post(url(ada, rest=rest), page)
        assert (rest, answer.status_code) == (rest, 409)
        assert "asked not to be written to" in answer.text
    assert client.get(url(ada, rest="/letter")).status_code == 409
    assert stored(Mail) == stored(Message) == []
    assert "asked not to be written to" in client.get(f"/contacts/{ada.id}").text
    client.post(f"/contacts/{ada.id}/opt-out/lift", {"next": url(ada)})
    assert "<textarea" in client.get(url(ada)).text
    assert stored(Contact)[0].stage is Stage.IDENTIFIED


def test_that_somebody_asked_not_to_be_written_to_can_be_undone(client, ada, stored, other_client):
    assert other_client.post(f"/contacts/{ada.id}/opt-out").status_code == 404
    client.post(f"/contacts/{ada.id}/opt-out")
    assert stored(Contact)[0].opted_out_at is not None
    undo, *_same = re.findall(r'action="(/changes/\w+/undo)"', client.get(f"/contacts/{ada.id}").text)

    client.post(undo, {"next": "/board"})

    assert stored(Contact)[0].opted_out_at is None
