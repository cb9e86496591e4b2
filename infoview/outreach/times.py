"""The free times offered to a contact, as a message says them: in the reader's time and the message's language."""

from collections.abc import Sequence
from datetime import date, datetime, time

from infoview.outreach import stored
from infoview.outreach.phrases import clock_said, times_listed
from infoview.zones import instant_of, is_same_time, time_in, wall_of


def offered_to(contact_id: int, now: datetime) -> list[datetime]:
    """Return when the free times offered to a contact begin that are still to come, the next one first."""
    rows = stored.OFFERED.rows(contact=contact_id)
    begins = (instant_of(row.day, row.start, row.zone) for row in rows)
    return sorted(instant for instant in begins if instant > now)


def times_said(times: Sequence[datetime], theirs: str, mine: str, language: str) -> tuple[str, ...]:
    """Return times day by day, as clocks in the zone `theirs` show them; the last says whose, if `mine` differ."""
    said = times_listed([wall_of(instant, theirs) for instant in times], language)
    if said and not all(is_same_time(instant, theirs, mine) for instant in times):
        said[-1] += f" ({time_in(theirs, language)})"
    return tuple(said)


def clock_there(day: date, start: time, zone: str, theirs: str, mine: str, language: str) -> tuple[date, str]:
    """Return a time in `zone` as `theirs` shows it: the day, and the clock with whose time it is if `mine` differs."""
    instant = instant_of(day, start, zone)
    there = wall_of(instant, theirs)
    clock = clock_said(there.time(), language)
    return there.date(), clock if is_same_time(instant, theirs, mine) else f"{clock} ({time_in(theirs, language)})"
