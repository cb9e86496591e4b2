"""A career: an occupation or field the user is exploring."""

import enum
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned


class Verdict(enum.Enum):
    """What the user makes of a career."""

    PURSUE = "pursue"
    MAYBE = "maybe"
    DROP = "drop"


class Career(Owned, Base):
    """An occupation or field the user is exploring; `folded` finds it whatever the case or accents.

    `research` is what the user found out about the work by themselves.
    """

    __tablename__ = "careers"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version", "research"})

    name: Mapped[str]
    folded: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    research: Mapped[str] = mapped_column(default="")
    verdict: Mapped[Verdict | None]
    verdict_why: Mapped[str] = mapped_column(default="")
    verdict_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    __table_args__ = (
        Index("uq_careers_folded", "owner_id", "folded", unique=True, sqlite_where=text("deleted_at IS NULL")),
        {"sqlite_autoincrement": True},
    )
