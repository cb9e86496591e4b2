"""Whoever was slow and lost the lease hands over nothing that another process has begun with, and loses no result."""

from threading import Event

import pytest
from outbox.post_office import PostOffice
from outbox.writing import set_up
from reminders.reminding import at, being, change_account, kept, look, remind
from sqlalchemy import update

from infoview.clock import now
from infoview.db import db, transaction
from infoview.models import Lease
from infoview.reminders import lease, rounds
from infoview.reminders.clockwork import Clockwork


@pytest.mark.parametrize("command", ["AUTH", "RCPT", "DATA"])
def test_a_second_process_takes_over_in_the_middle(app, owner, trusted, certificate, command):
    with PostOffice(certificate) as office, being("2026-06-15 08:00"):
        set_up(office)
        remind()

        def take_over():
            office.when_asked.clear()
            with app.app_context():
                with transaction():
                    db.session.execute(update(Lease).values(held_until=at("2026-06-15 07:00")))
                look(app)

        office.when_asked[command] = take_over
        look(app)
        look(app)

    assert len(office.accepted) == 1
    assert kept() == [("digest", "2026-06-15", "sent", "")]


def test_a_process_that_is_to_stop_hands_nothing_over_and_the_next_one_does(app, owner, trusted, certificate):
    stop = Event()
    with PostOffice(certificate) as office, being("2026-06-15 08:00"):
        set_up(office)
        remind()
        office.when_asked["RCPT"] = stop.set
        with app.app_context():
            assert lease.take("one", at=now())
            rounds.do_round("one", Clockwork(), stop)
            lease.give_back("one")
        assert (office.accepted, kept()) == ([], [("digest", "2026-06-15", "queued", "")])
        look(app)

    assert len(office.accepted) == 1


def test_one_process_has_the_lease_until_it_dies_or_gives_it_back(app, owner):
    with being("2026-06-15 08:00") as clock:
        assert lease.take("one", at=now())
        assert not lease.take("two", at=now())
        assert rounds.run() is None  # what the command does beside a server that runs
        clock.shift(60)
        assert lease.take("one", at=now())  # renewed
        clock.shift(60)
        assert not lease.take("two", at=now())
        clock.shift(60)
        assert lease.take("two", at=now())  # two minutes after it was renewed last
        assert not lease.take("one", at=now())
        lease.give_back("one")
        lease.note_round("one", at=now())
        assert (lease.state().holder, lease.state().ran_at) == ("two", None)
        lease.give_back("two")
        assert lease.take("one", at=now())
        clock.move_to(at("2026-01-01 08:00"))
        assert lease.take("two", at=now())  # no lease reaches that far: its clock was wrong


def test_nothing_is_sent_while_reminders_are_held_or_sending_is_switched_off(app, owner, trusted, certificate):
    with PostOffice(certificate) as office, being("2026-06-15 08:00"):
        set_up(office)
        remind()
        change_account(owner, reminders_held="restored")
        look(app)

    assert (office.calls, kept()) == (0, [])


def test_without_a_mail_server_nothing_is_written_down_and_once_there_is_one_it_leaves(
    app, owner, trusted, certificate
):
    with being("2026-06-15 08:00") as clock:
        remind()
        look(app)
        assert kept() == []
        with PostOffice(certificate) as office:
            set_up(office)
            clock.shift(60)
            look(app)

    assert len(office.accepted) == 1
