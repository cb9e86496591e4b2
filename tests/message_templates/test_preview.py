import re

import pytest
from factories import make_contact
from message_templates.conftest import COLD, OWN
from whole_database import whole_database

from infoview.db import as_owner


@pytest.fixture
def contacts(app, account):
    """Two people Vera knows, Mary the last she was busy with."""
    with app.app_context(), as_owner(account):
        make_contact("Ada Byron", address_as="Ms. Byron")
        make_contact("Mary Somerville", address_as="Mrs. Somerville")


def sheets(page):
    """The texts on the sheets of a page: with all that is known, and with hardly anything."""
    return re.findall(r'<p class="sheet-text[^>]*>(.*?)</p>', page, re.S)


def preview(client, **more):
    return client.post("/templates/preview", {**OWN, **more}, partial=True)


def test_a_page_shows_how_it_reads_to_whom_the_user_was_last_busy_with(client, contacts):
    page = client.get(COLD).text

    full, bare = sheets(page)
    assert full.startswith("Dear Mrs. Somerville,")
    assert bare.startswith("Dear Mary Somerville,")
    assert "Vera Lindqvist" in full


def test_who_knows_nobody_yet_sees_somebody_made_up(client):
    assert sheets(client.get(COLD).text)[0].startswith("Dear Ms. Byron,")


def test_what_is_typed_is_shown_with_a_contact_chosen_by_name(client, contacts):
    answer = preview(client, body="[[Dear {contact.address_as}||Hi]], thank you", person="ada byron")

    assert sheets(answer.text) == ["Dear Ms. Byron, thank you", "Hi, thank you"]
    assert "<html" not in answer.text


def test_a_name_nobody_has_shows_somebody_made_up_and_says_so(client, contacts):
    answer = preview(client, person="Nobody Atall")

    assert "Nobody of that name" in answer.text
    assert len(sheets(answer.text)) == 2


def test_without_a_script_the_button_shows_the_page_with_what_was_typed(client, contacts):
    answer = client.post("/templates/preview", {**OWN, "body": "Just this", "name": "", "person": ""})

    assert answer.status_code == 200
    assert sheets(answer.text) == ["Just this", "Just this"]
    assert "</textarea>" in answer.text and 'action="/templates/new"' in answer.text


def test_enter_in_any_field_shows_the_text_and_does_not_save_it(client):
    form = client.get(COLD).text.split('id="template-form"')[1]

    assert 'formaction="/templates/preview"' in re.search(r"<button[^>]*>", form)[0]
    assert client.get("/templates/preview").location == "/templates"


def test_one_of_ours_is_shown_with_what_was_typed_and_saved_where_it_belongs(client):
    fields = {"of": "originals/en/email/request-cold-1", "version": "0", "name": "N", "subject": "S", "body": "B"}

    answer = client.post("/templates/preview", fields)

    assert f'action="{COLD}"' in answer.text
    assert sheets(answer.text) == ["B", "B"]


def test_what_cannot_be_used_is_said_where_it_is_shown(client):
    answer = preview(client, body="Dear {nobody}")

    assert answer.status_code == 200
    assert "Message: Line 1, character 6: “{nobody}”" in answer.text
    assert sheets(answer.text) == []


def test_a_note_for_linkedin_says_how_long_it_is_and_takes_the_version_that_fits(client):
    answer = preview(client, channel="linkedin", subject="", body="x" * 201 + "\n====\n" + "y" * 40)

    assert sheets(answer.text)[0] == "y" * 40
    assert "40 of 200 characters" in answer.text


def test_an_introduction_names_somebody_made_up_where_a_contact_does_not_say_whom(client, contacts):
    answer = preview(client, use="introduction", body="[[About {about.name}||About nobody]]", person="Ada Byron")

    assert sheets(answer.text) == ["About Grace Lovell", "About nobody"]


def test_looking_changes_nothing(app, client, contacts):
    before = whole_database(app)

    preview(client, person="Ada Byron")
    client.post("/templates/preview", OWN)
    client.get("/templates/new?from=originals/fr/email/nudge-1")

    assert whole_database(app) == before
