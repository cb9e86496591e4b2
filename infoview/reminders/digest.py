"""The daily mail: what is due, once a day at the user's hour, and none on a day on which nothing is."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from infoview.clock import day_of
from infoview.db import db, transaction, zone
from infoview.models import Notification
from infoview.models.mail import MailState
from infoview.models.notification import NotificationKind, Way
from infoview.reminders.writing import write
from infoview.today.agenda import due_count

NOTHING, NO_SERVER, OFF = "nothing", "no-server", "off"


def day_due(at: datetime, hour: int, zone: str) -> date | None:
    """Return the day whose digest may leave at `at`: that of the user, from their hour on; None before it."""
    local = at.astimezone(ZoneInfo(zone))
    return local.date() if local.hour >= hour else None


def next_at(at: datetime, hour: int, zone: str, *, is_done: bool) -> datetime:
    """Return when the next digest is due; `is_done` tells that today's is."""
    day = day_of(at, zone) + timedelta(days=1 if is_done else 0)
    return max(at, datetime.combine(day, time(hour), ZoneInfo(zone)))


def decide(*, hour: int, is_on: bool, has_server: bool, at: datetime) -> None:
    """Write down, once for each day, whether there is a digest to send: what is due is looked at only then."""
    day = day_due(at, hour, zone())
    if day is None:
        return
    present = decision(day)
    if present is None:
        missing = OFF if not is_on else "" if has_server else NO_SERVER
        reason = missing if due_count(at) else NOTHING
        write(NotificationKind.DIGEST, day.isoformat(), at=at, reason=reason)
    elif present.state is MailState.CANCELLED and present.reason == NO_SERVER and has_server and is_on:
        with transaction():
            again = db.get_row(Notification, present.id)
            again.state, again.reason, again.due_at = MailState.QUEUED, "", at


def decision(day: date) -> Notification | None:
    """Return what was written down about the digest of a day."""
    of_day = (Notification.kind == NotificationKind.DIGEST, Notification.key == day.isoformat())
    return db.session.scalar(select(Notification).where(*of_day, Notification.way == Way.MAIL))
