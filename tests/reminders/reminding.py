"""What the tests of reminders do: make something due, go to a time, have a round done, and look what was kept."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from threading import Event
from zoneinfo import ZoneInfo

import time_machine
from factories import make_contact
from sqlalchemy import select

from infoview import clock
from infoview.clock import now
from infoview.db import db, transaction
from infoview.models import Meeting, Notification, Reminder
from infoview.models.account import Account
from infoview.models.meeting import MeetingStatus
from infoview.models.stage import Stage
from infoview.reminders import lease, rounds, scheduler
from infoview.reminders.clockwork import Clockwork

PARIS = ZoneInfo("Europe/Paris")


def at(text):
    """An instant by the clocks of Paris, where Vera lives: "2026-06-15 07:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@contextmanager
def being(text):
    """Be at that time in Paris."""
    with time_machine.travel(at(text) if isinstance(text, str) else text, tick=False) as traveller:
        yield traveller


def remind(name="Ada Byron", body="Send the article", due_on=date(2026, 6, 1)):
    """Make something due: a line of the user's own about somebody."""
    contact = make_contact(name, stage=Stage.IDENTIFIED, at=at("2026-05-01 12:00"))
    with transaction():
        db.session.add(Reminder(contact_id=contact.id, body=body, due_on=due_on, created_at=at("2026-05-01 12:00")))
    return contact


def meet(day, start, *, name="Ada Byron", minutes=30, status=MeetingStatus.AGREED, noted="2026-06-01 12:00", **facts):
    contact = make_contact(name, stage=Stage.MET if status is MeetingStatus.HELD else Stage.REQUESTED, at=at(noted))
    with transaction():
        meeting = Meeting(
            contact_id=contact.id,
            day=date.fromisoformat(day),
            start=time.fromisoformat(start),
            minutes=minutes,
            zone="Europe/Paris",
            status=status,
            created_at=at(noted),
            **facts,
        )
        db.session.add(meeting)
    return meeting


def look(app, clockwork=None):
    """Have a round done, as another process would; return what went wrong."""
    holder = scheduler.new_holder()
    with app.app_context():
        assert lease.take(holder, at=now())
        problem = rounds.do_round(holder, clockwork or Clockwork(), Event())
        lease.give_back(holder)
    db.session.rollback()
    db.session.expire_all()
    return problem


def kept(*kinds):
    """What is written down of reminders: kind, key, state and reason."""
    rows = db.session.scalars(select(Notification).order_by(Notification.id)).all()
    return [(row.kind.value, row.key, row.state.value, row.reason) for row in rows if not kinds or row.kind in kinds]


def change_account(account, **values):
    with transaction():
        stored = db.session.get_one(Account, account.id)
        for name, value in values.items():
            setattr(stored, name, value)
    return stored


def parts(mail):
    """The two forms of a mail."""
    return [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
__all__ = ["DAY", "HOUR", "at", "being", "change_account", "clock", "kept", "look", "meet", "parts", "remind"]
