"""What meetings mean for the next step, from the rows they are."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from factories import NOON, make_contact

from infoview.db import db, transaction
from infoview.logbook.actions import log_answer, log_message
from infoview.meetings.actions import agree, begin, edit_meeting, end, hold, set_status
from infoview.models import Contact, Meeting, Stage
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Answer, Channel, MessageKind
from infoview.today.queries import step_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
THURSDAY = NOON.date() + 3 * DAY


@pytest.fixture(autouse=True)
def _english(app):
    with app.test_request_context(), time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def ada(owner):
    return make_contact("Ada Byron", stage=Stage.REQUESTED)


def agreed(contact, **facts):
    with transaction():
        given = {"day": THURSDAY, "start": time(14), "zone": "Europe/Paris", "at": NOON, **facts}
        return agree(db.get_row(Contact, contact.id), **given)


def become(meeting, status, at=NOON):
    with transaction():
        set_status(db.get_row(Meeting, meeting.id), status, at=at)


def confirmed(contact, at):
    with transaction():
        how = {"kind": MessageKind.CONFIRMATION, "channel": Channel.EMAIL, "zone": "UTC", "at": at}
        log_message(db.get_row(Contact, contact.id), day=at.date(), **how)


def step(contact, now=NOON):
    db.session.expire_all()
    found = step_of(db.get_row(Contact, contact.id), now=now)
    return (found.rule, found.words.replace("\u202f", " ")) if found else None


def test_a_meeting_is_confirmed_then_met_then_written_up(ada):
    agreed(ada)
    assert step(ada) == ("confirm", "Meets Thursday 2:00 PM")

    confirmed(ada, NOON + HOUR)

    assert step(ada, NOON + 2 * HOUR) == ("meets", "Meets Thursday 2:00 PM")
    assert step(ada, NOON + 4 * DAY) == ("write-up", "Met yesterday: write it up")


def test_a_meeting_that_gets_another_time_is_confirmed_anew(ada):
    meeting = agreed(ada)
    confirmed(ada, NOON + HOUR)
    with time_machine.travel(NOON + 2 * HOUR, tick=False), transaction():
        edit_meeting(db.get_row(Meeting, meeting.id), day=THURSDAY, start=time(15), version=1, at=NOON)

    assert step(ada, NOON + 3 * HOUR) == ("confirm", "Meets Thursday 3:00 PM")


def test_a_place_that_is_corrected_needs_no_other_confirmation(ada):
    meeting = agreed(ada)
    confirmed(ada, NOON + HOUR)
    with time_machine.travel(NOON + 2 * HOUR, tick=False), transaction():
        edit_meeting(db.get_row(Meeting, meeting.id), day=THURSDAY, place="Engine room", version=1, at=NOON)

    assert step(ada, NOON + 3 * HOUR)[0] == "meets"


def test_a_time_there_is_said_as_clocks_show_it_here(ada):
    agreed(ada, day=THURSDAY, start=time(20, 30), zone="America/New_York")

    assert step(ada) == ("confirm", "Meets Friday 2:30 AM")


def test_a_proposal_waits_until_they_answer(ada):
    meeting = agreed(ada, status=MeetingStatus.PROPOSED)
    assert step(ada) == ("proposed", "Proposed Thursday 2:00 PM, waiting")
    assert step(ada, NOON + 4 * DAY) == ("proposed", "Proposed for yesterday: did you talk?")

    with transaction():
        told = {"channel": Channel.EMAIL, "day": NOON.date() + DAY, "zone": "UTC", "body": "", "at": NOON + DAY}
        log_answer(db.get_row(Contact, ada.id), answer=Answer.NO, **told)
    assert step(ada, NOON + 2 * DAY)[0] == "said-no"

    become(meeting, MeetingStatus.AGREED)
    assert step(ada, NOON + 2 * DAY)[0] == "confirm"


def test_a_meeting_that_moves_wants_a_new_day_and_one_they_missed_another_one(ada):
    meeting = agreed(ada)
    become(meeting, MeetingStatus.MOVED)
    assert step(ada) == ("moved", "New day to agree on")

    become(meeting, MeetingStatus.NO_SHOW, at=NOON + 4 * DAY)
    assert step(ada, NOON + 4 * DAY) == ("no-show", "Did not come: agree on another day")

    agreed(ada, day=THURSDAY + 7 * DAY)
    assert step(ada, NOON + 4 * DAY)[0] == "confirm"


def test_a_cancelled_meeting_leaves_the_request_as_it_was(ada):
    become(agreed(ada), MeetingStatus.CANCELLED)

    assert step(ada) == ("asked", "Asked today")


def test_a_conversation_whose_clock_ran_is_written_up_and_then_thanked_for_from_its_real_end(ada):
    meeting = agreed(ada, day=NOON.date(), start=time(9), minutes=20)
    with transaction():
        row = db.get_row(Meeting, meeting.id)
        begin(row, at=NOON - 3 * HOUR)
        end(row, at=NOON - 2 * HOUR)
    assert step(ada) == ("write-up", "Met today: write it up")
    assert step(ada, NOON + 23 * HOUR) == ("thank", "Thank-you due in 23 hours")

    with transaction():
        db.get_row(Meeting, meeting.id).debriefed_at = NOON

    assert step(ada) == ("thank", "Thank-you due in 46 hours")


def test_who_was_met_is_thanked_first_and_then_met_again(ada):
    with transaction():
        hold(db.get_row(Contact, ada.id), day=NOON.date() - DAY, zone="UTC", at=NOON)
    agreed(ada)
    assert step(ada)[0] == "thank"

    with transaction():
        how = {"kind": MessageKind.THANK_YOU, "channel": Channel.EMAIL, "zone": "UTC", "at": NOON}
        log_message(db.get_row(Contact, ada.id), day=NOON.date(), **how)

    assert step(ada) == ("confirm", "Meets Thursday 2:00 PM")
    assert step(ada, NOON + 4 * DAY)[0] == "write-up"


def test_a_meeting_that_was_over_when_the_card_was_moved_past_it_says_no_more(owner):
    mary = make_contact("Mary Somerville", stage=Stage.REQUESTED)
    agreed(mary, day=NOON.date() - 5 * DAY, at=NOON - 9 * DAY)
    with transaction():
        row = db.get_row(Contact, mary.id)
        row.stage, row.stage_at = Stage.MET, NOON - DAY

    assert step(mary)[0] == "thank"


def test_of_several_meetings_the_one_agreed_on_next_is_told(ada):
    agreed(ada, status=MeetingStatus.PROPOSED, day=NOON.date() + DAY)
    agreed(ada, is_another=True, day=THURSDAY + 7 * DAY)
    agreed(ada, is_another=True)

    assert step(ada) == ("confirm", "Meets Thursday 2:00 PM")


def test_a_meeting_over_new_year_is_told_by_its_own_day(ada):
    with time_machine.travel(datetime(2026, 12, 30, 12, tzinfo=UTC), tick=False):
        at = datetime(2026, 12, 30, 12, tzinfo=UTC)
        agreed(ada, day=date(2026, 12, 31), start=time(23, 30), minutes=45, at=at)

        assert step(ada, at) == ("confirm", "Meets tomorrow 11:30 PM")
        assert step(ada, at + timedelta(hours=35)) == ("confirm", "Meets yesterday 11:30 PM")
        assert step(ada, at + timedelta(hours=37))[0] == "write-up"


def test_while_they_talk_the_way_leads_back_to_the_conversation(ada):
    meeting = agreed(ada)
    with transaction():
        begin(db.get_row(Meeting, meeting.id), at=NOON)

    assert step(ada, NOON + HOUR) == ("talking", "You are talking, since 2:00 PM")
    assert step(ada, NOON + 13 * HOUR)[0] != "talking"  # the clock was forgotten
