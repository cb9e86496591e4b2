"""After a backup came back, or the clock was set, nothing is sent until the user says so, and nothing twice then."""

from datetime import timedelta

import pytest
from outbox.post_office import PostOffice
from outbox.writing import set_up
from reminders.reminding import DAY, at, being, change_account, kept, look, meet, remind

from infoview import clock
from infoview.clock import now
from infoview.db import db, transaction
from infoview.models import Account
from infoview.reminders import actions, lease, rounds, watch
from infoview.reminders.clockwork import Clockwork, Doubt


@pytest.fixture
def steady(monkeypatch):
    """The clock that nobody sets, as the test says."""
    hours = [timedelta(days=1)]
    monkeypatch.setattr(clock, "steady", lambda: hours[0])

    def passes(time):
        hours[0] += time

    return passes


def go_on(account):
    with transaction():
        actions.go_on(db.session.get_one(Account, account.id), at=now())


def test_after_a_backup_came_back_what_is_due_is_left_out_and_tomorrow_all_goes_on(app, owner, trusted, certificate):
    with PostOffice(certificate) as office, being("2026-06-15 18:30") as travel:
        set_up(office)
        remind()
        meet("2026-06-16", "10:00", name="Mary Somerville")
        change_account(owner, reminders_held="restored")
        look(app)
        go_on(owner)
        look(app)
        assert (office.calls, {(kind, reason) for kind, _key, _state, reason in kept()}) == (
            0,
            {("digest", "restored"), ("evening", "restored")},
        )
        travel.move_to(at("2026-06-16 07:00"))
        look(app)

    assert len(office.accepted) == 1


def test_a_clock_behind_the_last_round_is_waited_for_and_then_all_goes_on(app, owner, trusted, certificate, steady):
    clockwork = Clockwork()
    with PostOffice(certificate) as office, being("2026-06-14 12:00") as travel:
        set_up(office)
        remind()
        look(app, clockwork)
        travel.shift(-timedelta(hours=5))  # as a small computer starts, before it has asked what time it is
        assert look(app, clockwork) == "clock"
        steady(timedelta(minutes=2))
        travel.move_to(at("2026-06-15 07:00"))
        assert look(app, clockwork) == ""

    assert len(office.accepted) == 2
    assert db.session.get_one(Account, owner.id).reminders_held == ""


def test_a_clock_that_stays_behind_holds_everything_until_the_user_says_go_on(app, owner, trusted, certificate, steady):
    clockwork = Clockwork()
    with PostOffice(certificate) as office, being("2026-06-18 08:00") as travel:
        set_up(office)
        remind()
        look(app, clockwork)  # the mail of a day that is still to come
        travel.move_to(at("2026-06-15 08:00"))
        look(app, clockwork)
        steady(timedelta(minutes=20))
        travel.shift(20 * 60)
        look(app, clockwork)
        look(app, clockwork)
        assert db.session.get_one(Account, owner.id).reminders_held == "clock"
        assert len(office.accepted) == 1
        go_on(owner)
        look(app, clockwork)
        assert len(office.accepted) == 2
        travel.move_to(at("2026-06-18 08:00"))
        steady(3 * DAY)
        look(app, clockwork)

    assert len(office.accepted) == 3  # the day that had its mail too early has one when it comes


def test_another_process_is_said_to_do_it_only_while_it_does_rounds(app, owner):
    with being("2026-06-15 08:00") as travel:
        assert lease.take("a server", at=now())
        lease.note_round("a server", at=now())
        travel.shift(60)
        assert rounds.told_of_another() == "infoview runs and does this itself."
        travel.shift(150)
        assert "its last round is long over" in rounds.told_of_another()


def test_a_clock_that_stays_behind_is_seen_by_one_round_after_the_other(app, owner, trusted, certificate):
    with PostOffice(certificate) as office, being("2026-06-18 08:00") as travel:
        set_up(office)
        remind()
        look(app)
        travel.move_to(at("2026-06-15 08:00"))
        problems = []
        for _each in range(4):  # as cron has it, each in a process of its own
            problems.append(look(app))
            travel.shift(5 * 60 + 1)
        assert problems == ["clock", "clock", "clock", ""]
        assert watch.look(owner, at=now()) == "clock"
        go_on(owner)
        look(app)

    assert len(office.accepted) == 2


@pytest.mark.parametrize(
    ("goes", "steadily", "doubt"),
    [
        (timedelta(minutes=1), timedelta(minutes=1), Doubt.NONE),
        (timedelta(days=30), timedelta(days=30), Doubt.NONE),  # a machine that slept for a month and knows it
        (timedelta(hours=60), timedelta(minutes=1), Doubt.NONE),  # one that does not know, over a weekend
        (timedelta(days=4), timedelta(minutes=1), Doubt.HOLD),
        (timedelta(days=-1), timedelta(minutes=1), Doubt.WAIT),
        (timedelta(minutes=-9), timedelta(minutes=1), Doubt.NONE),
    ],
)
def test_a_clock_is_doubted_when_it_was_set_by_days_or_is_behind(steady, goes, steadily, doubt):
    clockwork, then = Clockwork(), at("2026-06-15 08:00")
    clockwork.doubt(then, then)

    steady(steadily)

    assert clockwork.doubt(then + goes, then) is doubt


def test_a_machine_that_was_just_started_may_set_its_clock(monkeypatch):
    clockwork, then = Clockwork(), at("2026-06-15 08:00")
    monkeypatch.setattr(clock, "steady", lambda: timedelta(minutes=1))
    clockwork.doubt(then, then)

    assert clockwork.doubt(then + 10 * DAY, then) is Doubt.NONE
