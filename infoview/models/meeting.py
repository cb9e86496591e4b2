"""The informational interview: agreed on, prepared, held, written up."""

import enum
import secrets
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, ForeignKey, event
from sqlalchemy.orm import Mapped, Mapper, attributes, mapped_column, relationship

from infoview.models.base import Base, Owned, contact_key
from infoview.models.contact import Permission

if TYPE_CHECKING:
    from infoview.models.ledger import Advice

END_IF_ONLY_THE_DAY_IS_KNOWN = time(18)
LONGEST_TALK = timedelta(hours=12)
"""A clock that was never stopped tells nothing after that."""


def new_uid() -> str:
    """Return a name for a meeting that no other calendar entry has."""
    return secrets.token_hex(16)


def ends_at(
    day: date, start: time | None, minutes: int | None, zone: str, ended_at: datetime | None = None
) -> datetime:
    """Return the instant a meeting ends: what its clock saw, else as agreed; 18:00 there if only the day is known."""
    if ended_at is not None:
        return ended_at
    if start is None:
        return datetime.combine(day, END_IF_ONLY_THE_DAY_IS_KNOWN, ZoneInfo(zone))
    begins = datetime.combine(day, start, ZoneInfo(zone)).astimezone(UTC)  # clocks may be changed before it is over
    return begins + timedelta(minutes=minutes or 0)


def begins_at(day: date, start: time | None, zone: str) -> datetime:
    """Return the instant by which meetings stand in order: their start; 18:00 there if only the day is known."""
    return ends_at(day, start, None, zone)


class MeetingMode(enum.Enum):
    """Where a conversation takes place."""

    WORKPLACE = "workplace"
    COFFEE = "coffee"
    PHONE = "phone"
    VIDEO = "video"
    OTHER = "other"


class MeetingStatus(enum.Enum):
    """How far a meeting has come. One that is moved waits for its new day."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    MOVED = "moved"
    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


IN_CALENDARS = ("day", "start", "zone", "minutes", "mode", "place", "link", "status")
WAITING = frozenset({MeetingStatus.PROPOSED, MeetingStatus.AGREED, MeetingStatus.MOVED})


class Meeting(Owned, Base):
    """A conversation on a day, with its start as wall time in a zone if that is known.

    `uid` and `sequence` name it in calendars, which take a change of a higher number only. `ticked` holds what is
    ticked off on the page to prepare it, as words. `started_at` and `ended_at` are what its clock saw. The three
    permissions and `asked_for_others` are the answers to the questions that close a conversation. Notes that are
    saved while typing are too chatty for the history.
    """

    __tablename__ = "meetings"
    __unwatched__: ClassVar[frozenset[str]] = frozenset(
        {"version", "uid", "sequence", "ticked", "directions", "bring", "offer"}
    )

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
    uid: Mapped[str] = mapped_column(default=new_uid)
    sequence: Mapped[int] = mapped_column(default=0)
    link: Mapped[str] = mapped_column(default="")
    travel_minutes: Mapped[int | None]
    directions: Mapped[str] = mapped_column(default="")
    bring: Mapped[str] = mapped_column(default="")
    offer: Mapped[str] = mapped_column(default="")
    ticked: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    debriefed_at: Mapped[datetime | None]
    asked_for_others: Mapped[bool] = mapped_column(default=False)
    name_allowed: Mapped[Permission] = mapped_column(default=Permission.NOT_ASKED)
    again_allowed: Mapped[Permission] = mapped_column(default=Permission.NOT_ASKED)
    resume_allowed: Mapped[Permission] = mapped_column(default=Permission.NOT_ASKED)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    advice: Mapped[list["Advice"]] = relationship(order_by="Advice.position")

    @property
    def starts_at(self) -> datetime | None:
        """The instant it begins, as agreed; None if only the day is known."""
        return datetime.combine(self.day, self.start, ZoneInfo(self.zone)).astimezone(UTC) if self.start else None

    @property
    def begins_at(self) -> datetime:
        """The instant by which meetings stand in order: their start; 18:00 there if only the day is known."""
        return begins_at(self.day, self.start, self.zone)

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be held: proposed, agreed on, or moved to a day that is not known yet."""
        return self.status in WAITING

    @property
    def ends_at(self) -> datetime:
        """The instant it ends: what its clock saw, else as agreed; 18:00 there if only the day is known."""
        return ends_at(self.day, self.start, self.minutes, self.zone, self.ended_at)


@event.listens_for(Meeting, "before_update")
def _count_changes(_mapper: Mapper[Meeting], _connection: Connection, meeting: Meeting) -> None:
    """Give a meeting that is another one to calendars a higher number, whoever changed it: undo does too."""
    if any(attributes.get_history(meeting, name).has_changes() for name in IN_CALENDARS):
        meeting.sequence += 1
