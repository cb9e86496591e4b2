"""What falls on which day: meetings, and steps from the rules that the board and Today have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import String, bindparam, select, type_coerce

from infoview.calendar.kinds import ABOUT_A_MEETING
from infoview.kept import Kept
from infoview.models import Contact, Meeting
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.today import agenda
from infoview.zones import instant_of, wall_of

SHOWN = (MeetingStatus.PROPOSED, MeetingStatus.AGREED, MeetingStatus.HELD)
_MEETINGS = Kept(
    select(
        *(Meeting.id, Meeting.contact_id, Contact.full_name, Meeting.day, Meeting.start, Meeting.zone, Meeting.minutes),
        *(Meeting.mode, Meeting.place, Meeting.link, Meeting.status, Meeting.uid, Meeting.sequence),
        *(Meeting.travel_minutes, Meeting.created_at),
    )
    .join(Contact, Contact.id == Meeting.contact_id)
    .where(
        type_coerce(Meeting.day, String) >= bindparam("first", type_=String),
        type_coerce(Meeting.day, String) <= bindparam("last", type_=String),
        *(Meeting.status != each for each in MeetingStatus if each not in SHOWN),
    )
    .order_by(Meeting.day, Meeting.start, Meeting.id)
)
"""The meetings of some days by their own calendars: those that wait for a new day or did not take place are none."""


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting as the calendar in the app shows it: on its day and at its time where the user is."""

    id: int
    name: str
    day: date
    start: time | None
    mode: MeetingMode | None
    is_proposed: bool


def meeting_rows(first: date, last: date) -> list[Any]:
    """Return the meetings of those days, as their own calendars count them: one query."""
    return _MEETINGS.rows(first=first.isoformat(), last=last.isoformat())


def meetings(first: date, last: date, *, here: str) -> Iterator[Met]:
    """Yield the meetings of those days in the zone `here`, in their order: one query."""
    rows = meeting_rows(first - timedelta(days=1), last + timedelta(days=1))
    found = [_met(row, here) for row in rows]
    yield from sorted(
        (met for met in found if first <= met.day <= last),
        key=lambda met: (met.day, met.start or time.max, met.id),
    )


def due(now: datetime, first: date, last: date) -> list[agenda.Dated]:
    """Return what falls due on those days, without what is said by a meeting that stands there itself."""
    return [each for each in agenda.days(now, first, last) if each.step.rule not in ABOUT_A_MEETING]


def _met(row: Any, here: str) -> Met:
    day, start = row.day, row.start
    if start is not None:
        wall = wall_of(instant_of(day, start, row.zone), here)
        day, start = wall.date(), wall.time()
    return Met(row.id, row.full_name, day, start, row.mode, row.status is MeetingStatus.PROPOSED)
