"""Setting steps aside: done by other means, or to be seen again on a day."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from infoview.clock import day_of
from infoview.db import db, describe, zone
from infoview.errors import Invalid, NotThere
from infoview.i18n import _
from infoview.ledger import actions as ledger
from infoview.ledger.words import BY_WORD
from infoview.logbook.actions import log_message
from infoview.models import Contact, Meeting, Reminder, SetAside
from infoview.models.message import Channel, MessageKind
from infoview.own_reminders import actions as own_reminders
from infoview.today.acts import WAIT_FOR_A_FACT
from infoview.today.next_step import WRITES
from infoview.today.queries import all_steps

DONE = "done"
REMINDER = "reminder"


def set_aside(contact: Contact, *, rule: str, subject: str, fact: str, until: date | None, at: datetime) -> None:
    """Take a step off the list until a day, or for good (None) for as long as the fact it rests on stays the same."""
    describe("set_aside")
    same = (SetAside.contact_id == contact.id, SetAside.rule == rule, SetAside.subject == subject)
    earlier = db.session.scalar(select(SetAside).where(*same, SetAside.fact == fact).order_by(SetAside.id).limit(1))
    if earlier is None:
        step = {"rule": rule, "subject": subject, "fact": fact}
        db.session.add(SetAside(contact_id=contact.id, until=until, created_at=at, **step))
    else:
        earlier.until, earlier.created_at = until, at
    db.session.flush()


def mark_done(contact: Contact, *, rule: str, subject: str, fact: str, at: datetime) -> MessageKind | None:
    """Say that a step is done, and return what was written to the contact by that.

    A message is remembered as sent by other means, and the card moves; a line of its own is settled there; anything
    else is set aside for good. Raises NotThere for a line that is not about this contact, Invalid for what waits for
    something to happen.
    """
    if rule in WAIT_FOR_A_FACT:
        raise Invalid("until", _("Choose one of these."))
    if rule in WRITES:
        return _written(contact, WRITES[rule], key=(rule, subject, fact), at=at)
    row = _own_line(contact, subject)
    if isinstance(row, Reminder):
        own_reminders.mark_done(row, at=at)
    elif row is not None:
        ledger.mark_done(row, at)
    else:
        set_aside(contact, rule=rule, subject=subject, fact=fact, until=None, at=at)
    return None


def _written(contact: Contact, kind: MessageKind, *, key: tuple[str, str, str], at: datetime) -> MessageKind | None:
    """Remember a message sent by other means, unless it is not due any more: said twice it is remembered once."""
    if key not in {step.key for step in all_steps([contact], now=at)[contact.id]}:
        return None
    log_message(contact, kind=kind, channel=Channel.OTHER, day=day_of(at, zone()), zone=zone(), at=at)
    return kind


def day_of_choice(choice: str, day: date | None, *, today: date) -> date:
    """Return the day until which something is set aside. Raises Invalid for one that is not to come."""
    match choice:
        case "tomorrow":
            return today + timedelta(days=1)
        case "next-week":
            return today + timedelta(days=7 - today.weekday())
    if day is None or day <= today:
        raise Invalid("day", _("Choose a day that is still to come."))
    return day


def _own_line(contact: Contact, subject: str) -> Any:
    """Return the reminder or the open line of the ledger a step is about; None if it is about neither."""
    what, _space, number = subject.partition(" ")
    model: type[Any] | None = Reminder if what == REMINDER else BY_WORD.get(what)
    if model is None:
        return None
    row = db.get_row(model, int(number) if number.isdecimal() and len(number) < 19 else 0)
    if row.contact_id != contact.id:
        raise NotThere
    if model is not Reminder:
        db.get_row(Meeting, row.meeting_id)
    return row
