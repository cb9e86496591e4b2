"""When a message was sent, or is to be."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infoview.clock import day_of
from infoview.errors import Invalid
from infoview.i18n import _, clock_words, day_words

NOON, MORNING = time(12), time(9)


def due(wall: datetime | None, *, zone: str, now: datetime) -> datetime:
    """Return the instant at which clocks in the zone show `wall`.

    Raises Invalid without a time, or for one that has passed.
    """
    if wall is None:
        raise Invalid("send_at", _("Choose a day and a time."))
    at = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if at < now:
        raise Invalid("send_at", _("This time has passed."))
    return at


def good_times(today: date) -> list[tuple[str, str]]:
    """Return moments at which a mail is well sent, each as a form takes it and in words: tomorrow and next Monday."""
    monday = today + timedelta(days=7 - today.weekday())
    days = sorted({today + timedelta(days=1), monday})
    return [(datetime.combine(day, MORNING).isoformat(timespec="minutes"), _at(day, today)) for day in days]


def _at(day: date, today: date) -> str:
    when = _("%(day)s at %(time)s", day=day_words(day, today), time=clock_words(MORNING))
    return _("Send %(when)s", when=when)


def instant_sent(day: date | None, *, zone: str, now: datetime) -> datetime:
    """Return when a message was sent, if it was on `day`: now if that is today, else at noon.

    Raises Invalid for a day that is still to come.
    """
    today = day_of(now, zone)
    if day is None or day == today:
        return now
    if day > today:
        raise Invalid("sent_on", _("This day is still to come."))
    return datetime.combine(day, NOON, ZoneInfo(zone))
