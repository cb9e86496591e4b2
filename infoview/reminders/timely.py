"""Reminders at their own time: the evening before a meeting, right after it, and a day later to say thank you."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from infoview.clock import day_of
from infoview.db import db, zone
from infoview.models import Contact, Meeting, Notification
from infoview.models.meeting import MeetingStatus, begins_at, ends_at
from infoview.models.notification import NotificationKind, Way
from infoview.reminders.writing import write
from infoview.today import queries

EVENING = time(18)
AFTER_IT = timedelta(minutes=10)
THANK_AFTER = timedelta(hours=24)
THANK_BETWEEN = range(8, 20)  # by the user's clock
DEBRIEF_WITHIN = timedelta(hours=12)  # later the daily mail says it
THANK_WITHIN = timedelta(hours=72)
LOOKS_BACK, LOOKS_AHEAD = timedelta(days=5), timedelta(days=2)
_COLUMNS = (
    *(Meeting.id, Meeting.contact_id, Contact.full_name, Meeting.status, Meeting.day, Meeting.start, Meeting.minutes),
    *(Meeting.zone, Meeting.ended_at, Meeting.debriefed_at, Meeting.created_at),
)


@dataclass(frozen=True, slots=True)
class Timely:
    """A reminder whose time has come: of what kind, named by which key, about whose meeting."""

    kind: NotificationKind
    key: str
    meeting_id: int
    contact_id: int
    name: str
    begins: datetime
    has_time: bool


def due(*, off: frozenset[str], at: datetime) -> list[Timely]:
    """Return the reminders about meetings that may be sent at `at`, but for the kinds that are `off`: two queries."""
    today = day_of(at, zone())
    near = select(*_COLUMNS).join(Contact, Contact.id == Meeting.contact_id).order_by(Meeting.day, Meeting.id)
    near = near.where(Contact.paused_at.is_(None), Contact.closed_at.is_(None))  # who rests is not in Today either
    rows = db.session.execute(near.where(Meeting.day.between(today - LOOKS_BACK, today + LOOKS_AHEAD))).all()
    found = [timely for row in rows for timely in _of(row, zone(), at) if timely.kind.value not in off]
    return _without_thanked(found, at)


def write_due(*, off: frozenset[str], at: datetime) -> None:
    """Write down the reminders whose time has come."""
    found = due(off=off, at=at)
    keys = select(Notification.kind, Notification.key).where(Notification.key.in_([each.key for each in found]))
    written = {tuple(row) for row in db.session.execute(keys.where(Notification.way == Way.MAIL))} if found else set()
    for each in found:
        if (each.kind, each.key) not in written:
            write(each.kind, each.key, at=at)


def evening_before(begins: datetime, zone: str) -> datetime:
    """Return the evening before the day on which something begins, by the user's clock."""
    return datetime.combine(day_of(begins, zone) - timedelta(days=1), EVENING, ZoneInfo(zone))


def may_thank_now(ended: datetime, at: datetime, zone: str) -> bool:
    """Whether a day has passed since a meeting, not much more, and it is no time to be asleep."""
    is_awake = at.astimezone(ZoneInfo(zone)).hour in THANK_BETWEEN
    return is_awake and THANK_AFTER <= at - ended < THANK_WITHIN


def _of(row: Any, zone: str, at: datetime) -> list[Timely]:
    begins = begins_at(row.day, row.start, row.zone)
    ends = ends_at(row.day, row.start, row.minutes, row.zone, row.ended_at)
    is_agreed, is_held = row.status is MeetingStatus.AGREED, row.status is MeetingStatus.HELD
    evening = evening_before(begins, zone)

    def timely(kind: NotificationKind, when: date | datetime) -> Timely:
        key = f"{row.id} {when.isoformat()}"
        return Timely(kind, key, row.id, row.contact_id, row.full_name, begins, row.start is not None)

    found = []
    if is_agreed and row.created_at < evening <= at < begins:
        found.append(timely(NotificationKind.EVENING, begins))
    is_unwritten = row.debriefed_at is None and row.created_at < ends  # what is noted afterwards was thought of
    if (is_agreed or is_held) and is_unwritten and AFTER_IT <= at - ends < DEBRIEF_WITHIN:
        found.append(timely(NotificationKind.DEBRIEF, begins))
    if is_held and may_thank_now(ends, at, zone):
        found.append(timely(NotificationKind.THANKS, row.day))
    return found


def _without_thanked(found: list[Timely], at: datetime) -> list[Timely]:
    """Leave out the thank-yous that the rules of the next step do not ask for: they know who was thanked."""
    asked = [each.contact_id for each in found if each.kind is NotificationKind.THANKS]
    if not asked:
        return found
    contacts = db.session.scalars(select(Contact).where(Contact.id.in_(asked))).all()
    steps = queries.steps(contacts, now=at)
    thanks = {id_ for id_, step in steps.items() if step is not None and step.rule == "thank"}
    return [each for each in found if each.kind is not NotificationKind.THANKS or each.contact_id in thanks]
