"""What a conversation leaves to do: advice to act on, promises to keep, resources to look at, leads to follow up."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, contact_key


class LedgerEntry(Owned):
    """One line that was heard or said in a meeting; done at an instant, or not yet. `due_on` is when to do it."""

    contact_id: Mapped[int] = contact_key()
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    body: Mapped[str]
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)


class Advice(LedgerEntry, Base):
    """Something the contact suggested doing: heard, done, and then told in the next update."""

    __tablename__ = "advice"


class Promise(LedgerEntry, Base):
    """Something the user said they would do: made, and then kept."""

    __tablename__ = "promises"


class ResourceKind(enum.Enum):
    """What a resource is."""

    SITE = "site"
    BODY = "body"
    EVENT = "event"
    BOOK = "book"
    COURSE = "course"
    OTHER = "other"


class Resource(LedgerEntry, Base):
    """A site, professional body, event, book or course the contact named; done once it was looked at."""

    __tablename__ = "resources"

    kind: Mapped[ResourceKind] = mapped_column(default=ResourceKind.OTHER)
    url: Mapped[str] = mapped_column(default="")


class Lead(LedgerEntry, Base):
    """A job or opening the contact mentioned: kept out of the thank-you, followed up by itself."""

    __tablename__ = "leads"

    url: Mapped[str] = mapped_column(default="")


LEDGER: tuple[type[LedgerEntry], ...] = (Advice, Promise, Resource, Lead)
