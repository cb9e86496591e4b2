from datetime import timedelta

import pytest
from factories import NOON, make_contact
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview.db import as_owner, db, transaction
from infoview.messages import log
from infoview.messages.log import Filters
from infoview.messages.rates import rates
from infoview.models import Contact, Meeting, Message
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Answer, Channel, Direction, MessageKind, Route
from infoview.people.actions import delete, edit_contact
from infoview.people.queries import form_values, person


def wrote(contact, days_ago=0, *, kind=MessageKind.REQUEST, **facts):
    is_reply = kind is MessageKind.REPLY
    at = NOON - timedelta(days=days_ago)
    given = {"direction": Direction.IN if is_reply else Direction.OUT, "channel": Channel.EMAIL, "sent_at": at, **facts}
    with transaction():
        message = Message(contact_id=contact.id, kind=kind, created_at=at, **given)
        db.session.add(message)
        db.session.flush()
    return message


def replied(contact, days_ago=0, **facts):
    return wrote(contact, days_ago, kind=MessageKind.REPLY, **facts)


def found(q="", **filters):
    return [row.text for row in log.page(Filters(q=q, **filters), now=NOON).rows]


@pytest.fixture
def letters(owner):
    ada, emilie = make_contact("Ada Byron"), make_contact("Émilie Łukasz")
    wrote(ada, 30, subject="A question about looms", body="Dear Ada,\n\nwould you have 15 minutes?")
    wrote(emilie, 20, subject="Une question", body="Chère Émilie, votre cœur de métier")
    replied(ada, 10, body="Gladly, on Tuesday", answer=Answer.YES)
    wrote(ada, 3, kind=MessageKind.THANK_YOU, subject="Thank you", body="for the looms")
    return ada, emilie


def test_messages_are_listed_the_newest_first(letters):
    assert found() == ["Thank you", "Gladly, on Tuesday", "Une question", "A question about looms"]


@pytest.mark.parametrize(
    ("q", "subjects"),
    [
        ("emilie", ["Une question"]),
        ("lukasz COEUR", ["Une question"]),
        ("byron looms", ["Thank you", "A question about looms"]),
        ("min", ["A question about looms"]),
        ("tuesday", ["Gladly, on Tuesday"]),
        ("looms NOT thank", []),
        ("zzz", []),
    ],
)
def test_messages_are_found_by_name_subject_and_text(letters, q, subjects):
    assert found(q) == subjects


def test_a_new_name_finds_the_messages_and_the_old_one_no_longer_does(letters):
    ada, _ = letters
    with transaction():
        values = {**form_values(person(ada.id)), "full_name": "Ada Lovelace", "given_name": "", "family_name": ""}
        values["tags"] = []
        edit_contact(db.get_row(Contact, ada.id), **values, at=NOON)

    assert len(found("lovelace")) == 3 and found("byron") == []


def test_messages_of_somebody_in_the_trash_are_not_listed(letters):
    with transaction():
        delete(db.get_row(Contact, letters[0].id), at=NOON)

    assert found() == found("question") == ["Une question"]


@pytest.mark.parametrize(
    ("filters", "subjects"),
    [
        ({"kind": "request"}, ["Une question", "A question about looms"]),
        ({"direction": "in"}, ["Gladly, on Tuesday"]),
        ({"answer": "answered"}, ["A question about looms"]),
        ({"answer": "waiting"}, ["Une question"]),
        ({"answer": "yes"}, ["Gladly, on Tuesday", "A question about looms"]),
        ({"answer": "yes", "kind": "request", "q": "ada"}, ["A question about looms"]),
        ({"answer": "no"}, []),
    ],
)
def test_messages_are_limited_by_what_they_are_and_what_was_answered(letters, filters, subjects):
    assert found(**filters) == subjects


def test_a_reply_answers_the_request_before_it_and_no_other(owner):
    ada = make_contact("Ada")
    wrote(ada, 30, subject="first")
    wrote(ada, 9, subject="second")
    reply = replied(ada, 5)
    wrote(ada, 1, subject="third")
    assert found(answer="waiting") == ["third", "first"]
    with transaction():
        db.get_row(Message, reply.id).withdrawn_at = NOON

    assert found(answer="waiting") == ["third", "second", "first"]


