"""Wall times in two zones: the instant that is meant, its words, and the names of zones as people say them."""

import enum
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_date, get_timezone_location

from infoview.i18n import _, _l, as_language, clock_words, day_words, full_day
from infoview.i18n import language as shown_language
from infoview.outreach.phrases import joined

REGIONS = {
    "Africa": _l("Africa"),
    "America": _l("America"),
    "Antarctica": _l("Antarctica"),
    "Arctic": _l("Arctic"),
    "Asia": _l("Asia"),
    "Atlantic": _l("Atlantic"),
    "Australia": _l("Australia"),
    "Europe": _l("Europe"),
    "Indian": _l("Indian Ocean"),
    "Pacific": _l("Pacific"),
}

DAY_OF_WEEK = {"en": "EEEE, MMMM d", "fr": "EEEE d MMMM"}

Groups = dict[str, list[tuple[str, str]]]
"""What a select offers: under each heading the values with their words."""


class Oddity(enum.Enum):
    """What the change of clocks does to a wall time: there is none such that day, or there are two."""

    SKIPPED = "skipped"
    TWICE = "twice"


def instant_of(day: date, start: time, zone: str) -> datetime:
    """Return the instant at which clocks in `zone` show that time.

    A time that comes twice means the first. One that is skipped means the instant it would have been, had the clocks
    not been changed yet: they show an hour more by then.
    """
    return datetime.combine(day, start, ZoneInfo(zone)).astimezone(UTC)


def wall_of(instant: datetime, zone: str) -> datetime:
    """Return what calendar and clock show in `zone` at an instant, without the zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def is_same_time(instant: datetime, zone: str, other_zone: str) -> bool:
    """Whether clocks in both zones show the same at that instant."""
    return wall_of(instant, zone) == wall_of(instant, other_zone)


def oddity(day: date, start: time, zone: str) -> Oddity | None:
    """Return what the change of clocks does to that wall time, or None for an ordinary one."""
    wall = datetime.combine(day, start)
    if wall_of(instant_of(day, start, zone), zone) != wall:
        return Oddity.SKIPPED
    again = wall.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)
    return Oddity.TWICE if again != instant_of(day, start, zone) else None


def oddity_words(day: date, start: time, zone: str) -> str:
    """Return a sentence about a wall time that is odd, or "" for an ordinary one."""
    match oddity(day, start, zone):
        case Oddity.SKIPPED:
            then = clock_words(wall_of(instant_of(day, start, zone), zone).time())
            return _("The clocks go forward that night: %(time)s is meant.", time=then)
        case Oddity.TWICE:
            return _("The clocks go back that night, so this time comes twice. The first one is meant.")
        case None:
            return ""


def both(
    day: date, start: time | None, zone: str, other_zone: str, language: str = "", *, today: date | None = None
) -> str:
    """Return a wall time in `zone`, and in `other_zone` where it differs: "… at 14:00 (15:00 in Berlin)".

    Only the day without a `start`. `today` is the day it is in `zone`: with it, a near day is said as "tomorrow".
    """
    if start is None:
        with as_language(language or shown_language()):
            return _day(day, today)
    return both_at(instant_of(day, start, zone), zone, other_zone, language, today=today)


def both_at(instant: datetime, zone: str, other_zone: str, language: str = "", *, today: date | None = None) -> str:
    """Return an instant as `both` does: first in `zone`, whichever it was agreed in."""
    here, there = wall_of(instant, zone), wall_of(instant, other_zone)
    with as_language(language or shown_language()):
        words = _("%(day)s at %(time)s", day=_day(here.date(), today), time=clock_words(here.time()))
        if here == there:
            return words
        other = clock_words(there.time())
        if here.date() != there.date():
            other = _("%(day)s at %(time)s", day=format_date(there, "EEEE", locale=shown_language()), time=other)
        return f"{words} ({other} {in_zone(other_zone, shown_language())})"


def name_of(zone: str, language: str = "") -> str:
    """Return a zone as people say it: "Toronto"; "UTC" and its like for one that is no place."""
    return _name(zone, language or shown_language())


def in_zone(zone: str, language: str = "") -> str:
    """Return a zone as it follows a time: "in Berlin", "à Berlin", "UTC"."""
    name = name_of(zone, language)
    if not _is_place(zone):
        return name
    return joined("à", name) if (language or shown_language()) == "fr" else f"in {name}"


def time_in(zone: str, language: str = "") -> str:
    """Return whose time it is: "London time", "heure de Londres", "UTC"."""
    name = name_of(zone, language)
    if not _is_place(zone):
        return name
    return f"heure {joined('de', name)}" if (language or shown_language()) == "fr" else f"{name} time"


def is_known(zone: str) -> bool:
    """Whether there is a zone of that name."""
    return zone in available_timezones() and zone not in ("localtime", "Factory")


def options(*first: str, language: str = "") -> Groups:
    """Return every zone for a select: those of `first` (the user's, the contact's) on top, the others by region."""
    shown_in = language or shown_language()
    near = list(dict.fromkeys(zone for zone in first if is_known(zone)))
    with as_language(shown_in):
        top = {_("Nearest"): [(zone, name_of(zone)) for zone in near]} if near else {}
        rest = {str(REGIONS[region]): zones for region, zones in _by_region(shown_in)} | {"UTC": [("UTC", "UTC")]}
    groups = {heading: [each for each in zones if each[0] not in near] for heading, zones in rest.items()}
    return {**top, **{heading: zones for heading, zones in groups.items() if zones}}


@cache
def _by_region(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    named = [(zone, _name(zone, language)) for zone in places() if zone.partition("/")[0] in REGIONS]
    return [(region, _sorted(each for each in named if each[0].startswith(f"{region}/"))) for region in REGIONS]


def _sorted(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(named, key=lambda zone: zone[1].casefold())


@cache
def places() -> frozenset[str]:
    """Return the zones that are named after a place and not after another zone."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    return frozenset(line.split("\t")[2] for line in table if line and not line.startswith("#")) & available_timezones()


def _is_place(zone: str) -> bool:
    return "/" in zone and not zone.startswith(("Etc/", "SystemV/"))


@lru_cache(2048)
def _name(zone: str, language: str) -> str:
    if not _is_place(zone):
        return _offset(zone)
    return str(get_timezone_location(zone, locale=language, return_city=True)).rpartition("/")[2]


def _offset(zone: str) -> str:
    """Return the name of a zone that is no place. Those called Etc/GMT+5 lie five hours *behind*."""
    name = zone.rpartition("/")[2]
    if name[:3] == "GMT" and name[3:4] in ("+", "-") and name[4:] != "0":
        return f"UTC{'−' if name[3] == '+' else '+'}{name[4:]}"
    return "UTC" if name in ("UTC", "UCT", "Universal", "Zulu", "GMT+0", "GMT-0", "GMT0", "Greenwich") else name


def _day(day: date, today: date | None) -> str:
    """Return a day to come: its weekday and date; in one word when near; with its year if that is another."""
    if today is not None and (abs((day - today).days) < 7 or day.year != today.year):
        return day_words(day, today) if abs((day - today).days) < 7 else full_day(day)
    return weekday_and_day(day)


def weekday_and_day(day: date) -> str:
    """Return a day with its weekday, as it is written in the language shown: "Thursday, May 12", "jeudi 12 mai"."""
    language = shown_language()
    words = format_date(day, DAY_OF_WEEK[language], locale=language)
    return words.replace(" 1 ", " 1er ") if language == "fr" else words
