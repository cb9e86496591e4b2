"""Plain objects for tests: the data that matters is in the test, the rest is here."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from infoview.board.actions import move
from infoview.db import db, transaction
from infoview.models import Contact, Stage
from infoview.people.actions import sort_name

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def make_contact(
    full_name: str = "Ada Byron", *, stage: Stage | None = None, at: datetime = NOON, **facts: Any
) -> Contact:
    """Store a contact, at the end of `stage` if one is given."""
    with transaction():
        contact = Contact(full_name=full_name, sort_name=sort_name(full_name), created_at=at, **facts)
        db.session.add(contact)
        db.session.flush()
        if stage is not None:
            move(contact, to=stage, before=None, at=at)
    return contact


def make_contacts(*names: str, **facts: Any) -> list[Contact]:
    """Store contacts in that order."""
    return [make_contact(name, **facts) for name in names]


def by_place(stage: Stage) -> list[Contact]:
    """Return the contacts of a stage in their order."""
    return list(db.session.scalars(select(Contact).where(Contact.stage == stage).order_by(Contact.position)))
