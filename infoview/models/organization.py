"""An organization: where contacts work."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned


class Organization(Owned, Base):
    """A place where contacts work; `folded` finds it whatever the case or accents."""

    __tablename__ = "organizations"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version"})

    name: Mapped[str]
    folded: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    __table_args__ = (
        Index(
            "uq_organizations_folded",
            "owner_id",
            "folded",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )
