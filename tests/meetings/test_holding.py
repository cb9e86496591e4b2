from datetime import date, time, timedelta

import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.meetings.actions import agree, edit_meeting, hold
from infoview.models import Contact, Meeting, Stage
from infoview.models.meeting import MeetingStatus
from infoview.safekeeping.actions import undo

TODAY = NOON.date()


@pytest.fixture
def ada(owner):
    return make_contact("Ada Byron", stage=Stage.REQUESTED)


def held(contact, **facts):
    with transaction() as batch:
        given = {"day": TODAY, "zone": "Europe/Paris", "at": NOON, **facts}
        meeting = hold(db.get_row(Contact, contact.id), **given)
    return meeting, batch.id


def test_a_conversation_moves_the_card_to_met(ada):
    meeting, _ = held(ada, learned="Looms are programs.", minutes=20)

    assert (meeting.status, meeting.minutes) == (MeetingStatus.HELD, 20)
    assert db.get_row(Contact, ada.id).stage is Stage.MET


def test_a_meeting_that_was_agreed_becomes_the_one_held(ada):
    with transaction():
        agreed = Meeting(
            contact_id=ada.id, day=TODAY, zone="UTC", status=MeetingStatus.AGREED, place="Café", created_at=NOON
        )
        db.session.add(agreed)

    meeting, _ = held(ada)

    assert (meeting.id, meeting.place, meeting.status) == (agreed.id, "Café", MeetingStatus.HELD)


def test_what_is_agreed_for_a_day_to_come_stays_when_they_talk_before(client, ada):
    with transaction():
        given = {"day": date(2199, 7, 1), "zone": "UTC", "at": NOON, "place": "Café"}
        coming = agree(db.get_row(Contact, ada.id), **given)
    shown = client.get(f"/contacts/{ada.id}/talked").text
    assert "2199" not in shown
    assert "Café" not in shown

    meeting, _ = held(ada)

    assert meeting.id != coming.id
    assert (coming.status, coming.day, meeting.status) == (MeetingStatus.AGREED, date(2199, 7, 1), MeetingStatus.HELD)


def test_the_day_of_a_meeting_comes_by_its_own_clock(ada):
    midnight_there = NOON.replace(hour=15)  # in Tokyo tomorrow has begun
    with transaction():
        given = {"day": TODAY + timedelta(days=1), "zone": "Asia/Tokyo", "at": NOON}
        agreed = agree(db.get_row(Contact, ada.id), **given)

    assert held(ada, at=midnight_there - timedelta(minutes=1))[0].id != agreed.id
    assert held(ada, at=midnight_there, zone="Asia/Tokyo")[0].id == agreed.id


def test_no_conversation_was_held_on_a_day_to_come(ada):
    with pytest.raises(Invalid):
        held(ada, day=TODAY + timedelta(days=1))


@pytest.mark.parametrize("minutes", [0, -5, 100_000])
def test_minutes_are_believable(ada, minutes):
    with pytest.raises(Invalid):
        held(ada, minutes=minutes)


def test_undo_takes_the_conversation_away_and_the_card_back(ada):
    meeting, batch = held(ada)

    with transaction():
        undo(batch, at=NOON)

    assert db.session.scalar(select(Meeting).where(Meeting.id == meeting.id)) is None
    assert db.get_row(Contact, ada.id).stage is Stage.REQUESTED


def test_a_save_from_a_stale_page_is_refused(ada):
    meeting, _ = held(ada)
    with transaction():
        edit_meeting(db.get_row(Meeting, meeting.id), day=TODAY, version=1, learned="More.", at=NOON)

    with pytest.raises(Stale), transaction():
        edit_meeting(db.get_row(Meeting, meeting.id), day=TODAY, version=1, learned="Less.", at=NOON)


def test_a_meeting_that_is_agreed_on_moves_the_card_to_requested_and_is_moved_by_agreeing_anew(owner):
    ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED)
    with transaction():
        agree(db.get_row(Contact, ada.id), day=NOON.date(), zone="UTC", at=NOON, place="Engine room")
    with transaction():
        later = agree(db.get_row(Contact, ada.id), day=date(2026, 7, 1), zone="UTC", at=NOON, start=time(14))

    assert db.session.query(Meeting).count() == 1
    assert (later.day, later.start, later.place) == (date(2026, 7, 1), time(14), "Engine room")
    assert db.get_row(Contact, ada.id).stage is Stage.REQUESTED


def test_no_meeting_is_agreed_on_for_a_day_that_is_over(owner):
    ada = make_contact("Ada Byron")

    with pytest.raises(Invalid, match="This day is over"), transaction():
        agree(ada, day=NOON.date() - timedelta(days=1), zone="UTC", at=NOON)
