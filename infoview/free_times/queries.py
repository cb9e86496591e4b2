"""Reads about free times: those to come, to whom each is offered, and when the user is taken."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, func, or_, select

from infoview.clock import day_of
from infoview.db import db
from infoview.kept import Kept
from infoview.models import Change, Contact, FreeSlot, Meeting
from infoview.models.meeting import MeetingStatus
from infoview.zones import instant_of

WITHOUT_LENGTH = 30  # minutes a meeting takes whose length nobody said
WIDEST_ZONES = timedelta(days=2)  # no calendar anywhere is further behind

_SLOTS = Kept(
    select(
        *(FreeSlot.id, FreeSlot.day, FreeSlot.start, FreeSlot.minutes, FreeSlot.zone, FreeSlot.offered_at),
        *(Contact.id.label("contact_id"), Contact.full_name),
    )
    .outerjoin(Contact, Contact.id == FreeSlot.contact_id)
    .where(FreeSlot.day >= bindparam("since", type_=Text))
    .order_by(FreeSlot.day, FreeSlot.start, FreeSlot.id)
)
_MEETINGS = Kept(
    select(
        *(Meeting.id, Meeting.day, Meeting.start, Meeting.minutes, Meeting.zone),
        *(Meeting.contact_id, Contact.full_name),
    )
    .join(Contact, Contact.id == Meeting.contact_id)
    .where(
        or_(Meeting.status == MeetingStatus.AGREED, Meeting.status == MeetingStatus.PROPOSED),
        Meeting.start.is_not(None),
        Meeting.day >= bindparam("since", type_=Text),
    )
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A conversation that is agreed or proposed: then the user is not free."""

    meeting_id: int
    name: str
    starts_at: datetime
    ends_at: datetime


class Rival(NamedTuple):
    """Somebody who is offered another free time that overlaps."""

    contact_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time to come. `contact_id` and `name` say to whom it is offered, `taken` who has the user then.

    `rivals` are those to whom free times are offered that overlap with it.
    """

    id: int
    starts_at: datetime
    minutes: int
    zone: str
    contact_id: int | None
    name: str
    offered_at: datetime | None
    taken: Taken | None = None
    rivals: tuple[Rival, ...] = ()

    @property
    def ends_at(self) -> datetime:
        """The instant it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def is_open_to(self, contact_id: int) -> bool:
        """Whether it can be offered to that contact: nobody else is offered any of it, and the user is free then."""
        return self.contact_id in (None, contact_id) and self.taken is None and self.rival_of(contact_id) is None

    def rival_of(self, contact_id: int | None) -> Rival | None:
        """Return somebody else than that contact who is offered a time that overlaps, or None."""
        return next((rival for rival in self.rivals if rival.contact_id != contact_id), None)


def to_come(now: datetime) -> list[Slot]:
    """Return the free times that are still to come, the next one first: two queries, or one if there are none."""
    since = (now - WIDEST_ZONES).date().isoformat()
    slots = [slot for slot in map(_slot, _SLOTS.rows(since=since)) if slot.starts_at > now]
    if not slots:
        return []
    meetings = [_taken(row) for row in _MEETINGS.rows(since=since)]
    offered = [slot for slot in slots if slot.contact_id is not None]
    whole = (replace(slot, taken=_who_has(slot, meetings), rivals=_rivals(slot, offered)) for slot in slots)
    return sorted(whole, key=lambda each: each.starts_at)


def released_in(batch: str) -> int:
    """Return how many free times an act gave back."""
    was, became = (func.json_extract(side, "$.contact_id") for side in (Change.before, Change.after))
    given_back = select(func.count(Change.id)).where(Change.batch == batch, Change.row_table == FreeSlot.__tablename__)
    return db.session.scalar(given_back.where(was.is_not(None), became.is_(None))) or 0


def days_with(slots: Collection[Slot], zone: str) -> dict[date, list[Slot]]:
    """Return the slots by the day they begin on in `zone`."""
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(day_of(slot.starts_at, zone), []).append(slot)
    return days


def _slot(row: Any) -> Slot:
    starts_at = instant_of(row.day, row.start, row.zone)
    offered_at = row.offered_at if row.contact_id is not None else None
    return Slot(row.id, starts_at, row.minutes, row.zone, row.contact_id, row.full_name or "", offered_at)


def _taken(row: Any) -> Taken:
    starts_at = instant_of(row.day, row.start, row.zone)
    return Taken(row.id, row.full_name, starts_at, starts_at + timedelta(minutes=row.minutes or WITHOUT_LENGTH))


def _who_has(slot: Slot, meetings: list[Taken]) -> Taken | None:
    return next((each for each in meetings if _overlap(slot, each)), None)


def _rivals(slot: Slot, offered: list[Slot]) -> tuple[Rival, ...]:
    others = (each for each in offered if each.id != slot.id and _overlap(slot, each))
    return tuple(Rival(each.contact_id, each.name) for each in others if each.contact_id is not None)


def _overlap(slot: Slot, other: Slot | Taken) -> bool:
    return other.starts_at < slot.ends_at and slot.starts_at < other.ends_at
