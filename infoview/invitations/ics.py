"""Writes a meeting as an .ics text (RFC 5545, and 5546 for what is sent to others).

Every text is cleaned to one line before the library escapes it: nothing in a name or a place can add a line.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from infoview.models.meeting import MeetingStatus
from infoview.outreach.delivery import is_address
from infoview.text import clean_line, safe_url
from infoview.zones import oddity

if TYPE_CHECKING:
    from icalendar import Component, Event, vCalAddress

PRODUCT = "-//infoview//meetings//EN"
STATUSES = {MeetingStatus.PROPOSED: "TENTATIVE", MeetingStatus.CANCELLED: "CANCELLED"}
_IN_ADDRESS = str.maketrans({"%": "%25", "?": "%3F", "#": "%23", "&": "%26", "/": "%2F"})


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody with a name and an address, either of which may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as calendars know it. `organizer` and `attendee` are None in what is meant for nobody else."""

    uid: str
    sequence: int
    status: MeetingStatus
    day: date
    start: time | None
    minutes: int
    zone: str
    title: str
    place: str = ""
    link: str = ""
    notes: tuple[str, ...] = ()
    organizer: Who | None = None
    attendee: Who | None = None
    remind: timedelta = timedelta(minutes=15)

    @property
    def method(self) -> str:
        """What whoever receives it shall do: only an invitation with both people in it can be answered.

        "" without an organizer: what nobody sends is an entry, and no message of one calendar to another.
        """
        if self.organizer is None or not is_address(self.organizer.address):
            return ""
        if self.status is MeetingStatus.CANCELLED:
            return "CANCEL"
        return "REQUEST" if self.attendee and is_address(self.attendee.address) else "PUBLISH"


def ics(entry: Entry, *, at: datetime) -> str:
    """Return the text of an .ics file made at an instant; its lines end as the standard wants them."""
    from icalendar import Calendar  # takes 10 MB of memory, and few days have a meeting

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if entry.method:
        calendar.add("method", entry.method)
    if has_zone(entry):
        calendar.add_component(zone_of(entry.zone, entry.day.year, entry.day.year))
    calendar.add_component(event_of(entry, at=at))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def event_of(entry: Entry, *, at: datetime) -> "Event":
    """Return the event of a meeting, as it was at an instant. It names a zone if `has_zone` says so."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.uid}@infoview")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("status", STATUSES.get(entry.status, "CONFIRMED"))
    _add_times(event, entry)
    _add_texts(event, entry)
    _add_people(event, entry)
    if entry.status is not MeetingStatus.CANCELLED:
        event.add_component(_alarm(entry))
    return event


def _add_times(event: "Event", entry: Entry) -> None:
    """Add when it is: wall time in its zone; in UTC where that could be read in two ways."""
    if entry.start is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    zone = ZoneInfo(entry.zone) if has_zone(entry) else UTC
    begins = datetime.combine(entry.day, entry.start, ZoneInfo(entry.zone)).astimezone(UTC)
    event.add("dtstart", begins.astimezone(zone))
    event.add("dtend", (begins + timedelta(minutes=entry.minutes)).astimezone(zone))


def has_zone(entry: Entry) -> bool:
    """Whether its times are told as the clocks there show them."""
    if entry.start is None or entry.zone in ("UTC", "Etc/UTC"):
        return False
    begins = datetime.combine(entry.day, entry.start, ZoneInfo(entry.zone)).astimezone(UTC)
    ends = (begins + timedelta(minutes=entry.minutes)).astimezone(ZoneInfo(entry.zone))
    return not (oddity(entry.day, entry.start, entry.zone) or oddity(ends.date(), ends.time(), entry.zone))


def zone_of(zone: str, first_year: int, last_year: int) -> "Component":
    """Return what a zone's clocks do from the year before the first to the one after the last."""
    from icalendar import Timezone

    component = Timezone.from_tzid(zone, first_date=date(first_year - 1, 1, 1), last_date=date(last_year + 2, 1, 1))
    component.pop("COMMENT", None)
    return component


def _add_texts(event: "Event", entry: Entry) -> None:
    link = safe_url(entry.link) or ""
    event.add("summary", clean_line(entry.title))
    if place := clean_line(entry.place) or link:
        event.add("location", place)
    if notes := "\n".join(filter(None, (*map(clean_line, entry.notes), link))):
        event.add("description", notes)
    if link:
        event.add("url", link)


def _add_people(event: "Event", entry: Entry) -> None:
    if entry.organizer and is_address(entry.organizer.address):
        event.add("organizer", _person(entry.organizer))
    if entry.attendee and is_address(entry.attendee.address) and entry.method in ("REQUEST", "CANCEL"):
        attendee = _person(entry.attendee)
        attendee.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
        event.add("attendee", attendee)


def _person(who: Who) -> "vCalAddress":
    from icalendar import vCalAddress

    person = vCalAddress(f"mailto:{who.address.translate(_IN_ADDRESS)}")
    if name := clean_line(who.name).replace('"', "'"):
        person.params["CN"] = name
    return person


def _alarm(entry: Entry) -> "Component":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean_line(entry.title))
    alarm.add("trigger", -entry.remind if entry.start else -timedelta(hours=15))  # of a day: at nine the day before
    return alarm
