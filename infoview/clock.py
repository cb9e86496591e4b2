"""The only clock: instants are UTC, days belong to the zone of the person who asks."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

EARLIEST_DAY = date(1900, 1, 1)
LATEST_DAY = date(2200, 12, 31)


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """Return the day it is now in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def day_of(instant: datetime, zone: str) -> date:
    """Return the day an aware `instant` falls on in `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()
