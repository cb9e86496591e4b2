import re
from datetime import timedelta

import pytest
from factories import make_contact, make_contacts

from infoview import clock
from infoview.db import as_owner, db
from infoview.logbook.queries import SAID
from infoview.models import Contact, Stage


@pytest.fixture
def vera(app, account):
    """Vera at work, to set the scene and to look at what is stored."""
    return lambda: as_owner(account)


@pytest.fixture
def ada(app, vera):
    with app.app_context(), vera():
        return make_contact("Ada Byron", title="Analyst", stage=Stage.IDENTIFIED)


def stages(app, vera):
    with app.app_context(), vera():
        return {contact.full_name: contact.stage for contact in db.session.query(Contact)}


def test_nobody_there_yet_teaches_what_to_do(client):
    page = client.get("/people").text

    assert "Nobody here yet" in page
    assert 'href="/import' in page


def test_the_list_shows_who_is_asked_for(app, vera, ada, client):
    with app.app_context(), vera():
        make_contact("Mary Somerville")

    assert "Mary Somerville" in client.get("/people").text
    assert "Mary Somerville" not in client.get("/people?q=byr").text
    assert "Nobody fits" in client.get("/people?stage=met").text
    assert "Ada Byron" in client.get("/people?stage=nonsense&sort=nonsense&page=99999999999999999999").text


def test_a_filter_that_is_on_can_be_let_go_of(ada, client):
    page = client.get("/people?q=byron&stage=identified").text

    assert 'href="/people?stage=identified"' in page
    assert 'href="/people?q=byron"' in page


@pytest.mark.parametrize("name", ["career", "tag", "organization"])
@pytest.mark.parametrize("value", ["999", "abc", "9" * 30])
def test_a_filter_by_what_is_not_there_is_not_there(client, name, value):
    assert client.get(f"/people?{name}={value}").status_code == 404


def test_many_are_put_on_the_board_and_taken_off_by_the_notice(app, vera, client):
    with app.app_context(), vera():
        ids = [contact.id for contact in make_contacts("Ada", "Mary", "Joan")]

    answer = client.post("/people/board", {"contact": ids[:2], "stage": "met", "next": "/people?q=a"})

    assert (answer.status_code, answer.location) == (303, "/people?q=a")
    assert stages(app, vera) == {"Ada": Stage.MET, "Mary": Stage.MET, "Joan": None}
    page = client.get("/people").text
    assert "2 people are now in Met." in page
    undo = page.split('action="/changes/')[1].split("/undo")[0]
    client.post(f"/changes/{undo}/undo", {"next": "/people"})
    assert set(stages(app, vera).values()) == {None}


def test_one_person_of_another_account_among_the_picked_stops_all(app, vera, ada, client, other_account):
    with app.app_context(), as_owner(other_account):
        otto = make_contact("Otto’s contact").id
    with app.app_context(), vera():
        mary = make_contact("Mary").id

    answer = client.post("/people/board", {"contact": [mary, otto], "stage": "met"})

    assert answer.status_code == 404
    assert stages(app, vera)["Mary"] is None


@pytest.mark.parametrize("field", [{"stage": "nonsense"}, {"stage": ""}])
def test_a_stage_there_is_not_is_refused(ada, client, field):
    assert client.post("/people/board", {"contact": [ada.id], **field}).status_code == 422


def test_a_contact_is_shown_with_the_act_of_its_stage(ada, client):
    page = client.get(f"/contacts/{ada.id}").text

    assert "Ada Byron" in page
    assert f'href="/contacts/{ada.id}/drafts/request"' in page


@pytest.mark.parametrize(
    ("stage", "address"),
    [("met", "drafts/thank_you"), ("thanked", "contacted"), ("in_touch", "contacted")],
)
def test_each_stage_has_its_own_primary_act(ada, client, stage, address):
    client.post(f"/contacts/{ada.id}/stage", {"stage": stage})

    main = client.get(f"/contacts/{ada.id}").text.split('class="button is-main"')[1].split(">")[0]

    assert f'href="/contacts/{ada.id}/{address}"' in main


def test_who_was_asked_is_shown_with_the_three_answers(ada, client):
    client.post(f"/contacts/{ada.id}/stage", {"stage": "requested"})

    page = client.get(f"/contacts/{ada.id}").text

    assert f'action="/contacts/{ada.id}/answer"' in page
    assert re.findall(r'id="said-(\w+)" name="answer" value="(\w+)"', page) == [(each, each) for each in SAID]


def test_a_contact_off_the_board_is_put_there(app, vera, client):
    with app.app_context(), vera():
        mary = make_contact("Mary")
    assert "Put on the board" in client.get(f"/contacts/{mary.id}").text

    client.post(f"/contacts/{mary.id}/stage", {"stage": "identified", "next": f"/contacts/{mary.id}"})

    assert stages(app, vera) == {"Mary": Stage.IDENTIFIED}


