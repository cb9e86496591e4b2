"""Notifications to the user themselves: the daily digest, reminders at their own time, pushes, the calendar feed."""

import enum
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, RowId
from infoview.models.mail import MailState


class NotificationKind(enum.Enum):
    """What a notification is for."""

    DIGEST = "digest"
    EVENING = "evening"
    DEBRIEF = "debrief"
    THANKS = "thanks"
    TEST = "test"


class Way(enum.Enum):
    """How a notification reaches the user."""

    MAIL = "mail"
    PUSH = "push"


class Notification(Owned, Base):
    """A notification to the user: written down before it is sent, so that it is sent once.

    `key` is what there is one notification about: the day of a digest, a meeting with its time. With kind and way it
    is unique for each account. `state` goes the way of a mail's (`MailState`); `reason` and `answer` say what went
    wrong. What it says is made when it is sent.
    """

    __tablename__ = "notifications"
    __tracked__: ClassVar[bool] = False

    kind: Mapped[NotificationKind]
    way: Mapped[Way] = mapped_column(default=Way.MAIL)
    key: Mapped[str]
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    header_id: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    __table_args__ = (Index("uq_notifications_key", "owner_id", "kind", "way", "key", unique=True),)


class PushSubscription(Owned, Base):
    """A browser that takes pushes: the address of its push service and its keys, in base64url."""

    __tablename__ = "push_subscriptions"
    __tracked__: ClassVar[bool] = False

    endpoint: Mapped[str]
    p256dh: Mapped[str]
    auth: Mapped[str]
    browser: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    __table_args__ = (Index("uq_push_subscriptions_endpoint", "owner_id", "endpoint", unique=True),)


class Feed(Base):
    """The secret address of an account's calendar feed. Only the hash of its token is kept.

    `shows_names` off says "busy" for everything; `kinds` names what is in it, separated by spaces.
    """

    __tablename__ = "calendar_feeds"

    id: Mapped[RowId]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    shows_names: Mapped[bool] = mapped_column(default=False)
    kinds: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class Lease(Base):
    """Which process does a work that one must do alone, and until when unless it renews that.

    `ran_at` is when the work was last done, to its end, and `problem` what went wrong then ("" for nothing).
    """

    __tablename__ = "leases"

    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(unique=True)
    holder: Mapped[str] = mapped_column(default="")
    held_until: Mapped[datetime | None]
    ran_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(default="")
