"""The ways out, marking as sent, the list of drafts and the text that is kept."""

import email
import html
import re
from email import policy

import pytest
from composer_page import fields, url

from infoview.clock import now
from infoview.db import db, transaction
from infoview.models import Contact, Draft, Message, Stage
from infoview.models.draft import DraftState


def test_marking_as_sent_keeps_the_text_moves_the_card_and_can_be_undone(client, ada, stored):
    page = fields(client.get(url(ada)).text)

    answer = client.post(url(ada, rest="/sent"), page | {"body": "As I wrote it"})

    assert answer.location == f"/contacts/{ada.id}"
    [message] = stored(Message)
    assert (message.body, message.kind.value, message.route.value, message.language) == (
        "As I wrote it", "request", "cold", "en",
    )  # fmt: skip
    assert abs((now() - message.sent_at).total_seconds()) < 60
    assert stored(Contact)[0].stage is Stage.REQUESTED

    shown = client.get("/drafts").text
    assert "Kept as sent. Ada Byron is now in Requested." in shown
    [undo] = re.findall(r'action="(/changes/\w+/undo)"', shown)
    client.post(undo, {"next": "/drafts"})

    assert stored(Contact)[0].stage is Stage.IDENTIFIED
    assert stored(Message)[0].withdrawn_at is not None
    assert fields(client.get(url(ada)).text)["body"] == "As I wrote it"


def test_marking_as_sent_twice_by_a_double_click_sends_once(client, ada, stored):
    page = fields(client.get(url(ada)).text)

    first, second = (client.post(url(ada, rest="/sent"), page) for _ in range(2))

    assert first.location == second.location
    assert len(stored(Message)) == 1


def test_what_was_seen_is_what_is_kept_even_if_a_fact_changed_meanwhile(client, ada, stored, hers):
    page = fields(client.get(url(ada)).text)
    with hers(), transaction():
        db.get_row(Contact, ada.id).found_text = "another article"

    client.post(url(ada, rest="/sent"), page)

    assert stored(Message)[0].body == page["body"].replace("\r\n", "\n")


def test_how_and_when_it_was_sent_are_kept(client, ada, stored):
    page = fields(client.get(url(ada)).text)

    client.post(url(ada, rest="/sent"), page | {"channel": "linkedin", "sent_on": "2026-01-05"})

    [message] = stored(Message)
    assert (message.channel.value, message.sent_at.isoformat()) == ("linkedin", "2026-01-05T11:00:00+00:00")


@pytest.mark.parametrize(("name", "value"), [("sent_on", "2199-01-01"), ("sent_on", "soon"), ("channel", "pigeon")])
def test_what_cannot_be_about_a_message_is_refused_and_nothing_is_sent(client, ada, name, value, stored):
    page = fields(client.get(url(ada)).text)

    answer = client.post(url(ada, rest="/sent"), page | {"body": "As I wrote it", name: value})

    assert answer.status_code == 422
    assert fields(answer.text)["body"] == "As I wrote it"
    assert stored(Message) == []


def test_the_file_holds_what_stands_on_the_sheet(client, ada, stored):
    page = fields(client.get(url(ada)).text)

    answer = client.post(url(ada, rest="/file"), page | {"body": "Línea uno\r\n\r\nLínea dos"})

    message = email.message_from_bytes(answer.data, policy=policy.default)
    assert message["To"].addresses[0].addr_spec == "ada@example.org"
    assert message["X-Unsent"] == "1"
    assert message.get_content().replace("\r\n", "\n").rstrip() == "Línea uno\n\nLínea dos"
    assert "Ada-Byron.eml" in answer.headers["Content-Disposition"]
    assert stored(Draft) == []


def test_the_ways_out_carry_the_letter(client, ada):
    page = html.unescape(client.get(url(ada)).text)

    assert 'href="mailto:ada@example.org?subject=15%20minutes' in page
    assert "https://mail.google.com/mail/?view=cm&fs=1&to=ada%40example.org&su=15%20minutes" in page


def test_drafts_are_listed_the_latest_first_and_can_be_discarded(client, ada, stored, contact):
    ivy = contact("Ivy Ashworth", stage=Stage.MET)
    for person, kind in ((ada, "request"), (ivy, "thank_you")):
        page = fields(client.get(url(person, kind)).text)
        client.post(url(person, kind), page | {"body": f"For {person.full_name}\r\nmore"})

    listed = client.get("/drafts").text
    assert re.findall(r'class="row-name"[^>]*>([^<]+)<', listed) == [
        "Thank-you to Ivy Ashworth",
        "Request to Ada Byron",
    ]
    assert "<p>For Ivy Ashworth more</p>" in listed

    client.post(url(ivy, "thank_you", "/discard"), {"next": "/drafts"})

    assert "Thank-you to Ivy" not in client.get("/drafts").text
    assert {draft.state for draft in stored(Draft)} == {DraftState.OPEN, DraftState.DISCARDED}


def test_more_drafts_do_not_mean_more_queries(client, count_queries, contact):
    def fetch(people):
        for person in people:
            client.post(url(person), {"body": "Mine", "subject": "Mine"})
        with count_queries() as statements:
            assert client.get("/drafts").status_code == 200
        return len(statements)

    few = fetch([contact()])

    assert fetch([contact(f"Person {n}") for n in range(6)]) == few


def test_an_empty_list_of_drafts_says_what_belongs_there(client):
    assert "A message you begin is kept here until it is sent." in client.get("/drafts").text


def test_a_sent_message_is_shown_word_for_word(client, ada, stored):
    page = fields(client.get(url(ada)).text)
    client.post(url(ada, rest="/sent"), page | {"subject": "<b>Hi</b>", "body": "Two  spaces\r\n<i>tags</i>"})
    [message] = stored(Message)

    shown = client.get(f"/messages/{message.id}").text

    assert "&lt;b&gt;Hi&lt;/b&gt;" in shown
    assert "Two  spaces\n&lt;i&gt;tags&lt;/i&gt;" in shown
