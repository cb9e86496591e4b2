"""The open reminders of a contact: one query."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from infoview.db import db
from infoview.errors import NotThere
from infoview.i18n import day_words
from infoview.models import Contact, Reminder


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder as the contact's page shows it; `urgency` colours its day as a step is coloured."""

    id: int
    body: str
    when: str
    urgency: str


def of_contact(contact_id: int, *, today: date) -> list[Line]:
    """Return what is not done yet, in the order of its days."""
    theirs = select(Reminder.id, Reminder.body, Reminder.due_on)
    theirs = theirs.where(Reminder.contact_id == contact_id, Reminder.done_at.is_(None))
    rows = db.session.execute(theirs.order_by(Reminder.due_on, Reminder.id))
    return [Line(row.id, row.body, day_words(row.due_on, today), _urgency(row.due_on, today)) for row in rows]


def with_contact(reminder_id: int) -> tuple[Reminder, Contact]:
    """Return a reminder and its contact. Raises NotThere."""
    both = select(Reminder, Contact).join(Contact, Contact.id == Reminder.contact_id)
    row = db.session.execute(both.where(Reminder.id == reminder_id)).one_or_none()
    if row is None:
        raise NotThere
    return row.Reminder, row.Contact


def _urgency(day: date, today: date) -> str:
    if day == today:
        return "is-soon"
    return "is-late" if day < today else ""
