"""A message that was sent or received, kept verbatim for ever."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, contact_key


class Direction(enum.Enum):
    """Who wrote."""

    OUT = "out"
    IN = "in"


class MessageKind(enum.Enum):
    """What a message is for."""

    REQUEST = "request"
    NUDGE = "nudge"
    THANK_YOU = "thank_you"
    UPDATE = "update"
    INTRODUCTION = "introduction"
    CONFIRMATION = "confirmation"
    REFERRER_THANKS = "referrer_thanks"
    REPLY_TO_NO = "reply_to_no"
    REPLY = "reply"
    OTHER = "other"


class Route(enum.Enum):
    """What a request builds on."""

    COLD = "cold"
    SHARED = "shared"
    REFERRED = "referred"
    EVENT = "event"


class Channel(enum.Enum):
    """How a message travels."""

    EMAIL = "email"
    LINKEDIN = "linkedin"
    PHONE = "phone"
    LETTER = "letter"
    IN_PERSON = "in_person"
    OTHER = "other"


class Answer(enum.Enum):
    """What a contact said to a request."""

    YES = "yes"
    LATER = "later"
    NO = "no"


class Message(Owned, Base):
    """What was written, or said to have been written, and when. Undoing "sent" sets `withdrawn_at`.

    `address` is where it went, or came from. `header_id` is its Message-ID without the angle brackets. What a
    reply quotes of earlier mail is in `quoted`, apart from its `body`; `attachments` holds only their names, a line
    each.
    """

    __tablename__ = "messages"

    contact_id: Mapped[int] = contact_key()
    about_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id", ondelete="SET NULL"), index=True)
    direction: Mapped[Direction]
    kind: Mapped[MessageKind]
    route: Mapped[Route | None]
    channel: Mapped[Channel]
    language: Mapped[str | None]
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    quoted: Mapped[str] = mapped_column(default="")
    attachments: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    header_id: Mapped[str] = mapped_column(default="")
    answer: Mapped[Answer | None]
    sent_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_messages_contact_id_kind", "contact_id", "direction", "kind", "sent_at"),
        Index("ix_messages_sent", "owner_id", "deleted_at", "sent_at"),
    )