def test_an_automatic_reply_answers_no_request(owner):
    ada = make_contact("Ada")
    wrote(ada, 30, subject="asked")
    wrote(ada, 29, kind=MessageKind.OTHER, direction=Direction.IN, subject="Out of office")
    assert found(answer="waiting") == ["asked"]
    replied(ada, 5)

    assert found(answer="answered") == ["asked"]


@pytest.mark.parametrize(
    ("address", "attached", "title"),
    [
        ("ada@example.org", "", "Automatic reply from Ada"),
        ("MAILER-DAEMON@example.org", "", "A mail to Ada did not arrive"),
        ("mailer-daemon@example.org", "message/delivery-status: delayed", "Automatic reply from Ada"),
        ("robot@example.org", "message/delivery-status: failed\nA question", "A mail to Ada did not arrive"),
    ],
)
def test_the_log_tells_automatic_replies_from_mail_that_did_not_arrive(owner, address, attached, title):
    facts = {"direction": Direction.IN, "address": address, "attachments": attached}
    wrote(make_contact("Ada"), kind=MessageKind.OTHER, **facts)

    assert [row.title for row in log.page(Filters(), now=NOON).rows] == [title]


def test_who_was_met_after_a_request_has_answered_it(owner):
    ada = make_contact("Ada")
    wrote(ada, 30, subject="asked")
    with transaction():
        met = {"zone": "UTC", "status": MeetingStatus.HELD, "created_at": NOON}
        db.session.add(Meeting(contact_id=ada.id, day=(NOON - timedelta(days=2)).date(), **met))

    assert found(answer="answered") == ["asked"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=40) | st.text(alphabet="\"*()^:+-{}[]'\\ANDORTNE ", max_size=30))
def test_nothing_that_can_be_typed_breaks_the_search(owner, q):
    log.page(Filters(q=q, answer="yes"), now=NOON)


# --- rates ----------------------------------------------------------------------------------------------------------


def requests(count, answered, route, days_ago=20):
    for number in range(count):
        contact = make_contact(f"{route} {number}")
        wrote(contact, days_ago, route=route)
        if number < answered:
            replied(contact)


def told():
    return {rate.route: rate.words for rate in rates(now=NOON)}


def test_rates_are_told_from_ten_requests_on(owner):
    requests(5, 2, Route.COLD)
    requests(4, 4, None)
    assert told() == {}
    requests(9, 6, Route.REFERRED)
    requests(1, 0, Route.REFERRED)

    assert told() == {
        "You do not know each other": "too few to tell: 5 so far",
        "Somebody suggested them": "6 of 10 answered",
        "Route not known": "too few to tell: 4 so far",
        "All requests": "12 of 19 answered",
    }


def test_a_request_of_the_last_two_weeks_does_not_count_yet_whether_it_was_answered_or_not(owner):
    requests(10, 5, Route.COLD)
    requests(3, 1, Route.COLD, days_ago=13)

    assert told()["All requests"] == "5 of 10 answered"


# --- the pages ------------------------------------------------------------------------------------------------------


def test_the_log_shows_filters_and_leads_to_each_message_word_for_word(client, app, account):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron")
        message = replied(ada, subject="Re: <b>", body="Gladly", quoted="> Dear Ada", attachments="a.pdf\nb.pdf")
        for number in range(log.SIZE):
            wrote(ada, subject=f"Request {number}")

    page = client.get("/messages?kind=reply&answer=&direction=in&q=gladly").text
    assert "Re: &lt;b&gt;" in page and "1 message found" in page and 'id="chip-direction"' in page
    assert f'href="/messages/{message.id}"' in page
    shown = client.get(f"/messages/{message.id}").text
    assert "Gladly" in shown and "&gt; Dear Ada" in shown and "a.pdf<br>b.pdf" in shown
    assert "1–40" in client.get(f"/messages?contact={ada.id}&kind=nonsense&page=x").text
    assert "No message fits." in client.get("/messages?answer=no").text


def test_the_log_of_nobody_and_the_empty_log_say_so(client):
    assert client.get("/messages?contact=99").status_code == 404
    assert "Nothing written yet." in client.get("/messages").text
