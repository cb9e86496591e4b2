"""What changed, when and how it was before: feeds the timeline and every undo."""

import enum
from datetime import date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from infoview.models.base import Base, Owned


class Change(Owned, Base):
    """One row changed in one act. Rows of one transaction share a `batch`; undo appends a batch of its own."""

    __tablename__ = "changes"
    __tracked__: ClassVar[bool] = False

    at: Mapped[datetime]
    act: Mapped[str]
    batch: Mapped[str]
    row_table: Mapped[str]
    row_id: Mapped[int]
    contact_id: Mapped[int | None]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undoes: Mapped[str | None]

    __table_args__ = (
        Index("ix_changes_owner_id_batch", "owner_id", "batch"),
        Index("ix_changes_owner_id_contact_id_at", "owner_id", "contact_id", "at"),
    )


class OnceKey(Owned, Base):
    """A form that has been answered: sent again, it gets the same answer."""

    __tablename__ = "once_keys"
    __tracked__: ClassVar[bool] = False

    key: Mapped[str]
    at: Mapped[datetime]
    location: Mapped[str | None]

    __table_args__ = (UniqueConstraint("owner_id", "key"),)


def stored(value: Any) -> Any:
    """Return a column's value as JSON keeps it."""
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | time) else value
