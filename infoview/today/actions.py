"""Setting steps aside: done by other means, or to be seen again on a day."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from infoview.db import db, describe
from infoview.errors import Invalid, NotThere
from infoview.i18n import _
from infoview.ledger import actions as ledger
from infoview.ledger.words import BY_WORD
from infoview.models import Contact, Meeting, Reminder, SetAside
from infoview.own_reminders import actions as own_reminders

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
        earlier.until = until
    db.session.flush()


def mark_done(contact: Contact, *, rule: str, subject: str, fact: str, at: datetime) -> None:
    """Say that a step is done. What is a line of its own is settled there; anything else is set aside for good.

    Raises NotThere for a line that is not about this contact.
    """
    row = _own_line(contact, subject)
    if isinstance(row, Reminder):
        own_reminders.mark_done(row, at=at)
    elif row is not None:
        ledger.mark_done(row, at)
    else:
        set_aside(contact, rule=rule, subject=subject, fact=fact, until=None, at=at)


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
