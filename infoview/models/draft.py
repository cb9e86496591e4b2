"""A message that is not sent yet."""

import enum
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, contact_key
from infoview.models.message import Channel, MessageKind, Route


class DraftState(enum.Enum):
    """Where a draft has got to. A queued one waits for the app to send it, and cannot be edited meanwhile."""

    OPEN = "open"
    QUEUED = "queued"
    SENT = "sent"
    DISCARDED = "discarded"


class Draft(Owned, Base):
    """The user's text for one contact, kind and person it is about; the rest is rewritten when a fact changes.

    `subject` and `body` hold text only where the user has touched them. While `route`, `channel`, `wording` and
    `address` are None or empty, the app picks them. `news` is the user's own, for an update.
    """

    __tablename__ = "drafts"
    __unwatched__: ClassVar[frozenset[str]] = frozenset(
        {"subject", "body", "subject_touched", "body_touched", "wording", "address", "news", "version", "saved_at"}
    )

    contact_id: Mapped[int] = contact_key()
    about_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    kind: Mapped[MessageKind]
    route: Mapped[Route | None]
    channel: Mapped[Channel | None]
    language: Mapped[str | None]
    wording: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    news: Mapped[str] = mapped_column(default="")
    has_invitation: Mapped[bool] = mapped_column(default=True)  # a confirmation brings the meeting for their calendar
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
            sqlite_where=text("state = 'open' AND about_id IS NULL AND deleted_at IS NULL"),
        ),
        Index(
            "uq_drafts_open_about",
            "contact_id",
            "kind",
            "about_id",
            unique=True,
            sqlite_where=text("state = 'open' AND about_id IS NOT NULL AND deleted_at IS NULL"),
        ),
    )
