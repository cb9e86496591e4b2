"""Adding own reminders, changing them, marking them as done."""

from datetime import date, datetime

from sqlalchemy import func, select

from infoview.clock import day_of
from infoview.db import db, describe, zone
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Contact, Reminder
from infoview.text import clean_line

LONGEST_REMINDER = 500
MOST_OF_A_CONTACT = 100


def add(contact: Contact, *, body: str, due_on: date, at: datetime) -> Reminder:
    """Remind the user of something about a contact on a day.

    Raises Invalid for a line that is empty or too long, a day that is over, and beyond all measure of open ones.
    """
    describe("reminder")
    line = _checked(body)
    _check_day(due_on, at)
    open_ones = select(func.count(Reminder.id)).where(Reminder.contact_id == contact.id, Reminder.done_at.is_(None))
    if (db.session.scalar(open_ones) or 0) >= MOST_OF_A_CONTACT:
        raise Invalid("body", _("This is too many: at most %(max)d.", max=MOST_OF_A_CONTACT))
    reminder = Reminder(contact_id=contact.id, body=line, due_on=due_on, created_at=at)
    db.session.add(reminder)
    db.session.flush()
    return reminder


def edit(reminder: Reminder, *, body: str, due_on: date, version: int | None, at: datetime) -> None:
    """Change a reminder. Raises Invalid as `add` does, Stale if `version` is not the stored one."""
    describe("reminder")
    if version != reminder.version:
        theirs: dict[str, object] = {"body": reminder.body, "due_on": reminder.due_on.isoformat()}
        raise Stale(_("This reminder was changed in another window."), theirs)
    if due_on != reminder.due_on:
        _check_day(due_on, at)
    reminder.body, reminder.due_on = _checked(body), due_on
    reminder.version += 1
    db.session.flush()


def mark_done(reminder: Reminder, *, at: datetime) -> None:
    """Say that it is done; one that is already stays as it is."""
    describe("reminder_done")
    reminder.done_at = reminder.done_at or at


def remove(reminder: Reminder, *, at: datetime) -> None:
    """Put a reminder into the trash."""
    describe("delete_reminder")
    reminder.deleted_at = at


def _check_day(day: date, at: datetime) -> None:
    if day < day_of(at, zone()):
        raise Invalid("due_on", _("This day is over. Choose today or a later one."))


def _checked(body: str) -> str:
    line = clean_line(body)
    if not line:
        raise Invalid("body", _("Write something first."))
    if len(line) > LONGEST_REMINDER:
        raise Invalid("body", _("This is too long: at most %(max)d characters.", max=LONGEST_REMINDER))
    return line
