"""The composer for every kind and channel: what the app picks, what the user chooses instead."""

import html

import pytest
from composer_page import fields, url
from factories import NOON

from infoview.db import db, transaction
from infoview.models import (
    Account,
    Advice,
    Contact,
    Draft,
    EmailAddress,
    Link,
    Meeting,
    Message,
    Organization,
    PhoneNumber,
    Stage,
)
from infoview.models.contact import FoundBy, Permission
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel
from infoview.outreach.routes import ABOUT_SOMEONE, KINDS
from infoview.outreach.script import branches


@pytest.fixture
def keep(hers):
    """Stores rows."""

    def store(*rows):
        with hers() as session, transaction():
            session.add_all(rows)

    return store


@pytest.fixture
def mary(contact, ada, hers):
    """The person who named Ada."""
    mary = contact("Mary Somerville", stage=Stage.THANKED, address_as="Mary")
    with hers(), transaction():
        row = db.get_row(Contact, ada.id)
        row.found_by, row.referred_by_id, row.may_use_name = FoundBy.REFERRED, mary.id, Permission.YES
    return mary


def text(page):
    return html.unescape(page.text)


def test_every_kind_has_a_finished_text_on_every_channel(client, ada, mary):
    for kind in KINDS:
        to = mary if kind in ABOUT_SOMEONE else ada
        page = fields(client.get(url(to, kind.value), follow_redirects=True).text)
        for channel in ("email", "linkedin", "letter"):
            sent = {**page, "channel": channel}
            client.post(url(to, kind.value), sent)
            at = url(to, kind.value) + (f"?about={ada.id}" if kind in ABOUT_SOMEONE else "")
            shown = fields(client.get(at).text)
            assert shown["channel"] == channel
            assert len(shown["body"]) > 40, (kind, channel)


@pytest.mark.parametrize(
    ("stage", "kind"),
    [(None, "request"), (Stage.REQUESTED, "nudge"), (Stage.MET, "thank_you"), (Stage.THANKED, "update")],
)
def test_what_is_due_is_what_is_written(client, contact, stage, kind):
    ada = contact(stage=stage)

    assert client.get(f"/contacts/{ada.id}/drafts").location == url(ada, kind)


def test_the_page_says_why_the_app_picked_what_it_picked(client, ada, mary):
    page = text(client.get(url(ada)))

    assert "You have not asked them yet. Mary Somerville suggested them, and you may use their name." in page


def test_another_kind_is_one_choice_away_and_keeps_what_was_typed(client, ada, stored):
    page = fields(client.get(url(ada)).text)

    answer = client.post(url(ada), page | {"body": "My own words", "kind": "thank_you"})

    assert answer.location == url(ada, "thank_you")
    assert stored(Draft)[0].body == "My own words"


def test_another_wording_goes_round_and_stays_chosen(client, ada, stored):
    first = client.get(url(ada))
    names = []
    page, body = first.text, fields(first.text)["body"]
    for _ in range(2):
        [name] = [part.split('"')[0] for part in page.split('name="wording" value="')[1:]]
        names.append(name)
        client.post(url(ada), fields(page) | {"wording": name})
        page = client.get(url(ada)).text
        if len(names) == 1:
            assert fields(page)["body"] != body
            assert "Wording 2" in page

    assert names == ["email/request-cold-2", "email/request-cold-1"]
    assert fields(page)["body"] == body
    assert stored(Draft)[0].wording == "email/request-cold-1"


def test_tu_or_vous_is_kept_for_the_contact_and_asked_in_french_only(client, ada, stored):
    page = fields(client.get(url(ada)).text)
    assert "formality" not in page
    client.post(url(ada), page | {"language": "fr"})

    page = fields(client.get(url(ada)).text)
    client.post(url(ada), page | {"formality": "familiar"})

    again = fields(client.get(url(ada)).text)
    assert page["formality"] == "formal"
    assert again["formality"] == "familiar"
    assert again["body"] != page["body"]


def test_a_note_for_linkedin_has_no_subject_and_says_how_long_it_may_be(client, ada, keep, hers, account):
    keep(Link(contact_id=ada.id, url="https://www.linkedin.com/in/ada", folded="linkedin.com/in/ada"))
    with hers() as session, transaction():
        session.get_one(Account, account.id).linkedin_limit = 300
    page = fields(client.get(url(ada)).text)

    client.post(url(ada), page | {"channel": "linkedin", "body": "👋 hello"})

    shown = client.get(url(ada)).text
    assert "8 of 300 characters" in shown
    assert 'for="subject"' not in shown
    assert 'href="https://www.linkedin.com/in/ada"' in shown
    assert "mailto:" not in shown


def test_a_call_has_a_script_to_read_and_is_logged(client, ada, keep, stored):
    keep(PhoneNumber(contact_id=ada.id, number="+351 21 000"))
    client.post(url(ada), fields(client.get(url(ada)).text) | {"channel": "phone"})

    page = client.get(url(ada)).text
    assert page.count("<h2>") >= 4
    assert 'href="tel:%2B351%2021%20000"' in page
    assert "Mark as sent" not in page
    client.post(url(ada, rest="/sent"), fields(page))

    [message] = stored(Message)
    assert (message.channel, message.subject, message.address) == (Channel.PHONE, "", "")


def test_the_stretches_of_a_script_begin_with_a_line_that_ends_in_a_colon():
    found = branches("Hello: there\nIt is me\n\nIf they say no:\n“Thank you.”\n\nSo long.\n\nSi c'est non :\nMerci")

    assert [(branch.heading, branch.lines) for branch in found] == [
        ("", ["Hello: there", "It is me"]),
        ("If they say no", ["“Thank you.”", "So long."]),
        ("Si c'est non", ["Merci"]),
    ]


