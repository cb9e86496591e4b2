"""What the user reminds themselves of, and what of the computed list they have set aside."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, contact_key
from infoview.text import safe_url


class Reminder(Owned, Base):
    """A line of the user's own about a contact, for a day: "send the article"."""

    __tablename__ = "reminders"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version", "created_at"})

    contact_id: Mapped[int] = contact_key()
    body: Mapped[str]
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class SetAside(Owned, Base):
    """A computed step the user has done by other means, or wants to see again on a day (`until`).

    `rule`, `subject` and `fact` name the step: its rule, what it is about (such as "meeting 7", or "" for the contact
    itself) and the fact it rests on (a day or an instant as text). Another fact is another step, and due again.
    """

    __tablename__ = "set_aside"

    contact_id: Mapped[int] = contact_key()
    rule: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    fact: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None]
    created_at: Mapped[datetime]


class Share(Owned, Base):
    """Something worth passing on: an article, an event, a piece of news, kept until it fits somebody."""

    __tablename__ = "shares"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version", "created_at"})

    body: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    topic: Mapped[str] = mapped_column(default="")
    career_id: Mapped[int | None] = mapped_column(ForeignKey("careers.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    @property
    def link(self) -> str:
        """Its address as a link, "" if none can be made of it."""
        return safe_url(self.url) or ""


class Shared(Owned, Base):
    """That something was passed on to a contact."""

    __tablename__ = "shared"

    share_id: Mapped[int] = mapped_column(ForeignKey("shares.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = contact_key()
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_shared_share_id_contact_id", "share_id", "contact_id"),)
