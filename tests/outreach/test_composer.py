"""The composer's page as a browser without JavaScript sees it: facts, texts, questions, saving."""

import html
import re

import pytest
from composer_page import fields, url
from factories import NOON

from infoview.db import db, transaction
from infoview.models import Contact, Draft, Meeting, Message, Stage
from infoview.models.contact import FoundBy
from infoview.models.meeting import MeetingStatus


def test_one_click_shows_a_finished_request_and_stores_nothing(client, ada, stored):
    page = client.get(url(ada))

    body = fields(page.text)["body"]
    assert page.status_code == 200
    assert body.startswith("Dear Ms. Byron,\r\n\r\nI came across your name through your article on night trains.")
    assert "My name is Vera Lindqvist and I am a biology teacher." in body
    assert fields(page.text)["subject"] == "15 minutes to learn about your work?"
    assert stored(Draft) == []


def test_a_page_sent_back_unchanged_keeps_nothing(client, ada, stored):
    answer = client.post(url(ada), fields(client.get(url(ada)).text))

    assert answer.status_code == 303
    assert stored(Draft) == []


def test_a_page_in_french_sent_back_unchanged_keeps_nothing(client, ada, stored, hers):
    with hers(), transaction():
        db.get_row(Contact, ada.id).language = "fr"
    page = fields(client.get(url(ada)).text)

    client.post(url(ada), page)

    assert page["body"].startswith("Bonjour Ms. Byron,")
    assert stored(Draft) == []


def test_typed_text_is_kept_and_shown_again(client, ada, stored):
    page = fields(client.get(url(ada)).text)

    answer = client.post(url(ada), page | {"body": "Dear Ada,\r\n\r\nmy own words", "always": "1"})

    again = client.get(answer.location).text
    assert fields(again)["body"] == "Dear Ada,\r\n\r\nmy own words"
    assert "Draft saved." in again
    [draft] = stored(Draft)
    assert (draft.body, draft.subject_touched) == ("Dear Ada,\n\nmy own words", False)


def test_a_new_fact_rewrites_only_what_the_user_has_not_touched(client, ada, hers):
    page = fields(client.get(url(ada)).text)
    client.post(url(ada), page | {"body": "My own words"})
    with hers(), transaction():
        row = db.get_row(Contact, ada.id)
        row.found_by, row.found_text = FoundBy.EVENT, "the spring design fair"

    page = client.get(url(ada)).text

    assert fields(page)["subject"] == "It was good to meet you at the spring design fair"
    assert fields(page)["body"] == "My own words"
    assert "The wording as it would be now" in page
    assert "It was good to meet you at the spring design fair." in page


def test_the_new_wording_can_be_taken_again(client, ada):
    page = fields(client.get(url(ada)).text)
    client.post(url(ada), page | {"subject": "Mine", "body": "Mine too"})

    client.post(url(ada), fields(client.get(url(ada)).text) | {"renew": "body"})

    page = fields(client.get(url(ada)).text)
    assert page["subject"] == "Mine"
    assert page["body"].startswith("Dear Ms. Byron,")


def test_a_missing_fact_is_asked_kept_and_written(client, stored, contact):
    ada = contact("Ada Byron")
    page = client.get(url(ada)).text
    assert "How did you find Ada Byron?" in page

    client.post(url(ada), fields(page) | {"found_by": "event", "found_text": "the spring design fair"})

    again = client.get(url(ada)).text
    assert "How did you find" not in again
    assert "It was good to meet you at the spring design fair." in fields(again)["body"]
    assert stored(Draft) == []


def test_an_answer_does_not_lose_what_was_typed_on_the_sheet(client, stored, contact):
    ada = contact("Ada Byron")

    page = fields(client.get(url(ada)).text)
    client.post(url(ada), page | {"body": "My own words", "career": "UX research"})

    assert fields(client.get(url(ada)).text)["body"] == "My own words"
    assert stored(Contact)[0].career.name == "UX research"


def test_an_answer_that_cannot_be_is_shown_again_with_everything_typed(client, contact):
    contact("Mary Somerville"), contact("Mary Somerville")
    ada = contact()
    page = fields(client.get(url(ada)).text)

    answer = client.post(
        url(ada), page | {"body": "My own words", "found_by": "referred", "found_text": "Mary Somerville"}
    )

    assert answer.status_code == 422
    assert "several people called Mary Somerville" in html.unescape(answer.text)
    assert fields(answer.text)["body"] == "My own words"
    assert fields(answer.text)["found_text"] == "Mary Somerville"


def test_a_thank_you_asks_for_one_sentence_and_then_says_it(client, contact):
    ada = contact("Ada Byron", stage=Stage.MET)
    page = client.get(url(ada, "thank_you")).text
    assert "What is one thing you learned from Ada Byron?" in page

    client.post(url(ada, "thank_you"), fields(page) | {"learned": "most of the day is listening"})

    assert (
        "One thing has stayed with me: most of the day is listening."
        in fields(client.get(url(ada, "thank_you")).text)["body"]
    )


