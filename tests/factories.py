"""Plain objects for tests: the data that matters is in the test, the rest is here."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from infoview.board.actions import move
from infoview.db import db, transaction
from infoview.models import Contact, Stage
from infoview.people.actions import sort_name

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def make_contact(full_name: str = "Ada Byron", **facts: Any) -> Contact:
    """Store a contact, at the end of `stage` if one is given."""
    return make_contacts(full_name, **facts)[0]


def make_contacts(*names: str, stage: Stage | None = None, at: datetime = NOON, **facts: Any) -> list[Contact]:
    """Store contacts in that order."""
    with transaction():
        contacts = [Contact(full_name=name, sort_name=sort_name(name), created_at=at, **facts) for name in names]
        db.session.add_all(contacts)
        db.session.flush()
        for contact in contacts if stage is not None else []:
            move(contact, to=stage, before=None, at=at)
    return contacts


def by_place(stage: Stage) -> list[Contact]:
    """Return the contacts of a stage in their order."""
    return list(db.session.scalars(select(Contact).where(Contact.stage == stage).order_by(Contact.position)))
