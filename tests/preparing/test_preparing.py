"""The page to prepare a meeting: what it keeps where, and what it still misses."""

import re
from datetime import date, time

import pytest
from factories import NOON, make_contact

from infoview.db import as_owner, db, transaction
from infoview.models import Account, Career, Contact, Meeting, Organization
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.questions import picking

TO_COME = {"day": date(2026, 12, 3), "start": time(14), "zone": "Europe/Paris", "status": MeetingStatus.AGREED}


@pytest.fixture
def vera(app, account):
    """Vera at work, to set the scene."""
    return lambda: as_owner(account)


@pytest.fixture
def meet(app, vera):
    """Agrees on a meeting with Ada, who works at Babbage & Co; gives the address of its page."""

    def agree(*, questions=0, **facts):
        with app.app_context(), vera():
            with transaction():
                organization = Organization(name="Babbage & Co", folded="babbage & co", created_at=NOON)
                career = Career(name="Data analysis", folded="data analysis", created_at=NOON)
                db.session.add_all([organization, career])
            of = {"organization_id": organization.id, "career_id": career.id}
            ada = make_contact("Ada Byron", address_as="Ada", **of)
            with transaction():
                meeting = Meeting(contact_id=ada.id, created_at=NOON, **{**TO_COME, **facts})
                db.session.add(meeting)
                db.session.flush()
                for n in range(questions):
                    picking.add(meeting, text=f"How is day {n}?", at=NOON)
            return f"/meetings/{meeting.id}/prepare"

    return agree


def open_points(client, page):
    """What the page says is missing."""
    found = client.get(page).text.split('id="missing"')[1].split("</section>")[0]
    return re.findall(r">([^<]+)</a>", found)


def typed(**texts):
    return texts | {f"was-{name}": "" for name in texts}


def row(app, vera, model):
    with app.app_context(), vera():
        return db.session.query(model).order_by(model.id).first()


def test_each_note_is_kept_where_it_belongs(app, vera, client, meet):
    page = meet()
    notes = typed(person="Rows at dawn", culture="Quiet", news="A prize", strengths="Looms", competitors="Jacquard")

    answer = client.post(page, notes | typed(work="Much reading", bring="Her book", offer="A map", directions="Tram 3"))

    assert answer.location == page
    assert row(app, vera, Contact).research == "Rows at dawn"
    assert row(app, vera, Organization).culture == "Quiet"
    assert row(app, vera, Career).research == "Much reading"
    assert row(app, vera, Meeting).offer == "A map"
    assert all(text in client.get(page).text for text in ("Her book", "Tram 3", "Jacquard"))


def test_the_organizations_own_page_shows_and_keeps_the_same_notes(app, vera, client, meet):
    page = meet()
    client.post(page, typed(culture="Quiet"))
    organization = f"/organizations/{row(app, vera, Organization).id}"
    assert "Quiet" in client.get(organization).text

    client.post(f"{organization}/research", {"culture": "Loud", "was-culture": "Quiet"})

    assert "Loud" in client.get(page).text


def test_a_script_is_told_what_was_kept_and_nothing_newer_is_overwritten(client, meet):
    page = meet()
    client.post(page, typed(person="Newer"))

    answer = client.post(page, typed(person="Mine", offer="A map"), partial=True)

    assert answer.status_code == 409
    assert answer.json == {"saved": {"offer": "A map"}, "conflicts": {"person": "Newer"}, "refused": {}}


def test_without_a_script_both_texts_are_shown_and_nothing_typed_is_lost(client, meet):
    page = meet()
    client.post(page, typed(person="Newer"))

    answer = client.post(page, typed(person="Mine", travel_minutes="a while"))

    assert answer.status_code == 409
    assert "Newer" in answer.text and ">Mine</textarea>" in answer.text and 'value="a while"' in answer.text


