"""The .ics text of a meeting, read back by two libraries that others wrote."""

import re
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import vobject
from factories import NOON
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from infoview.invitations.ics import Entry, Who, ics
from infoview.models.meeting import MeetingStatus
from infoview.zones import instant_of

VERA, ADA = Who("Vera Brodsky", "vera@example.org"), Who("Ada Byron", "ada@example.org")
UNFOLDED_LINES = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "STATUS", "SUMMARY"),
    *("DTSTART", "DTEND", "LOCATION", "DESCRIPTION", "URL", "ORGANIZER", "ATTENDEE", "ACTION", "TRIGGER", "TRANSP"),
    *("TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "RDATE"),
}


def entry(**facts):
    usual = {
        "uid": "c0ffee",
        "sequence": 0,
        "status": MeetingStatus.AGREED,
        "day": date(2026, 7, 2),
        "start": time(14),
        "minutes": 20,
        "zone": "Europe/Paris",
        "title": "Conversation with Vera Brodsky",
        "organizer": VERA,
        "attendee": ADA,
    }
    return Entry(**{**usual, **facts})


def text_of(**facts):
    return ics(entry(**facts), at=NOON)


def read(text):
    """Return the one event of an .ics text, as each of two libraries reads it: the second by our own VTIMEZONE."""
    vars(vobject.icalendar)["__tzidMap"].clear()  # it keeps the first zone of a name for ever
    vobject.icalendar.registerTzid("UTC", UTC)
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return event, vobject.readOne(text).vevent


def instants(text):
    """Return when it begins and ends, on which both libraries must agree."""
    event, other = read(text)
    here = [event.decoded(name).astimezone(UTC) for name in ("dtstart", "dtend")]
    assert [other.dtstart.value.astimezone(UTC), other.dtend.value.astimezone(UTC)] == here
    return here


def test_an_invitation_says_who_meets_whom_when_and_where():
    text = text_of(place="Café; upstairs, left", link="https://call.example.org/x", notes=("By video",))

    event, other = read(text)
    assert (event["uid"], event["sequence"], event["status"]) == ("c0ffee@infoview", 0, "CONFIRMED")
    assert (event["organizer"], event["organizer"].params["cn"]) == ("mailto:vera@example.org", "Vera Brodsky")
    assert (event["attendee"], event["attendee"].params["partstat"]) == ("mailto:ada@example.org", "NEEDS-ACTION")
    assert event["location"] == other.location.value == "Café; upstairs, left"
    assert other.description.value == "By video\nhttps://call.example.org/x"
    assert icalendar.Calendar.from_ical(text)["method"] == "REQUEST"
    assert instants(text) == [datetime(2026, 7, 2, 12, tzinfo=UTC), datetime(2026, 7, 2, 12, 20, tzinfo=UTC)]
    assert event.walk("VALARM")[0].decoded("trigger") == timedelta(minutes=-15)


@pytest.mark.parametrize(
    ("status", "said", "method"),
    [
        (MeetingStatus.PROPOSED, "TENTATIVE", "REQUEST"),
        (MeetingStatus.AGREED, "CONFIRMED", "REQUEST"),
        (MeetingStatus.HELD, "CONFIRMED", "REQUEST"),
        (MeetingStatus.CANCELLED, "CANCELLED", "CANCEL"),
    ],
)
def test_the_status_of_a_meeting_is_that_of_its_entry(status, said, method):
    text = text_of(status=status, sequence=3)

    event, _ = read(text)
    assert (event["status"], icalendar.Calendar.from_ical(text)["method"], event["sequence"]) == (said, method, 3)


@pytest.mark.parametrize(
    ("facts", "method"),
    [
        ({"attendee": None}, "PUBLISH"),
        ({"attendee": Who("Ada", "a b")}, "PUBLISH"),
        ({"organizer": Who("Vera", "")}, None),
    ],
)
def test_nobody_is_invited_where_an_address_is_missing(facts, method):
    text = text_of(**facts)

    event, _ = read(text)
    assert icalendar.Calendar.from_ical(text).get("method") == method
    assert "attendee" not in event


