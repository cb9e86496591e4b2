"""The calendar feed: meetings with zone and alarm, and days on which something is due, as an .ics text.

The same facts make the same text, byte for byte: what is true only today is not in it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from infoview.calendar import queries
from infoview.calendar.kinds import MEETINGS, count_words, kind_of, title_of
from infoview.clock import EARLIEST_DAY, LATEST_DAY, day_of
from infoview.i18n import _, ngettext
from infoview.invitations.ics import Entry, event_of, has_zone, zone_of
from infoview.invitations.queries import entry_of
from infoview.models.notification import Feed
from infoview.text import clean_line
from infoview.today.agenda import Dated

PAST, TO_COME = timedelta(days=90), timedelta(days=366)
LONGEST_LINE = 75  # octets, by the standard
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//infoview//feed//EN",
    "CALSCALE:GREGORIAN",
    "NAME:infoview",
    "X-WR-CALNAME:infoview",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
)


def feed_text(feed: Feed, *, now: datetime, zone: str, page: str) -> str:
    """Return what a feed holds at an instant, its days counted in `zone`.

    `page` is the address of a contact's page without its id.
    """
    today, kinds = day_of(now, zone), set(feed.kinds.split())
    entries = list(_entries(feed, today)) if MEETINGS in kinds else []
    due = [each for each in queries.due(now, today - PAST, today + TO_COME) if kind_of(each.step) in kinds]
    parts = [
        "".join(f"{line}\r\n" for line in _HEAD),
        *_zones(entry for entry, _at in entries),
        *(_event(entry, at) for entry, at in entries),
        *(_named(feed, due, page) if feed.shows_names else _counted(feed, due)),
        "END:VCALENDAR\r\n",
    ]
    return "".join(parts)


def _entries(feed: Feed, today: date) -> Iterator[tuple[Entry, datetime]]:
    """Yield the meetings, each with the instant at which it was noted down."""
    for row in queries.meeting_rows(max(today - PAST, EARLIEST_DAY), LATEST_DAY):
        if feed.shows_names:
            entry = entry_of(row, row.full_name, travel=row.travel_minutes or 0)
        else:
            entry = replace(entry_of(row, ""), title=_("Busy"), place="", link="", notes=())
        yield entry, row.created_at


@lru_cache(2000)  # a feed is read every hour, and a meeting seldom changes
def _event(entry: Entry, at: datetime) -> str:
    return str(event_of(entry, at=at).to_ical(), "utf-8")


def _zones(entries: Iterable[Entry]) -> list[str]:
    years: dict[str, list[int]] = {}
    for entry in entries:
        if has_zone(entry):
            years.setdefault(entry.zone, []).append(entry.day.year)
    return [_zone(zone, min(found), max(found)) for zone, found in sorted(years.items())]


@lru_cache(100)
def _zone(zone: str, first_year: int, last_year: int) -> str:
    return str(zone_of(zone, first_year, last_year).to_ical(), "utf-8")


def _named(feed: Feed, due: list[Dated], page: str) -> Iterator[str]:
    """Yield one event for each contact and day: a second thing on that day is counted only."""
    for (day, contact_id), (first, *more) in _grouped(due).items():
        title = title_of(first.step, first.name)
        if more:
            title = ngettext("%(first)s, and %(num)s more", "%(first)s, and %(num)s more", len(more), first=title)
        yield _day(feed, str(contact_id), day, title, f"{page}{contact_id}")


def _grouped(due: list[Dated]) -> dict[tuple[date, int], list[Dated]]:
    found: dict[tuple[date, int], list[Dated]] = {}
    for each in due:
        found.setdefault((each.day, each.contact_id), []).append(each)
    return found


def _counted(feed: Feed, due: list[Dated]) -> Iterator[str]:
    """Yield one event for each day: how much is due tells nothing about anybody."""
    for day, number in sorted(Counter(each.day for each in due).items()):
        yield _day(feed, "", day, count_words(number))


def _day(feed: Feed, about: str, day: date, title: str, url: str = "") -> str:
    """Return an event of a whole day, which takes no time from it. Its name says to nobody what it is about."""
    uid = hashlib.sha256(f"{feed.token_hash} {about} {day}".encode()).hexdigest()[:32]
    lines = (
        "BEGIN:VEVENT",
        f"UID:{uid}@infoview",
        f"DTSTAMP:{feed.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{clean_line(title).translate(_ESCAPED)}",
        *([f"URL:{url}"] if url else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, as the standard wants it; no letter is cut in two."""
    if len(line.encode()) <= LONGEST_LINE:
        return line
    pieces, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > LONGEST_LINE:
            pieces.append("")
            length = 1  # the space that begins it
        pieces[-1] += letter
        length += size
    return "\r\n ".join(pieces)