def test_an_introduction_is_asked_about_somebody_they_named_and_neither_card_moves(client, ada, mary, stored):
    page = client.get(url(mary, "introduction"), follow_redirects=True)
    assert page.request.url.endswith(f"{url(mary, 'introduction')}?about={ada.id}")
    assert "About Ada Byron" in page.text

    client.post(url(mary, "introduction", "/sent"), fields(page.text))

    [message] = stored(Message)
    assert (message.contact_id, message.about_id) == (mary.id, ada.id)
    assert {row.full_name: row.stage for row in stored(Contact)} == {
        "Ada Byron": Stage.IDENTIFIED,
        "Mary Somerville": Stage.THANKED,
    }


def test_whom_it_is_about_is_asked_where_nobody_was_named(client, ada, contact):
    jane = contact("Jane Marcet")

    asked = client.get(url(jane, "introduction"), follow_redirects=True).text
    assert "Whom should Jane Marcet introduce you to?" in asked
    unknown = text(client.get(url(jane, "introduction", "/whom"), query_string={"who": "Nobody"}))
    found = client.get(url(jane, "introduction", "/whom"), query_string={"who": "Ada Byron"})

    assert "There is nobody called “Nobody” among your people yet." in unknown
    assert found.location == f"{url(jane, 'introduction')}?about={ada.id}"


def test_each_person_it_is_about_has_a_draft_of_their_own(client, ada, mary, contact, stored):
    jane = contact("Jane Marcet", referred_by_id=mary.id)
    for who in (ada, jane):
        at = f"{url(mary, 'introduction')}?about={who.id}"
        client.post(at, fields(client.get(at).text) | {"body": f"About {who.full_name}"})

    assert {draft.about_id: draft.body for draft in stored(Draft)} == {
        ada.id: "About Ada Byron",
        jane.id: "About Jane Marcet",
    }
    assert client.get("/drafts").text.count("?about=") == 6  # name, “Go on” and “Discard” of both


def test_a_message_about_nobody_or_somebody_elses_contact_is_not_there(client, mary, other_client, ada):
    at = url(mary, "introduction")

    assert client.post(at, {"body": "x"}).status_code == 404
    assert client.get(f"{at}?about={mary.id}").status_code == 404
    assert client.get(f"{at}?about=99999").status_code == 404


def test_news_and_advice_that_was_followed_come_into_an_update(client, mary, keep, stored):
    held = Meeting(
        contact_id=mary.id, day=NOON.date(), zone="UTC", status=MeetingStatus.HELD, learned="listen", created_at=NOON
    )
    keep(held)
    keep(Advice(contact_id=mary.id, meeting_id=held.id, body="Read the annual report"))
    page = client.get(url(mary, "update")).text
    assert "What is new with you, in one line?" in page
    [advice] = stored(Advice)

    client.post(url(mary, "update"), fields(page) | {"news": "I have begun a course in statistics"})
    client.post(url(mary, "update"), fields(client.get(url(mary, "update")).text) | {"done_advice": str(advice.id)})

    body = fields(client.get(url(mary, "update")).text)["body"]
    assert "course in statistics" in body
    assert "annual report" in body
    assert stored(Advice)[0].done_at is not None


def test_a_missing_address_is_asked_beside_the_name(client, contact, stored):
    ada = contact(stage=Stage.IDENTIFIED)
    page = client.get(url(ada)).text
    assert 'id="email"' in page[page.index('id="to-name"') : page.index('id="choices"')]

    wrong = client.post(url(ada), fields(page) | {"email": "ada at example.org"})
    client.post(url(ada), fields(page) | {"email": "ada@example.org"})

    assert wrong.status_code == 422
    assert "does not look like an e-mail address" in wrong.text
    assert [row.address for row in stored(EmailAddress)] == ["ada@example.org"]


def test_one_of_several_addresses_is_chosen_and_a_wrong_one_is_told(client, ada, keep, stored):
    keep(EmailAddress(contact_id=ada.id, address="ada at work", folded="ada at work", position=1))
    page = fields(client.get(url(ada)).text)
    assert page["address"] == ""  # the options have no values of their own

    client.post(url(ada), page | {"address": "ada at work"})

    shown = client.get(url(ada)).text
    assert "No mail can go to this address." in shown
    assert stored(Draft)[0].address == "ada at work"


def test_a_finding_is_mended_by_one_click_and_the_text_is_the_users_then(client, ada, stored):
    page = fields(client.get(url(ada)).text)
    body = "Dear Ms. Byron,\n\nMay I ask you about your work?\n\nKind regards,\nVera"
    answer = client.post(url(ada), page | {"body": body, "typing": "1"}, partial=True)
    rules = [part.split('"')[0] for part in answer.text.split('name="mend" value="')[1:]]
    assert rules

    client.post(url(ada), fields(client.get(url(ada)).text) | {"mend": rules[0]})

    [draft] = stored(Draft)
    assert draft.body_touched
    assert draft.body != body
    assert f'value="{rules[0]}"' not in client.get(url(ada)).text


def test_somebody_else_there_who_has_not_answered_is_named(client, ada, contact, keep, hers, stored):
    keep(Organization(name="Babbage & Co", folded="babbage & co", created_at=NOON))
    [place] = stored(Organization)
    jane = contact("Jane Marcet", stage=Stage.REQUESTED, organization_id=place.id)
    with hers(), transaction():
        db.get_row(Contact, ada.id).organization_id = place.id
    client.post(url(jane, rest="/sent"), fields(client.get(url(jane)).text))

    assert "Jane Marcet, at the same organization, has not answered you yet." in client.get(url(ada)).text