@pytest.mark.parametrize("status", [MeetingStatus.AGREED, MeetingStatus.PROPOSED, MeetingStatus.CANCELLED])
def test_only_what_has_an_organizer_is_a_message_to_a_calendar(status):
    text = text_of(status=status, organizer=None, attendee=None)

    event, other = read(text)
    assert "METHOD" not in text
    assert "organizer" not in event
    assert (event["uid"], other.uid.value) == ("c0ffee@infoview", "c0ffee@infoview")
    assert (event["status"] == "CANCELLED") is (status is MeetingStatus.CANCELLED)


def test_a_meeting_of_which_only_the_day_is_known_takes_none_of_its_time():
    event, other = read(text_of(start=None))

    assert event.decoded("dtstart") == other.dtstart.value == date(2026, 7, 2)
    assert event["transp"] == "TRANSPARENT"


def test_a_meeting_late_on_the_last_day_of_a_month_ends_on_the_first_of_the_next():
    assert instants(text_of(day=date(2026, 12, 31), start=time(23, 30), minutes=45)) == [
        datetime(2026, 12, 31, 22, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 15, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("day", "start", "begins"),
    [
        (date(2026, 3, 29), time(1, 45), "2026-03-29T00:45"),  # the clocks go forward while they talk
        (date(2026, 3, 29), time(2, 30), "2026-03-29T01:30"),  # there is no such time that day
        (date(2026, 10, 25), time(1, 50), "2026-10-24T23:50"),  # it ends at a time that comes twice
        (date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),  # it comes twice: the first is meant
        (date(2026, 10, 25), time(2, 45), "2026-10-25T00:45"),  # the clocks go back while they talk
        (date(2026, 10, 25), time(3, 15), "2026-10-25T02:15"),
    ],
)
def test_a_change_of_clocks_moves_no_meeting_and_makes_none_longer(day, start, begins):
    expected = datetime.fromisoformat(begins).replace(tzinfo=UTC)

    assert instants(text_of(day=day, start=start)) == [expected, expected + timedelta(minutes=20)]


ZONES = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Etc/GMT+5",
]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    day=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    start=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    minutes=st.integers(1, 1440),
    zone=st.sampled_from(ZONES),
)
def test_both_libraries_read_the_instants_that_were_meant(day, start, minutes, zone):
    begins = instant_of(day, start, zone)

    assert instants(text_of(day=day, start=start, minutes=minutes, zone=zone)) == [
        begins,
        begins + timedelta(minutes=minutes),
    ]


BREAKS = st.sampled_from(
    ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85", "\\n", ";", ":", ",", '"', "^n", "\x00", "\ud800"]
)
HOSTILE = st.lists(
    st.one_of(
        BREAKS, st.text(max_size=20), st.sampled_from(["BEGIN:VEVENT", "ATTENDEE:mailto:x@example.org", "é" * 80])
    ),
    max_size=8,
).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=HOSTILE, place=HOSTILE, note=HOSTILE, name=HOSTILE, link=HOSTILE, address=HOSTILE)
@example("", "", "", 'A"\r\nATTENDEE:mailto:x@example.org', "https://example.org/\r\nX:1", "a@b.c\r\nX:1")
def test_nothing_in_a_name_or_a_place_adds_a_line(title, place, note, name, link, address):
    both = {"organizer": Who(name, "vera@example.org"), "attendee": Who(name, address)}

    text = text_of(title=title, place=place, notes=(note,), link=link, **both)

    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert {re.split("[:;]", line)[0] for line in lines} <= UNFOLDED_LINES
    event, other = read(text)
    assert sum(line.startswith(("ATTENDEE", "ORGANIZER")) for line in lines) <= 2
    assert [line for line in lines if line.startswith("BEGIN")].count("BEGIN:VEVENT") == 1
    assert event["organizer"] == other.organizer.value == "mailto:vera@example.org"
    assert str(event.get("location", "")) == (other.location.value if hasattr(other, "location") else "")
