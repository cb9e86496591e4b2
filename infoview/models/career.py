"""A career: an occupation or field the user is exploring."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned


class Career(Owned, Base):
    """An occupation or field the user is exploring; `folded` finds it whatever the case or accents."""

    __tablename__ = "careers"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version"})

    name: Mapped[str]
    folded: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    __table_args__ = (
        Index("uq_careers_folded", "owner_id", "folded", unique=True, sqlite_where=text("deleted_at IS NULL")),
        {"sqlite_autoincrement": True},
    )
