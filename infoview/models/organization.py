"""An organization: where contacts work."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned


class Organization(Owned, Base):
    """A place where contacts work; `folded` finds it whatever the case or accents.

    `rank` is its place among the user's ten favourites (1 is the first), `why` the reason it stands there;
    `is_practice` marks one of lesser interest, to practise with. The other texts are research notes.
    """

    __tablename__ = "organizations"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version", "strengths", "culture", "news", "competitors"})

    name: Mapped[str]
    folded: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    rank: Mapped[int | None]
    why: Mapped[str] = mapped_column(default="")
    is_practice: Mapped[bool] = mapped_column(default=False)
    strengths: Mapped[str] = mapped_column(default="")
    culture: Mapped[str] = mapped_column(default="")
    news: Mapped[str] = mapped_column(default="")
    competitors: Mapped[str] = mapped_column(default="")
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
