"""A message that is not sent yet."""

import enum
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, contact_key
from infoview.models.message import MessageKind, Route


class DraftState(enum.Enum):
    """Where a draft has got to."""

    OPEN = "open"
    SENT = "sent"
    DISCARDED = "discarded"


class Draft(Owned, Base):
    """The user's text for one contact and kind; what they have not touched is rewritten when a fact changes.

    `subject` and `body` hold text only where the user has touched them.
    """

    __tablename__ = "drafts"
    __unwatched__: ClassVar[frozenset[str]] = frozenset(
        {"subject", "body", "subject_touched", "body_touched", "version", "saved_at"}
    )

    contact_id: Mapped[int] = contact_key()
    kind: Mapped[MessageKind]
    route: Mapped[Route | None]
    language: Mapped[str | None]
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    subject_touched: Mapped[bool] = mapped_column(default=False)
    body_touched: Mapped[bool] = mapped_column(default=False)
    state: Mapped[DraftState] = mapped_column(default=DraftState.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
    created_at: Mapped[datetime]

    __table_args__ = (
        Index(
            "uq_drafts_open",
            "contact_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'open' AND deleted_at IS NULL"),
        ),
    )