def test_a_finished_thank_you_asks_nothing(client, ada, hers):
    with hers(), transaction():
        db.session.add(
            Meeting(
                contact_id=ada.id,
                day=NOON.date(),
                zone="UTC",
                status=MeetingStatus.HELD,
                learned="most of the day is listening",
                created_at=NOON,
            )
        )

    page = client.get(url(ada, "thank_you")).text

    assert 'class="question"' not in page
    assert "most of the day is listening" in fields(page)["body"]


def test_the_route_can_be_changed(client, ada):
    page = fields(client.get(url(ada)).text)
    assert page["route"] == "cold"

    client.post(url(ada), page | {"route": "shared"})

    page = client.get(url(ada)).text
    assert fields(page)["route"] == "shared"
    assert "our paths have something in common" in fields(page)["body"]
    assert 'value="school" data-frame="We both studied at …" selected' in page


def test_the_language_can_be_changed_and_is_remembered_for_the_contact(client, ada, stored):
    client.post(url(ada), fields(client.get(url(ada)).text) | {"language": "fr"})

    assert fields(client.get(url(ada)).text)["body"].startswith("Bonjour Ms. Byron,")
    assert stored(Contact)[0].language == "fr"
    assert fields(client.get(url(ada, "thank_you")).text)["body"].startswith("Bonjour")


def test_a_stale_save_shows_both_texts_and_overwrites_nothing(client, ada, stored):
    page = fields(client.get(url(ada)).text)
    client.post(url(ada), page | {"body": "From the other window"})

    answer = client.post(url(ada), page | {"body": "From this window"})

    assert answer.status_code == 409
    assert "From the other window" in answer.text
    assert fields(answer.text)["body"] == "From this window"
    assert stored(Draft)[0].body == "From the other window"


def test_a_stale_save_can_be_kept_in_the_end(client, ada, stored):
    page = fields(client.get(url(ada)).text)
    client.post(url(ada), page | {"body": "From the other window"})
    answer = client.post(url(ada), page | {"body": "From this window"})
    [version] = re.findall(r'name="over" value="(\d+)"', answer.text)

    kept = client.post(url(ada), fields(answer.text) | {"over": version})

    assert kept.status_code == 303
    assert stored(Draft)[0].body == "From this window"


def test_a_page_whose_draft_was_sent_elsewhere_can_begin_a_new_one(client, ada, stored):
    client.post(url(ada), fields(client.get(url(ada)).text) | {"body": "Half a text"})
    page = fields(client.get(url(ada)).text)
    client.post(url(ada, rest="/sent"), page)

    answer = client.post(url(ada), page | {"body": "From this window"})
    assert (answer.status_code, "marked as sent in another window" in answer.text) == (409, True)
    [version] = re.findall(r'name="over" value="(\d+)"', answer.text)
    kept = client.post(url(ada), fields(answer.text) | {"over": version})

    assert kept.status_code == 303
    assert (stored(Draft)[0].body, stored(Message)[0].body) == ("From this window", "Half a text")


def test_saving_while_typing_answers_with_the_new_version(client, ada, stored):
    page = fields(client.get(url(ada)).text)

    answer = client.post(url(ada), page | {"body": "Half a sent", "typing": "1", "career": "half an ans"}, partial=True)

    assert answer.status_code == 200
    assert re.search(r'hx-target="#version".*value="1"', answer.text)
    assert "<textarea" not in answer.text
    assert stored(Contact)[0].career is None


def test_a_text_that_is_too_long_is_shown_again(client, ada):
    page = fields(client.get(url(ada)).text)

    answer = client.post(url(ada), page | {"body": "x" * 20_001})

    assert answer.status_code == 422
    assert "too long" in answer.text
    assert fields(answer.text)["body"] == "x" * 20_001


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("nudge", "There is no request to them here yet: a nudge refers to one."),
        ("thank_you", "No conversation with them is noted here: this message speaks of one."),
        ("update", "No conversation with them is noted here: this message speaks of one."),
    ],
)
def test_a_message_that_refers_to_what_never_was_says_so_beside_it(client, ada, kind, words):
    assert words in client.get(url(ada, kind)).text


@pytest.mark.parametrize("kind", ["nonsense", "other", "reply", "Request"])
def test_a_kind_that_cannot_be_written_is_not_there(client, ada, kind):
    assert client.get(url(ada, kind)).status_code == 404


def test_another_accounts_contact_cannot_be_written_to(client, other_client, ada, stored):
    page = fields(client.get(url(ada)).text)

    for rest in ("", "/sent", "/file", "/discard"):
        assert other_client.post(url(ada, rest=rest), page).status_code == 404
    assert other_client.get(url(ada)).status_code == 404
    assert stored(Message) == stored(Draft) == []


@pytest.mark.parametrize("name", ["{contact.name}", "<script>x</script>", "None", "[[x]]", "A & B", "\u202eadA"])
def test_an_odd_name_comes_through_as_it_is(client, name, contact):
    ada = contact(name)

    page = fields(client.get(url(ada)).text)

    assert page["body"].startswith(f"Dear {name.replace(chr(0x202E), '')},")
