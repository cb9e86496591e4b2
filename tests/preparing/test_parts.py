"""The parts of a preparation that can be known without a page."""

from datetime import UTC, date, datetime, time

import pytest

from infoview.boxes import keep
from infoview.models import Meeting
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.preparing.bringing import suggestions
from infoview.preparing.pitch import length_words
from infoview.preparing.ticks import tick_box
from infoview.preparing.way import leave_at, leave_words


def starts(day, at, zone):
    return Meeting(day=day, start=at, zone=zone, status=MeetingStatus.AGREED).starts_at


def test_there_are_ten_minutes_to_spare():
    start = datetime(2026, 12, 3, 13, tzinfo=UTC)

    assert leave_at(start, 35) == datetime(2026, 12, 3, 12, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "zone", "travel", "words"),
    [
        (date(2026, 3, 29), time(3, 30), "Europe/Paris", 30, "at 1:50\u202fAM"),  # clocks went from 2 to 3
        (date(2026, 10, 25), time(3, 10), "Europe/Paris", 30, "at 2:30\u202fAM"),
        (date(2026, 12, 1), time(0, 20), "Europe/Paris", 30, "Monday, November 30 at 11:40\u202fPM"),
        (date(2026, 12, 1), time(9), "America/New_York", 45, "at 2:05\u202fPM"),  # 15:00 in Paris
        (date(2026, 3, 10), time(9), "America/New_York", 50, "at 1:00\u202fPM"),  # three weeks of five hours
        (date(2026, 12, 1), time(9), "Asia/Tokyo", 120, "at 10:50\u202fPM"),  # the evening before in Paris
    ],
)
def test_the_time_to_leave_is_right_in_my_zone(day, at, zone, travel, words):
    start = starts(day, at, zone)

    assert words in leave_words(start, MeetingMode.WORKPLACE, travel, "Europe/Paris", date(2026, 6, 1))


@pytest.mark.parametrize(("mode", "travel"), [(MeetingMode.COFFEE, None), (None, None)])
def test_nothing_is_said_of_a_way_nobody_knows(mode, travel):
    assert leave_words(datetime(2026, 12, 1, 9, tzinfo=UTC), mode, travel, "UTC", date(2026, 6, 1)) == ""


def test_a_day_without_a_time_has_no_time_to_leave():
    assert leave_words(None, MeetingMode.PHONE, 10, "UTC", date(2026, 6, 1)) == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [(0, ""), (12, "one more sentence"), (58, "About 25 seconds aloud. A good length."), (120, "A little long")],
)
def test_an_introduction_is_told_its_length_kindly(words, said):
    text = length_words("word " * words)

    assert said in text and bool(text) == bool(said)


@pytest.mark.parametrize("mode", [None, *MeetingMode])
def test_the_resume_is_always_there_and_never_first(mode):
    words = [word for word, _text in suggestions(mode)]

    assert words.index("resume") > 0 and len(set(words)) == len(words)


def test_ticks_do_not_disturb_each_other():
    meeting = Meeting(ticked="bring-sheet")

    for word, on in (("person", "1"), ("bring-paper", "1"), ("bring-sheet", "")):
        box = tick_box(meeting, word)
        assert keep([box], {box.name: [on], f"was-{box.name}": [box.value]}).is_whole

    assert meeting.ticked == "person bring-paper"