def test_a_thing_is_done_by_a_note_or_by_hand(client, meet):
    page = meet()
    assert "Look up Babbage &amp; Co: strengths, culture, recent news and competitors." in open_points(client, page)

    client.post(page, typed(**{"news": "A prize", "tick-culture": "1", "tick-person": "1"}))

    assert "Look up Babbage &amp; Co: strengths and competitors." in open_points(client, page)
    assert not any("Look up Ada" in each for each in open_points(client, page))
    client.post(page, {"was-tick-person": "1"})
    assert any("Look up Ada" in each for each in open_points(client, page))


def test_what_is_missing_leads_to_where_it_belongs(client, meet):
    page = meet(start=None, mode=MeetingMode.COFFEE)

    found = client.get(page).text.split('id="missing"')[1].split("</section>")[0]

    for words, place in (
        ("The time of day is not agreed yet.", page.removesuffix("/prepare")),
        ("The place is not noted yet.", page.removesuffix("/prepare")),
        ("Pick three to six questions.", page.replace("prepare", "questions")),
        ("Write down how you introduce yourself.", "#pitch"),
        ("Find out how long the way takes.", "#travel_minutes"),
    ):
        assert re.search(rf'href="{place}">{words}<', found), words


def test_a_page_with_everything_says_so(app, vera, client, meet):
    page = meet(mode=MeetingMode.COFFEE, place="Café", questions=3)
    found = dict.fromkeys(("person", "strengths", "culture", "news", "competitors", "work", "pitch"), "Enough")

    client.post(page, typed(**found, travel_minutes="0"))

    assert open_points(client, page) == []
    assert "You are ready" in client.get(page).text


def test_someone_of_whom_little_is_known_can_be_prepared_for(app, vera, client):
    with app.app_context(), vera():
        ada = make_contact("Ada")
        with transaction():
            db.session.add(meeting := Meeting(contact_id=ada.id, created_at=NOON, **TO_COME))
        page = f"/meetings/{meeting.id}/prepare"

    assert "Where Ada works is not noted yet." in open_points(client, page)
    assert "Say which work you want to learn about." in open_points(client, page)


def test_the_introduction_is_the_one_of_the_profile_which_is_stale_then(app, vera, client, meet):
    page = meet()
    profile = client.get("/profile").text
    version = re.search(r'name="version" value="(\d+)"', profile)[1]

    client.post(page, typed(pitch="I teach maths."))

    assert "I teach maths." in client.get("/profile").text
    stale = {"name": "Vera", "language": "en", "zone": "Europe/Paris", "pitch": "Older", "version": version}
    assert client.post("/profile", stale).status_code == 409
    with app.app_context(), vera():
        assert db.session.query(Account).filter_by(email="vera@example.org").one().pitch == "I teach maths."


def test_an_introduction_too_long_for_the_profile_is_refused_and_stays_as_typed(client, meet):
    answer = client.post(meet(), typed(pitch="x" * 2001))

    assert answer.status_code == 422 and "at most 2000" in answer.text and "x" * 2001 in answer.text


def test_it_says_when_to_leave_as_my_clock_shows_it(client, meet):
    page = meet(mode=MeetingMode.WORKPLACE, zone="America/New_York", travel_minutes=35)

    assert "at 7:15\u202fPM: 35 minutes on the way" in client.get(page).text


def test_a_call_needs_no_way(client, meet):
    page = meet(mode=MeetingMode.PHONE)

    text = client.get(page).text

    assert "at 1:55\u202fPM, five minutes before" in text and 'id="travel_minutes"' not in text


def test_a_meeting_of_another_account_or_of_a_deleted_contact_is_not_there(app, vera, client, other_client, meet):
    page = meet()
    assert other_client.get(page).status_code == other_client.post(page, typed(person="Mine")).status_code == 404

    with app.app_context(), vera(), transaction():
        db.session.query(Contact).one().deleted_at = NOON

    assert client.get(page).status_code == 404


def test_many_questions_are_told_on_the_sheet_without_taking_its_room(app, vera, client, meet):
    page = meet(questions=8)

    with_room, spare = client.get(page).text.split('id="one-sheet"')[1].split("If there is time:")

    assert "How is day 5?" in with_room and "How is day 6?" not in with_room
    assert "How is day 6? · How is day 7?" in spare
