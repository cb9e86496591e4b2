"""They are on the phone now."""

from datetime import timedelta

import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview import clock
from infoview.db import as_owner, db, transaction
from infoview.live.queries import questions_of
from infoview.models import Contact, Debrief, Meeting, Stage
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.on_the_spot.actions import GENERAL, added, talk_now
from infoview.on_the_spot.queries import likely


@pytest.fixture
def ada(owner):
    return make_contact("Ada Byron", stage=Stage.REQUESTED)


def meetings():
    db.session.expire_all()
    return list(db.session.scalars(select(Meeting)))


def test_one_tap_begins_a_meeting_with_three_questions(client, ada):
    answer = client.post(f"/contacts/{ada.id}/now")

    (meeting,) = meetings()
    assert answer.location == f"/meetings/{meeting.id}/live"
    assert meeting.started_at is not None and meeting.mode is MeetingMode.PHONE
    assert len(questions_of(meeting.id)) == 3


def test_a_second_tap_goes_on_with_the_same_meeting(client, ada):
    client.post(f"/contacts/{ada.id}/now")
    client.post(f"/contacts/{ada.id}/now")

    (meeting,) = meetings()
    assert len(questions_of(meeting.id)) == 3


def test_a_clock_that_was_left_running_for_half_a_day_is_another_conversation(client, ada):
    client.post(f"/contacts/{ada.id}/now")
    with transaction():
        meetings()[0].started_at -= timedelta(hours=13)

    client.post(f"/contacts/{ada.id}/now")

    assert len(meetings()) == 2


def test_what_was_agreed_for_today_begins(ada):
    facts = {"day": NOON.date(), "zone": "Europe/Paris", "status": MeetingStatus.AGREED, "created_at": NOON}
    with transaction():
        agreed = Meeting(contact_id=ada.id, **facts)
        db.session.add(agreed)
    with transaction():
        assert talk_now(ada, zone="Europe/Paris", at=NOON) is agreed

    assert agreed.started_at == NOON


def test_who_was_agreed_with_for_today_is_likely_first_and_then_who_was_asked(ada):
    mary = make_contact("Mary Somerville", stage=Stage.REQUESTED, at=NOON + timedelta(days=1))
    jane = make_contact("Jane Marcet", stage=Stage.MET)
    make_contact("Hertha Ayrton", stage=Stage.IDENTIFIED)
    with transaction():
        status = MeetingStatus.AGREED
        db.session.add(Meeting(contact_id=jane.id, day=NOON.date(), zone="UTC", status=status, created_at=NOON))

    assert [who.id for who in likely(NOON.date())] == [jane.id, mary.id, ada.id]


# --- nobody knows yet who it is -------------------------------------------------------------------------------------


def test_a_stranger_becomes_a_contact_with_a_meeting_and_all_that_was_noted(client, owner):
    began = clock.now() - timedelta(minutes=10)

    answer = client.post(
        "/now",
        {
            "name": "Wang Zhenyi, astronomer at the Observatory",
            "first": "By watching the moon",
            "third": "Her teacher",
            "notes": "Calls back on Friday",
            "began": began.isoformat(),
        },
    )

    (meeting,) = meetings()
    contact = db.session.scalars(select(Contact)).one()
    assert answer.location == f"/meetings/{meeting.id}/live"
    assert (contact.full_name, contact.title, contact.stage) == ("Wang Zhenyi", "astronomer", Stage.REQUESTED)
    assert meeting.started_at == began and meeting.status is MeetingStatus.AGREED
    assert [(row.code, row.answer) for row in questions_of(meeting.id)] == list(
        zip(GENERAL, ("By watching the moon", "", "Her teacher"), strict=True)
    )
    assert db.session.scalars(select(Debrief.notes)).one() == "Calls back on Friday"


def test_somebody_known_is_chosen_or_named(client, ada):
    client.post("/now", {"who": str(ada.id), "notes": "One"})
    client.post("/now", {"name": "ada byron", "notes": "Two"})

    (meeting,) = meetings()
    assert meeting.contact_id == ada.id
    assert db.session.scalars(select(Debrief.notes)).one() == "One\n\nTwo"


def test_a_call_that_is_sent_again_after_its_answer_was_lost_is_one_conversation(client, owner):
    began = clock.now() - timedelta(minutes=10)
    call = {"name": "Wang Zhenyi", "notes": "Busy\n\nOn Friday", "first": "By chance", "began": began.isoformat()}

    for more in ("", "", "\nAt noon"):
        client.post("/now", call | {"done": "1", "once": "a-page", "notes": call["notes"] + more})

    (meeting,) = meetings()
    assert meeting.status is MeetingStatus.HELD
    assert db.session.scalars(select(Debrief.notes)).one() == "Busy\n\nOn Friday\nAt noon"
    assert questions_of(meeting.id)[0].answer == "By chance"


@pytest.mark.parametrize(
    ("before", "more", "after"),
    [
        ("", "One", "One"),
        ("One", "", "One"),
        ("One", "Two", "One\n\nTwo"),
        ("One\n\nTwo", "One", "One\n\nTwo"),
        ("On", "One", "On\n\nOne"),
        ("A\n\nOne", "One\nTwo", "A\n\nOne\nTwo"),
    ],
)
def test_a_text_that_is_there_already_is_not_added_again(before, more, after):
    assert added(before, more) == after


def test_notes_that_lay_about_for_long_are_of_a_talk_of_that_day(client, ada):
    began = clock.now() - timedelta(days=2)

    client.post("/now", {"who": str(ada.id), "notes": "Hello", "began": began.isoformat(), "done": "1"})

    (meeting,) = meetings()
    assert meeting.ended_at == began + timedelta(minutes=15)


def test_a_talk_that_is_over_is_written_up(client, ada):
    answer = client.post("/now", {"who": str(ada.id), "done": "1"})

    (meeting,) = meetings()
    assert answer.location == f"/meetings/{meeting.id}/debrief"
    assert meeting.status is MeetingStatus.HELD


def test_without_a_name_nothing_that_was_noted_is_lost(client, owner):
    answer = client.post("/now", {"first": "By watching the <moon>", "notes": "Calls back"})

    assert answer.status_code == 422
    for words in ("By watching the &lt;moon&gt;", "Calls back", "Write a name"):
        assert words in answer.text
    assert meetings() == []


def test_somebody_elses_contact_is_nobody(app, account, other_client):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)

    assert other_client.post("/now", {"who": str(ada.id)}).status_code == 404
    assert other_client.post(f"/contacts/{ada.id}/now").status_code == 404
    with app.app_context(), as_owner(account):
        assert meetings() == []


def test_all_that_is_typed_about_a_stranger_is_kept(client, ada):
    client.post("/now", {"name": "Jane Marcet, writer, jane@example.org, via Ada Byron", "notes": "Calls back"})

    jane = db.session.scalar(select(Contact).where(Contact.full_name == "Jane Marcet"))
    assert [email.address for email in jane.emails] == ["jane@example.org"]
    assert jane.referred_by_id == ada.id
