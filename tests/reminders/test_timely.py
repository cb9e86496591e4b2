"""Reminders at their own time: the evening before a conversation, right after it, and a day later."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from outbox.post_office import PostOffice
from outbox.writing import set_up
from reminders.reminding import at, being, change_account, kept, look, meet, parts

from infoview.board.actions import move
from infoview.db import db, transaction
from infoview.models import Contact, Meeting, Message, Stage
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind
from infoview.reminders import timely
from infoview.reminders.timely import evening_before, may_thank_now

NONE_OFF = frozenset()


def due(text, off=NONE_OFF):
    return [each.kind.value for each in timely.due(off=off, at=at(text))]


@pytest.mark.parametrize(
    ("begins", "zone", "evening"),
    [
        ("2026-06-16T08:00Z", "Europe/Paris", "2026-06-15T16:00Z"),
        ("2026-03-29T08:00Z", "Europe/Paris", "2026-03-28T17:00Z"),  # clocks are changed in between
        ("2026-10-25T08:00Z", "Europe/Paris", "2026-10-24T16:00Z"),
        ("2026-06-15T23:00Z", "Europe/Paris", "2026-06-15T16:00Z"),  # tomorrow there
        ("2026-06-16T01:00Z", "America/Los_Angeles", "2026-06-15T01:00Z"),  # still today there
    ],
)
def test_the_evening_is_the_one_before_by_the_clock_of_the_user(begins, zone, evening):
    assert evening_before(datetime.fromisoformat(begins), zone) == datetime.fromisoformat(evening)


@pytest.mark.parametrize(
    ("now", "may"),
    [
        ("2026-06-16 17:59", False),  # not yet a day
        ("2026-06-16 18:00", True),
        ("2026-06-16 19:59", True),
        ("2026-06-16 20:00", False),  # not at night
        ("2026-06-17 07:59", False),
        ("2026-06-17 08:00", True),
        ("2026-06-18 17:59", True),
        ("2026-06-18 18:00", False),  # long over: the list says it
    ],
)
def test_thanks_are_asked_for_a_day_later_and_never_at_night(now, may):
    assert may_thank_now(at("2026-06-15 18:00"), at(now), "Europe/Paris") is may


def test_each_kind_has_its_time(owner):
    meet("2026-06-16", "10:00", name="Mary Somerville")

    assert due("2026-06-15 17:59") == []
    assert due("2026-06-15 18:00") == ["evening"]
    assert due("2026-06-16 09:59") == ["evening"]  # infoview was not running in the evening
    assert due("2026-06-16 10:00") == []
    assert due("2026-06-16 10:39") == []
    assert due("2026-06-16 10:40") == ["debrief"]
    assert due("2026-06-16 10:40", off=frozenset({"debrief"})) == []
    assert due("2026-06-16 22:41") == []


@pytest.mark.parametrize("status", sorted(set(MeetingStatus) - {MeetingStatus.AGREED, MeetingStatus.HELD}, key=str))
def test_what_is_not_agreed_on_reminds_of_nothing(owner, status):
    meet("2026-06-16", "10:00", status=status)

    assert [due(text) for text in ("2026-06-15 18:00", "2026-06-16 10:40", "2026-06-17 11:00")] == [[], [], []]


def test_what_was_only_just_noted_down_needs_no_reminder(owner):
    meet("2026-06-16", "10:00", noted="2026-06-15 18:30")
    meet("2026-06-15", "10:00", noted="2026-06-15 12:00", status=MeetingStatus.HELD, name="Mary Somerville")

    assert due("2026-06-15 19:00") == []
    assert due("2026-06-15 12:30") == []


@pytest.mark.parametrize("since", ["paused_at", "closed_at"])
def test_nobody_is_reminded_of_who_rests(owner, since):
    meeting = meet("2026-06-16", "10:00")
    with transaction():
        setattr(db.session.get(Contact, meeting.contact_id), since, at("2026-06-14 12:00"))

    assert [due(text) for text in ("2026-06-15 18:00", "2026-06-16 10:40")] == [[], []]


def test_a_meeting_that_is_moved_within_its_day_is_another_one_to_write_up(owner):
    meeting = meet("2026-06-16", "10:00")
    [before] = timely.due(off=NONE_OFF, at=at("2026-06-16 10:40"))
    with transaction():
        db.session.get(Meeting, meeting.id).start = at("2026-06-16 15:00").astimezone(ZoneInfo(meeting.zone)).time()

    [after] = timely.due(off=NONE_OFF, at=at("2026-06-16 15:40"))

    assert before.key != after.key


def test_whoever_was_thanked_is_left_out(owner):
    held = {"status": MeetingStatus.HELD, "debriefed_at": at("2026-06-15 19:00")}
    ada = meet("2026-06-15", "10:00", **held)
    meet("2026-06-15", "11:00", name="Mary Somerville", **held)
    with transaction():
        sent = {"contact_id": ada.contact_id, "direction": Direction.OUT, "channel": Channel.EMAIL}
        thanks = Message(kind=MessageKind.THANK_YOU, sent_at=at("2026-06-15 20:00"), created_at=held["debriefed_at"])
        for name, value in sent.items():
            setattr(thanks, name, value)
        db.session.add(thanks)

    found = timely.due(off=NONE_OFF, at=at("2026-06-16 12:00"))

    assert [(each.kind.value, each.name) for each in found] == [("thanks", "Mary Somerville")]


def test_they_arrive_once_with_the_right_page(app, owner, trusted, certificate):
    with PostOffice(certificate) as office, being("2026-06-15 17:50") as clock:
        set_up(office)
        change_account(owner, reminders_off="digest")
        meeting = meet("2026-06-16", "10:00", name="Mary <i>Somerville</i>")
        for text in ("2026-06-15 18:00", "2026-06-15 19:00", "2026-06-16 10:45", "2026-06-16 11:00"):
            clock.move_to(at(text))
            look(app)
        with transaction():
            held = db.session.get(Meeting, meeting.id)
            held.status, held.debriefed_at = MeetingStatus.HELD, at("2026-06-16 11:00")
            contact_id = held.contact_id
        with transaction():
            move(db.session.get(Contact, contact_id), to=Stage.MET, before=None, at=at("2026-06-16 11:00"))
        for text in ("2026-06-17 10:35", "2026-06-17 12:00"):
            clock.move_to(at(text))
            look(app)

    evening, debrief, thanks = office.mails
    assert " ".join(evening["Subject"].split()) == "Your conversation tomorrow at 10:00 AM"
    assert f"/meetings/{meeting.id}/prepare" in parts(evening)[1]
    assert f"/meetings/{meeting.id}/debrief" in parts(debrief)[1]
    assert f"/contacts/{contact_id}/drafts/thank_you" in parts(thanks)[1]
    for mail in (evening, debrief, thanks):
        assert "Mary &lt;i&gt;Somerville&lt;/i&gt;" in parts(mail)[1]
        assert "Mary <i>Somerville</i>" in parts(mail)[0]
        assert "Mary" not in mail["Subject"]  # which shows on locked screens
    assert [kind for kind, *_more, state, _reason in kept() if state == "sent"] == ["evening", "debrief", "thanks"]


def test_a_meeting_that_was_moved_reminds_of_its_new_time_and_no_more_of_the_old(app, owner, trusted, certificate):
    with PostOffice(certificate, answers={"MAIL": "451 later"}) as office, being("2026-06-15 18:00") as clock:
        set_up(office)
        change_account(owner, reminders_off="digest")
        meeting = meet("2026-06-16", "10:00")
        look(app)
        with transaction():
            db.session.get(Meeting, meeting.id).day = at("2026-06-18 12:00").date()
        office.answers.clear()
        clock.shift(3600)
        look(app)
        assert office.accepted == []
        clock.move_to(at("2026-06-17 18:00"))
        look(app)

    assert len(office.accepted) == 1
    assert [state for kind, _key, state, _reason in kept() if kind == "evening"] == ["failed", "sent"]
