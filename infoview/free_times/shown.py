"""Free times as pages show them: in words, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from infoview.clock import day_of
from infoview.free_times.queries import Slot, days_with
from infoview.i18n import _, clock_words, day_words, language
from infoview.zones import both_at, name_of, wall_of, weekday_and_day

NEAR = 14


@dataclass(frozen=True, slots=True)
class Time:
    """One free time: `offered` says since when it is offered to whom, `note` what stands against it."""

    id: int
    words: str
    contact_id: int | None
    name: str
    offered: str
    note: str
    label: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its free times."""

    id: str
    words: str
    times: list[Time]


def near_days(today: date) -> list[tuple[date, str]]:
    """Return the days of the next two weeks, each with short words."""
    days = [today + timedelta(days=number) for number in range(NEAR)]
    return [(day, _day(day, today)) for day in days]


def by_day(slots: Sequence[Slot], *, zone: str, now: datetime) -> list[Day]:
    """Return free times for their page, the next day first, in the time of `zone`."""
    today = day_of(now, zone)
    return [
        Day(day.isoformat(), _weekday(day, today), [time_of(slot, zone=zone, now=now) for slot in of_day])
        for day, of_day in days_with(slots, zone).items()
    ]


def time_of(slot: Slot, *, zone: str, now: datetime) -> Time:
    """Return one free time in words, in the time of `zone`."""
    starts, ends = wall_of(slot.starts_at, zone), wall_of(slot.ends_at, zone)
    words = _("%(start)s to %(end)s", start=clock_words(starts.time()), end=clock_words(ends.time()))
    since = day_words(day_of(slot.offered_at, zone), day_of(now, zone)) if slot.offered_at else ""
    return Time(
        id=slot.id,
        words=words,
        contact_id=slot.contact_id,
        name=slot.name,
        offered=since,
        note=_against(slot),
        label=both_at(slot.starts_at, zone, zone, today=day_of(now, zone)),
    )


def _against(slot: Slot) -> str:
    """Return why a time cannot be offered though it is marked as free, "" if it can."""
    if slot.taken:
        return _("You talk with %(name)s then.", name=slot.taken.name)
    rival = slot.rival_of(slot.contact_id)
    return _("This overlaps a time you offered to %(name)s.", name=rival.name) if rival else ""


def where(zone: str) -> str:
    """Return in words whose time a page shows."""
    return _("All times are yours, in %(zone)s.", zone=name_of(zone))


def _weekday(day: date, today: date) -> str:
    words = weekday_and_day(day)
    words = f"{day_words(day, today)}, {words}" if (day - today).days < 2 else words
    return words[:1].upper() + words[1:]


_SHORT = {"en": "EEE d", "fr": "EEE d"}


def _day(day: date, today: date) -> str:
    if (day - today).days < 2:
        return day_words(day, today).capitalize()
    return str(format_date(day, _SHORT[language()], locale=language()))
