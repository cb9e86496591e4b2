"""What the composer says once a message has gone out, and that it goes only where the page said, and when."""

import html
import re
from datetime import date, datetime, timedelta

import pytest
from composer_page import fields, url
from factories import NOON
from sqlalchemy import delete

from infoview import clock
from infoview.db import db, transaction
from infoview.i18n import as_language
from infoview.models import Contact, Draft, EmailAddress, Mail, MailServer, Message
from infoview.models.draft import DraftState
from infoview.models.mail import Security
from infoview.outreach import moments


@pytest.fixture
def server(hers):
    """Vera's own mail server."""
    with hers() as session, transaction():
        access = {"port": 587, "security": Security.STARTTLS, "sender": "vera@example.org"}
        session.add(MailServer(host="mail.example.org", created_at=NOON, **access))


@pytest.fixture
def sent(client, ada, server):
    """A request that was just sent to Ada."""
    client.post(url(ada, rest="/sent"), fields(client.get(url(ada)).text) | {"body": "As I wrote it"})


@pytest.fixture
def age(hers):
    """Makes what was sent older."""

    def make(**age):
        with hers() as session, transaction():
            for message in session.query(Message):
                message.sent_at = message.created_at = clock.now() - timedelta(**age)

    return make


def test_what_has_just_gone_out_is_shown_instead_of_a_composer(client, ada, sent, stored):
    shown = client.get(url(ada)).text

    assert re.search(r"You sent this today at [^<]+</strong> <span[^>]*>By e-mail", shown)
    assert "As I wrote it" in shown
    assert f'href="/messages/{stored(Message)[0].id}"' in shown
    for word in ("<textarea", 'id="send"', 'id="opted-out"'):
        assert word not in shown


def test_another_can_be_written_all_the_same_with_or_without_javascript(client, ada, sent, stored):
    again = re.search(r'id="again" href="([^"]+)"', client.get(url(ada)).text)[1]
    page = client.get(html.unescape(again)).text
    assert "You sent a request today at " in page

    kept = client.post(url(ada), fields(page) | {"career": "Nursing"})
    assert "<textarea" in client.get(kept.location).text
    client.post(url(ada), fields(client.get(kept.location).text) | {"body": "Once more"})

    assert fields(client.get(url(ada)).text)["body"] == "Once more"
    assert [message.body for message in stored(Message)] == ["As I wrote it"]


def test_after_a_day_a_line_says_that_one_was_sent(client, ada, sent, age):
    age(hours=23)
    assert "<textarea" not in client.get(url(ada)).text

    age(days=3)
    shown = client.get(url(ada)).text

    assert re.search(r'id="gone-line">You sent a request \w+', shown)
    assert "<textarea" in shown


def test_what_was_sent_days_ago_and_is_told_only_now_is_shown_too(client, ada):
    client.post(url(ada, rest="/sent"), fields(client.get(url(ada)).text) | {"sent_on": "2026-01-05"})

    assert "You sent this January 5" in client.get(url(ada)).text


def test_a_new_draft_that_was_put_away_leaves_what_went_out_before(client, ada, sent):
    page = fields(client.get(f"{url(ada)}?again=1").text)
    client.post(url(ada), page | {"body": "Once more"})
    client.post(url(ada, rest="/discard"))

    assert "As I wrote it" in client.get(url(ada)).text


@pytest.mark.parametrize("rest", ["", "/send", "/sent"])
def test_a_page_from_before_it_was_sent_sends_nothing_again(client, ada, server, stored, rest):
    older, newer = (fields(client.get(url(ada)).text) for _ in range(2))
    client.post(url(ada, rest="/sent"), newer)

    answer = client.post(url(ada, rest=rest), older)
    assert (answer.status_code, "marked as sent in another window" in answer.text) == (409, True)
    again = client.post(url(ada, rest="/send"), fields(answer.text))

    assert again.status_code == 409
    assert (len(stored(Message)), stored(Mail)) == (1, [])
    assert stored(Draft)[0].state is DraftState.SENT


