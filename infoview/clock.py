"""The only clock: instants are UTC, days belong to the zone of the person who asks."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

# Counts while the machine sleeps, which the plain one does only where there is no other.
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
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


def steady() -> timedelta:
    """Return how long the machine has been on, asleep or not: a clock that nobody sets."""
    return timedelta(seconds=time.clock_gettime(_STEADY))