def test_a_contact_is_closed_and_reopened(ada, client):
    answer = client.post(f"/contacts/{ada.id}/close", {"reason": "no_reply"})

    assert answer.location == f"/contacts/{ada.id}"
    assert "Closed: No reply" in client.get(f"/contacts/{ada.id}").text
    client.post(f"/contacts/{ada.id}/reopen")
    assert "Reopened" in client.get(f"/contacts/{ada.id}").text


def test_a_pause_offers_four_weeks(ada, client):
    offered = clock.today("Europe/Paris") + timedelta(weeks=4)

    assert f'value="{offered}"' in client.get(f"/contacts/{ada.id}/pause").text


@pytest.mark.parametrize(
    ("path", "typed", "words"),
    [
        ("close", {}, "Choose a reason."),
        ("pause", {}, "Choose a day."),
        ("pause", {"until": "2001-01-01"}, "Choose a day that is still to come."),
        ("pause", {"until": "9999-01-01"}, "Choose a day between 1900 and 2200."),
        ("answered", {"day": "2026-01-01"}, "Choose what they said."),
        ("answered", {"day": "2199-01-01", "answer": "yes"}, "This day is still to come."),
        ("contacted", {"kind": "update", "day": "tomorrow"}, "This is not a day."),
        ("talked", {"day": "2026-01-01", "minutes": "many"}, "Give the minutes as a number"),
        ("talked", {"day": "2026-01-01", "start": "25:99"}, "This is not a time."),
    ],
)
def test_a_small_form_says_what_is_wrong_beside_the_field(ada, client, path, typed, words):
    answer = client.post(f"/contacts/{ada.id}/{path}", typed)

    assert answer.status_code == 422
    assert words in answer.text


def test_what_happened_elsewhere_is_written_down_in_one_post(ada, client):
    day = {"day": "2026-01-05"}
    client.post(f"/contacts/{ada.id}/contacted", {"kind": "request", "channel": "linkedin", **day})
    client.post(f"/contacts/{ada.id}/answered", {"answer": "later", "channel": "email", "body": "In May", **day})
    client.post(f"/contacts/{ada.id}/talked", {"learned": "Looms are programs.", "minutes": "20", **day})

    page = client.get(f"/contacts/{ada.id}").text
    for words in (
        "Request sent, on LinkedIn",
        "They answered: later",
        "In May",
        "Talked for 20 minutes",
        "Moved to Met",
    ):
        assert words in page


def test_a_form_sent_twice_acts_once(ada, client):
    typed = {"body": "Likes looms", "day": "2026-01-05", "once": "the same key"}
    first, second = (client.post(f"/contacts/{ada.id}/notes", typed) for _ in range(2))

    assert first.location == second.location == f"/contacts/{ada.id}"
    assert client.get(f"/contacts/{ada.id}").text.count("Likes looms") == 1


def test_a_deleted_contact_is_not_there_until_the_undo(ada, client):
    answer = client.post(f"/contacts/{ada.id}/delete")
    page = client.get(answer.location).text

    assert client.get(f"/contacts/{ada.id}").status_code == 404
    undo = page.split('action="/changes/')[1].split("/undo")[0]
    client.post(f"/changes/{undo}/undo")
    assert client.get(f"/contacts/{ada.id}").status_code == 200


def test_a_note_is_changed_and_a_stale_change_shows_both_texts(ada, client):
    client.post(f"/contacts/{ada.id}/notes", {"body": "Likes looms", "day": "2026-01-05"})
    client.post("/notes/1", {"body": "Likes engines", "day": "2026-01-05", "version": "1"})

    answer = client.post("/notes/1", {"body": "Likes poems", "day": "2026-01-05", "version": "1"})

    assert answer.status_code == 409
    assert "Likes poems" in answer.text and "Likes engines" in answer.text
    assert 'name="version" value="2"' in answer.text


def test_a_note_needs_words(ada, client):
    answer = client.post(f"/contacts/{ada.id}/notes", {"body": "  ", "day": "2026-01-05"})

    assert answer.status_code == 422
    assert "Write something first." in answer.text


def test_text_is_never_markup(app, vera, client):
    with app.app_context(), vera():
        odd = make_contact("<b>Ada</b>", title="<script>alert(1)</script>")

    for path in (f"/contacts/{odd.id}", "/people", f"/contacts/{odd.id}/edit", f"/contacts/{odd.id}/facts/title"):
        page = client.get(path).text
        assert "<b>Ada" not in page and "<script>alert" not in page


def test_an_address_cannot_add_to_the_message_it_opens(client):
    client.post("/contacts", {"full_name": "Ada Byron", "emails": "ada?bcc=x&y@example.org"})

    assert 'href="mailto:ada%3Fbcc%3Dx%26y@example.org"' in client.get("/contacts/1").text