@pytest.mark.parametrize("rest", ["/send", "/sent", "/file"])
def test_the_address_of_a_refused_form_leads_back_to_the_composer(client, other_client, ada, rest):
    assert client.get(url(ada, rest=rest)).location == url(ada)
    assert other_client.get(url(ada, rest=rest)).status_code == 404


def test_it_can_be_sent_on_a_good_morning_with_one_click(client, ada, server, stored):
    page = html.unescape(client.get(url(ada)).text)
    [first, *_] = re.findall(r'name="good_time" value="([^"]+)"', page)

    client.post(url(ada, rest="/send"), fields(page) | {"good_time": first, "send_at": "2020-01-01T09:00"})

    [mail] = stored(Mail)
    assert mail.due_at == moments.due(datetime.fromisoformat(first), zone="Europe/Paris", now=clock.now())


def test_good_mornings_are_tomorrows_and_mondays(app):
    with app.app_context(), as_language("en"):
        thursday, sunday, monday = (moments.good_times(date(2026, 5, day)) for day in (7, 10, 11))

    assert [words.replace("\u202f", " ") for _, words in thursday] == [
        "Send tomorrow at 9:00 AM", "Send Monday at 9:00 AM",
    ]  # fmt: skip
    assert [value for value, _ in sunday] == ["2026-05-11T09:00"]
    assert [value for value, _ in monday] == ["2026-05-12T09:00", "2026-05-18T09:00"]


def test_a_time_that_has_passed_is_told_at_its_field(client, ada, server):
    page = fields(client.get(url(ada)).text)
    past = page | {"send_at": "2020-01-01T09:00", "later": "1"}

    partial = client.post(url(ada, rest="/send"), past, partial=True).text
    whole = client.post(url(ada, rest="/send"), past).text

    told = r'id="send_at-error"[^>]*>This time has passed\.'
    assert re.search(told, partial)
    assert 'id="problems"' not in partial
    assert re.search(r'id="problems"[^>]*>This time has passed\.', whole)  # there the menu is closed
    assert re.search(told, whole)


@pytest.mark.parametrize("is_partial", [True, False])
def test_a_missing_address_is_told_once_where_it_stands(client, contact, server, is_partial):
    ada = contact("Ada Byron")
    page = fields(client.get(url(ada)).text) | {"channel": "email"}

    answer = client.post(url(ada, rest="/send"), page, partial=is_partial).text

    assert 'id="address-error"' in answer
    assert 'id="problems"' not in answer


@pytest.mark.parametrize("both", [True, False])
def test_it_goes_to_no_other_address_than_the_page_named(client, ada, server, hers, stored, both):
    with hers() as session, transaction():
        if both:
            _add(session, ada, "ada@home.example.org", 2)
    page = fields(client.get(url(ada)).text)
    with hers() as session, transaction():
        session.execute(delete(EmailAddress).where(EmailAddress.address == "ada@example.org"))
        if not both:
            _add(session, ada, "ada@home.example.org", 1)

    answer = client.post(url(ada, rest="/send"), page)
    assert answer.status_code == 422
    assert "Their address is another one now." in answer.text
    assert stored(Mail) == []
    client.post(url(ada, rest="/send"), fields(answer.text))

    assert [mail.address for mail in stored(Mail)] == ["ada@home.example.org"]


def _add(session, contact, address, position):
    session.add(EmailAddress(contact_id=contact.id, address=address, folded=address, position=position))


def test_a_mail_that_waits_is_shown_with_the_wish_not_to_be_written_to(client, ada, server, hers):
    client.post(url(ada, rest="/send"), fields(client.get(url(ada)).text))
    assert 'id="opted-out"' not in client.get(url(ada)).text
    with hers(), transaction():
        db.get_row(Contact, ada.id).opted_out_at = NOON

    shown = client.get(url(ada)).text

    assert 'id="opted-out"' in shown
    assert 'id="mail-' in shown


def test_the_wish_not_to_be_written_to_offers_no_other_message(client, ada, sent):
    client.post(f"/contacts/{ada.id}/opt-out")

    shown = client.get(url(ada)).text

    assert 'id="opted-out"' in shown
    assert "As I wrote it" in shown
    assert 'id="again"' not in shown
    assert "<textarea" not in client.get(f"{url(ada)}?again=1").text
