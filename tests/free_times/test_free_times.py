"""Marking free times; each is offered to one person at a time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from factories import make_contact, make_contacts
from sqlalchemy import select

from infoview.board import actions as board
from infoview.db import db, transaction
from infoview.debriefs import actions as debriefs
from infoview.errors import Invalid, NotThere
from infoview.free_times import actions, queries
from infoview.free_times.clocks import read_clocks
from infoview.free_times.words import and_released
from infoview.logbook.actions import log_answer
from infoview.meetings.actions import agree, end, hold, start_now
from infoview.models import Account, FreeSlot, Meeting, Stage
from infoview.models.contact import ClosedReason
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Answer, Channel
from infoview.people import actions as people
from infoview.people.opting.actions import opt_out
from infoview.safekeeping.actions import undo

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a Monday, nine o'clock in Paris
TUESDAY = date(2026, 11, 24)
MORNINGS = [time(9), time(10), time(11), time(14)]


def mark(*starts, days=(TUESDAY,), minutes=30, at=NOW):
    with transaction():
        return actions.mark(days, starts, minutes=minutes, zone="Europe/Paris", at=at)


def ids(at=NOW):
    return [slot.id for slot in queries.to_come(at)]


def holders(at=NOW):
    return [slot.name for slot in queries.to_come(at)]


def offer(contact, *slot_ids, at=NOW):
    with transaction():
        return actions.offer(contact, slot_ids, at=at)


@pytest.mark.usefixtures("owner")
def test_each_time_is_marked_on_each_day_once():
    assert mark(time(9), time(14, 30), days=(TUESDAY, TUESDAY + timedelta(days=1))) == (4, 0)
    assert mark(time(9), time(10)) == (1, 0)
    assert [slot.starts_at.hour for slot in queries.to_come(NOW)] == [8, 9, 13, 8, 13]


@pytest.mark.usefixtures("owner")
def test_what_is_over_is_not_marked_and_past_times_are_gone_from_view():
    assert mark(time(8), time(9, 30), days=(date(2026, 11, 23),)) == (1, 1)
    assert len(queries.to_come(NOW)) == 1
    assert queries.to_come(NOW + timedelta(hours=1)) == []


@pytest.mark.usefixtures("owner")
def test_a_time_that_the_clocks_skip_is_kept_as_they_will_show_it():
    mark(time(2, 30), days=(date(2027, 3, 28),))

    assert db.session.scalar(select(FreeSlot.start)) == time(3, 30)


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize(
    ("wrong", "field"), [({"minutes": 0}, "minutes"), ({"minutes": 999}, "minutes"), ({"days": ()}, "days")]
)
def test_what_cannot_be_is_refused_beside_its_field(wrong, field):
    with pytest.raises(Invalid) as refused:
        mark(time(9), **wrong)

    assert refused.value.field == field


@pytest.mark.usefixtures("owner")
def test_there_is_an_end_to_free_times():
    with pytest.raises(Invalid):
        mark(*(time(hour) for hour in range(24)), days=[TUESDAY + timedelta(days=n) for n in range(5)])


def test_several_times_are_read_from_one_line():
    assert read_clocks("9:00, 14h30 and 9; 2 pm") == [time(9), time(14), time(14, 30)]
    assert read_clocks("9 h 15 et 18 h") == [time(9, 15), time(18)]
    assert read_clocks("12 am, 12 p.m.") == [time(0), time(12)]


@pytest.mark.parametrize(
    "text", ["", " , ", "noon", "25:00", "9:75", "13 pm", "-1", "٩", "9" * 500, ",".join("9" * 20)]
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(Invalid):
        read_clocks(text)


def test_no_part_of_a_time_is_offered_to_two_people(client, owner):
    ada, mary = make_contacts("Ada Byron", "Mary Somerville")
    mark(time(9), time(9, 30), time(10), days=[date(2198, 11, 24)], minutes=60)
    nine, half_past, ten = ids()
    offer(ada, nine)

    with pytest.raises(Invalid, match="overlaps a time you offered to Ada Byron"):
        offer(mary, half_past)
    assert [slot.id for slot in actions.next_open(queries.to_come(NOW), mary)] == [ten]
    page = client.get("/free-times").text
    assert page.count("This overlaps a time you offered to Ada Byron.") == 1
    assert "overlaps" in page.split(f'id="time-{half_past}"')[1].split("</li>")[0]
    assert offer(ada, nine, half_past) == 2  # to the same person it can be
    with transaction():
        actions.release_theirs(ada.id)
    assert offer(mary, half_past) == 1


@pytest.mark.usefixtures("owner")
def test_a_time_offered_to_one_person_is_not_offered_to_another_until_released():
    ada, mary = make_contacts("Ada Byron", "Mary Somerville")
    mark(*MORNINGS)
    first, second, *_ = ids()
    offer(ada, first)

    with pytest.raises(Invalid, match="Ada Byron"):
        offer(mary, first, second)
    assert holders() == ["Ada Byron", "", "", ""]

    with transaction():
        actions.release(db.get_row(FreeSlot, first))
    offer(mary, first)
    assert holders()[0] == "Mary Somerville"


@pytest.mark.usefixtures("owner")
def test_the_next_three_are_those_nobody_else_is_offered():
    ada, mary = make_contacts("Ada Byron", "Mary Somerville")
    mark(*MORNINGS, time(16))
    offer(ada, ids()[1])

    with transaction():
        assert actions.offer_next(mary, at=NOW) == 3
    assert holders() == ["Mary Somerville", "Ada Byron", "Mary Somerville", "Mary Somerville", ""]
    with pytest.raises(Invalid), transaction():
        actions.offer_next(mary, at=NOW + timedelta(days=9))


@pytest.mark.usefixtures("owner")
def test_the_next_three_are_not_at_night_where_they_are():
    ada = make_contact("Ada Byron", zone="America/Toronto")
    mark(*MORNINGS)

    with transaction():
        assert actions.offer_next(ada, at=NOW) == 1
    assert holders() == ["", "", "", "Ada Byron"]  # 14:00 in Paris is 8:00 in Toronto


@pytest.mark.usefixtures("owner")
def test_offering_others_releases_those_offered_before():
    ada = make_contact("Ada Byron")
    mark(*MORNINGS)
    offer(ada, *ids()[:2])
    offer(ada, *ids()[1:3])

    assert holders() == ["", "Ada Byron", "Ada Byron", ""]


@pytest.mark.usefixtures("owner")
def test_what_is_over_or_deleted_or_too_much_cannot_be_offered():
    ada = make_contact("Ada Byron")
    mark(*MORNINGS, time(15), time(16))
    first, *others = ids()

    with pytest.raises(Invalid):
        offer(ada, first, at=NOW + timedelta(days=2))
    with pytest.raises(Invalid):
        offer(ada, first, *others)
    with transaction():
        actions.delete(db.get_row(FreeSlot, first), at=NOW)
    with pytest.raises(NotThere):
        offer(ada, first)


@pytest.mark.usefixtures("owner")
def test_a_time_at_which_the_user_talks_with_somebody_says_so_and_is_not_offered():
    ada, mary = make_contacts("Ada Byron", "Mary Somerville")
    mark(*MORNINGS)
    facts = {"zone": "America/Toronto", "status": MeetingStatus.AGREED, "created_at": NOW}
    with transaction():
        db.session.add(Meeting(contact_id=ada.id, day=TUESDAY, start=time(3, 15), minutes=20, **facts))

    first, second, *_ = queries.to_come(NOW)
    assert first.taken.name == "Ada Byron"  # 3:15 in Toronto is 9:15 in Paris
    assert second.taken is None
    with pytest.raises(Invalid, match="You talk with Ada Byron"):
        offer(mary, first.id)
    with transaction():
        actions.offer_next(mary, at=NOW)
    assert holders() == ["", "Mary Somerville", "Mary Somerville", "Mary Somerville"]


def close(contact):
    people.close(contact, reason=ClosedReason.OTHER, at=NOW)


def say_no(contact):
    log_answer(contact, answer=Answer.NO, channel=Channel.EMAIL, day=NOW.date(), zone="Europe/Paris", at=NOW)


def agree_on_a_day(contact):
    agree(contact, day=TUESDAY, start=time(18), zone="Europe/Paris", at=NOW)


def talk(contact):
    hold(contact, day=NOW.date(), zone="Europe/Paris", at=NOW)


def call_and_hang_up(contact):
    end(start_now(contact, zone="Europe/Paris", at=NOW), at=NOW + timedelta(minutes=9))


def write_up(contact):
    facts = {"zone": "Europe/Paris", "status": MeetingStatus.PROPOSED, "created_at": NOW}
    meeting = Meeting(contact_id=contact.id, day=NOW.date() - timedelta(days=1), **facts)
    db.session.add(meeting)
    debriefs.close(meeting, at=NOW)


def drag_to_met(contact):
    board.move(contact, to=Stage.MET, before=None, at=NOW)


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize(
    "act",
    [
        *(close, say_no, agree_on_a_day, talk, call_and_hang_up, write_up, drag_to_met),
        *(lambda who: people.delete(who, at=NOW), lambda who: opt_out(who, at=NOW)),
    ],
    ids=["closed", "no", "agreed", "talked", "on the spot", "written up", "dragged to Met", "deleted", "opted out"],
)
def test_what_ends_the_asking_frees_what_was_offered_and_undo_offers_it_again(act):
    ada, mary = make_contacts("Ada Byron", "Mary Somerville")
    mark(*MORNINGS)
    offer(ada, *ids()[:2])
    offer(mary, ids()[2])

    with transaction() as batch:
        act(ada)

    assert holders() == ["", "", "Mary Somerville", ""]
    assert "2 times" in and_released(batch.id)
    with transaction():
        undo(batch.id, at=NOW)
    assert holders() == ["Ada Byron", "Ada Byron", "Mary Somerville", ""]


@pytest.mark.usefixtures("owner")
def test_times_offered_for_a_second_talk_stay_while_the_card_goes_on():
    ada = make_contact("Ada Byron", stage=Stage.THANKED)
    mark(*MORNINGS)
    offer(ada, ids()[0])

    with transaction():
        board.advance(ada, to=Stage.IN_TOUCH, at=NOW)

    assert holders()[0] == "Ada Byron"


@pytest.mark.parametrize(("page", "typed"), [("talked", {"day": "2026-11-23"}), ("stage", {"stage": "met"})])
def test_the_notice_says_that_times_are_free_again(client, owner, page, typed):
    ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    mark(*MORNINGS, days=[date(2198, 11, 24)])
    offer(ada, ids()[0])

    client.post(f"/contacts/{ada.id}/{page}", typed)

    assert "The time you had offered them is free again." in client.get(f"/contacts/{ada.id}").text


@pytest.mark.usefixtures("owner")
def test_a_yes_keeps_what_was_offered():
    ada = make_contact("Ada Byron")
    mark(*MORNINGS)
    offer(ada, ids()[0])

    with transaction() as batch:
        log_answer(ada, answer=Answer.YES, channel=Channel.EMAIL, day=NOW.date(), zone="Europe/Paris", at=NOW)

    assert holders()[0] == "Ada Byron"
    assert and_released(batch.id) == ""


@pytest.mark.usefixtures("owner")
def test_the_users_own_words_are_the_end_of_a_sentence(account):
    with transaction():
        actions.keep_phrase(db.session.get_one(Account, account.id), " on weekdays before 10. ")
    assert db.session.get_one(Account, account.id).free_times == "on weekdays before 10"

    for wrong in ("I am free in the mornings", "x" * 121):
        with pytest.raises(Invalid), transaction():
            actions.keep_phrase(db.session.get_one(Account, account.id), wrong)
