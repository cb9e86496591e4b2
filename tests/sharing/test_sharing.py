"""Things to share: kept by topic, offered where they fit, never twice to the same person."""

import re

import pytest
from factories import NOON, make_contact

from infoview.db import db, transaction
from infoview.logbook.actions import log_message
from infoview.models import Career, Organization, Stage
from infoview.models.message import Channel, MessageKind
from infoview.models.reminding import Shared
from infoview.sharing import actions, queries
from infoview.sharing.fitting import ANYBODY, SAME_CAREER, SAME_TOPIC, fits

NURSING, TEACHING = 1, 2


@pytest.mark.parametrize(
    ("career", "topic", "theirs", "words", "fit"),
    [
        (NURSING, "", NURSING, "", SAME_CAREER),
        (NURSING, "", TEACHING, "", 0),
        (NURSING, "", None, "", 0),
        (None, "Night shifts", None, "nurse on the night ward", SAME_TOPIC),
        (None, "Météo", None, "meteo france", SAME_TOPIC),
        (None, "of an", None, "head of an office", 0),
        (NURSING, "school", TEACHING, "a school", SAME_TOPIC),
        (None, "school", TEACHING, "a hospital", 0),
        (None, "", None, "", ANYBODY),
        (None, "", NURSING, "anything", ANYBODY),
    ],
)
def test_something_fits_by_career_by_topic_or_anybody(career, topic, theirs, words, fit):
    assert fits(career, topic, theirs, words) == fit


def keep(body, **facts):
    usual = {"url": "", "topic": "", "career_id": None}
    with transaction():
        return actions.add(body=body, at=NOON, **{**usual, **facts})


@pytest.mark.usefixtures("owner")
def test_what_fits_best_is_offered_first_and_what_they_have_had_is_not():
    with transaction():
        career = Career(name="Nursing", folded="nursing", created_at=NOON)
        place = Organization(name="Harbour Hospital", folded="harbour hospital", created_at=NOON)
        db.session.add_all([career, place])
    ada = make_contact("Ada Byron", stage=Stage.IN_TOUCH, career_id=career.id, organization_id=place.id)
    keep("A list of museums")
    keep("News of hospitals", topic="hospital")
    study = keep("A study of nights", career_id=career.id)
    keep("A prize for schools", topic="schools")
    told = keep("A talk", url="https://example.org/talk")
    body = "Dear Ada, see https://example.org/talk"
    update = {"kind": MessageKind.UPDATE, "channel": Channel.EMAIL, "day": NOON.date(), "zone": "UTC", "at": NOON}
    with transaction():
        log_message(ada, body=body, **update)

    before = [share.body for share in queries.fitting(ada)]
    with transaction():
        actions.pass_on(study, ada, at=NOON)
        actions.pass_on(study, ada, at=NOON)

    assert before == ["A study of nights", "News of hospitals", "A list of museums"]
    assert [share.body for share in queries.fitting(ada)] == before[1:]
    assert db.session.query(Shared).count() == 1
    assert told.body not in before


@pytest.mark.usefixtures("owner")
def test_the_list_says_whom_each_fits_of_those_who_may_be_written_to_and_have_not_had_it():
    with transaction():
        career = Career(name="Nursing", folded="nursing", created_at=NOON)
        db.session.add(career)
    ada = make_contact("Ada Byron", stage=Stage.IN_TOUCH, career_id=career.id)
    make_contact("Grace Hopper", stage=Stage.MET, title="Night nurse")
    make_contact("Jane Marcet", stage=Stage.IDENTIFIED, career_id=career.id)
    make_contact("Mary Lyon", stage=Stage.THANKED, title="Nurse", opted_out_at=NOON)
    keep("A study", career_id=career.id, topic="night")
    keep("A list")
    talk = keep("A talk", career_id=career.id)
    with transaction():
        actions.pass_on(talk, ada, at=NOON)

    shown = {share.body: (share.fits, [who.name for who in share.fit]) for share in queries.page(1).rows}

    assert shown == {"A study": (2, ["Ada Byron", "Grace Hopper"]), "A list": (None, []), "A talk": (0, [])}


@pytest.mark.usefixtures("owner")
def test_what_was_stored_past_the_app_is_no_link_unless_it_is_an_address():
    share = keep("A talk", url="https://example.org/talk")
    with transaction():
        share.url = "javascript:alert(1)"

    assert [share.link, *(each.url for each in queries.page(1).rows)] == ["", ""]


def test_something_is_kept_changed_and_removed_and_each_can_be_undone(client, app):
    client.post("/shares", {"body": "A <b>study</b>", "url": "example.org", "topic": "nights"})
    page = client.get("/shares").text
    assert "A &lt;b&gt;study" in page
    assert 'href="https://example.org' in page or "example.org" not in page

    path = re.search(r"/shares/\d+", page)[0]
    client.post(path, {"version": "1", "body": "Another", "topic": "days"})
    assert "Another" in client.get("/shares").text

    removed = client.post(f"{path}/delete", partial=False)
    page = client.get(removed.headers["Location"]).text
    assert "Another" not in page
    batch = re.search(r"/undo/(\w+)|/batches/(\w+)", page)
    assert batch or "undo" in page.lower()


def test_an_address_that_is_none_is_refused_beside_its_field(client):
    answer = client.post("/shares", {"body": "A study", "url": "javascript:alert(1)"})

    assert answer.status_code == 422
    assert "This is not an address" in answer.text
    assert 'value="A study"' in answer.text


def test_a_change_from_a_page_that_is_old_replaces_nothing(client, app):
    client.post("/shares", {"body": "A study"})
    path = re.search(r"/shares/\d+", client.get("/shares").text)[0]
    client.post(path, {"version": "1", "body": "A newer study"})

    stale = client.post(path, {"version": "1", "body": "An older study"})

    assert stale.status_code == 409
    assert 'value="An older study"' in stale.text
    assert "A newer study" in client.get("/shares").text


@pytest.fixture
def ada(app, account):
    from infoview.db import as_owner

    with app.app_context(), as_owner(account):
        contact = make_contact("Ada Byron", stage=Stage.IN_TOUCH, address_as="Ada")
        share = keep("A study of nights", url="https://example.org/study")
        return contact.id, share.id


def test_an_update_offers_what_fits_and_takes_it_in_before_its_closing(client, ada):
    contact_id, share_id = ada
    path = f"/contacts/{contact_id}/drafts/update"
    page = client.get(path).text
    assert "A study of nights" in page
    assert "A study of nights" not in client.get(f"/contacts/{contact_id}/drafts/thank_you").text

    typed = {"subject": "News", "body": "Dear Ada,\n\nAll is well.\n\nBest wishes,\nVera", "share": str(share_id)}
    client.post(path, typed)

    page = client.get(path).text
    body = re.search(r"<textarea[^>]*id=\"body\"[^>]*>(.*?)</textarea>", page, re.S)[1]
    assert "\n\nPerhaps this is of interest: A study of nights (https://example.org/study).\n\n" in body
    assert body.index("study") < body.index("Best wishes")
    assert f'name="share" value="{share_id}"' not in page


def test_something_that_is_not_there_cannot_be_put_in_and_what_was_is_told_in_the_list(client, other_client, ada, app):
    contact_id, share_id = ada
    assert other_client.get(f"/shares/{share_id}").status_code == 404
    assert client.post(f"/contacts/{contact_id}/drafts/update", {"body": "x", "share": "999"}).status_code == 404

    client.post(f"/contacts/{contact_id}/drafts/update", {"body": "Dear Ada,", "share": str(share_id)})

    assert "Ada Byron" in client.get("/shares").text
