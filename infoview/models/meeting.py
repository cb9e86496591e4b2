"""The informational interview, and the advice heard in it."""

import enum
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from infoview.models.base import Base, Owned, contact_key

END_IF_ONLY_THE_DAY_IS_KNOWN = time(18)


def ends_at(day: date, start: time | None, minutes: int | None, zone: str) -> datetime:
    """Return the instant a meeting ends: 18:00 there if only the day is known."""
    if start is None:
        return datetime.combine(day, END_IF_ONLY_THE_DAY_IS_KNOWN, ZoneInfo(zone))
    return datetime.combine(day, start, ZoneInfo(zone)) + timedelta(minutes=minutes or 0)


class MeetingMode(enum.Enum):
    """Where a conversation takes place."""

    WORKPLACE = "workplace"
    COFFEE = "coffee"
    PHONE = "phone"
    VIDEO = "video"
    OTHER = "other"


class MeetingStatus(enum.Enum):
    """How far a meeting has come."""

    AGREED = "agreed"
    HELD = "held"
    CANCELLED = "cancelled"


class Meeting(Owned, Base):
    """A conversation on a day, with its start as wall time in a zone if that is known."""

    __tablename__ = "meetings"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version"})

    contact_id: Mapped[int] = contact_key()
    career_id: Mapped[int | None] = mapped_column(ForeignKey("careers.id", ondelete="SET NULL"))
    day: Mapped[date]
    start: Mapped[time | None]
    zone: Mapped[str]
    minutes: Mapped[int | None]
    mode: Mapped[MeetingMode | None]
    place: Mapped[str] = mapped_column(default="")
    status: Mapped[MeetingStatus]
    learned: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    advice: Mapped[list["Advice"]] = relationship(order_by="Advice.position")

    @property
    def ends_at(self) -> datetime:
        """The instant it ends: 18:00 there if only the day is known."""
        return ends_at(self.day, self.start, self.minutes, self.zone)


class Advice(Owned, Base):
    """Something the contact suggested doing."""

    __tablename__ = "advice"

    contact_id: Mapped[int] = contact_key()
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    body: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
