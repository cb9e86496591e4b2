"""A dated note about a contact."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, contact_key


class Note(Owned, Base):
    """What the user wrote down about a contact on a day."""

    __tablename__ = "notes"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version"})

    contact_id: Mapped[int] = contact_key()
    day: Mapped[date]
    body: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
