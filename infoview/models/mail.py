"""The user's own mail server, and what waits to be sent by it."""

import enum
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, contact_key
from infoview.models.message import MessageKind, Route


class Security(enum.Enum):
    """How the connection to a mail server is protected: from the first byte on, or after asking for it."""

    TLS = "tls"
    STARTTLS = "starttls"


class MailServer(Owned, Base):
    """The server that sends the user's mail. The password is sealed with a key that is not in the database."""

    __tablename__ = "mail_servers"
    __tracked__: ClassVar[bool] = False

    host: Mapped[str]
    port: Mapped[int]
    security: Mapped[Security]
    username: Mapped[str] = mapped_column(default="")
    sealed_password: Mapped[str] = mapped_column(default="")
    sender: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    __table_args__ = (Index("uq_mail_servers_owner", "owner_id", unique=True, sqlite_where=text("deleted_at IS NULL")),)


class MailState(enum.Enum):
    """Where a mail has got to.

    From HANDING_OVER on the server may have accepted it: it is never tried again by itself. UNKNOWN is a mail that
    was left there by a crash. HELD waits for the user's word: it came back with a backup or an import, or something
    has happened since it was planned.
    """

    QUEUED = "queued"
    SENDING = "sending"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    HELD = "held"
    CANCELLED = "cancelled"


class Mail(Owned, Base):
    """A message in the outbox, written with the draft that caused it; its text is final.

    `invitation` is the meeting it brings for their calendar, as an .ics text, or "".

    `due_at` is when to send it, or to try again. `reason` names what went wrong (a word of `outbox/failures.py`),
    `answer` is what the server said. `message_id` is the message it became once it was sent.
    `created_at` is when it was planned, or planned again knowing what had happened since.
    """

    __tablename__ = "outbox"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"due_at", "attempts", "reason", "answer", "changed_at"})

    contact_id: Mapped[int] = contact_key()
    about_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id", ondelete="SET NULL"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"), index=True)
    kind: Mapped[MessageKind]
    route: Mapped[Route | None]
    language: Mapped[str | None]
    address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    header_id: Mapped[str]
    invitation: Mapped[str] = mapped_column(default="")
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_outbox_due", "state", "due_at"),)
