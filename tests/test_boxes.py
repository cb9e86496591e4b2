"""What is saved while it is typed never overwrites anything newer."""

from dataclasses import dataclass
from datetime import date

import pytest

from infoview.boxes import Box, Line, Url, controls, keep
from infoview.models import Meeting
from infoview.models.contact import Permission
from infoview.models.question import Topic


@dataclass
class Row:
    text: str = ""
    line: str = ""
    link: str = ""
    rating: int | None = None
    day: date | None = None
    is_on: bool = False
    topic: Topic | None = None


def box(row, column, kind=str):
    return Box("it", row, column, kind)


def sent(new, *befores):
    return {"it": [new], "was-it": list(befores)}


def test_a_text_is_stored_where_the_page_knew_what_was_there():
    row = Row(text="Old")

    outcome = keep([box(row, "text")], sent("New", "Old"))

    assert row.text == "New" and outcome.saved == {"it": "New"} and outcome.status == 200


def test_a_newer_text_is_kept_and_shown():
    row = Row(text="Newer, from another device")

    outcome = keep([box(row, "text")], sent("Mine", "Old"))

    assert row.text == "Newer, from another device"
    assert outcome.conflicts == {"it": "Newer, from another device"} and outcome.status == 409


def test_the_same_save_sent_twice_is_no_conflict():
    row = Row(text="New")

    assert keep([box(row, "text")], sent("New", "Old")).is_whole


def test_a_save_whose_answer_was_lost_does_not_stand_in_the_way_of_the_next():
    row = Row(text="Second")  # the page never heard that this was stored

    outcome = keep([box(row, "text")], sent("Third", "First", "Second"))

    assert outcome.is_whole and row.text == "Third"


def test_a_box_the_page_does_not_show_is_left_alone():
    row = Row(text="Kept")

    assert keep([box(row, "text")], {"it": ["Overwritten"]}).saved == {}
    assert row.text == "Kept"


def test_a_control_that_is_switched_off_is_not_sent_and_is_off():
    row = Row(is_on=True)

    keep([box(row, "is_on", bool)], {"was-it": ["1"]})

    assert row.is_on is False


def test_a_box_that_comes_back_as_it_was_shown_overwrites_nothing_and_is_no_conflict():
    row = Row(text="Newer, from another device")

    outcome = keep([box(row, "text")], sent("Old", "Old"))

    assert outcome.is_whole and row.text == "Newer, from another device"


def test_after_a_conflict_the_page_holds_what_was_typed_and_the_newer_text_counts_as_seen():
    row = Row(text="Newer")
    boxes, typed = [box(row, "text")], sent("Mine", "Old")

    shown = controls(boxes, typed, keep(boxes, typed))["it"]

    assert (shown.value, shown.theirs) == ("Mine", "Newer")
    assert keep(boxes, sent(shown.value, shown.was)).is_whole and row.text == "Mine"


def test_what_cannot_be_kept_is_shown_as_it_was_typed_with_the_reason():
    row = Row(rating=3)
    boxes, typed = [box(row, "rating", int)], sent("six", "3")

    shown = controls(boxes, typed, keep(boxes, typed))["it"]

    assert (shown.value, shown.was) == ("six", "3") and shown.error


def test_one_problem_holds_up_no_other():
    row = Row()
    boxes = [Box("day", row, "day", date), Box("text", row, "text")]

    outcome = keep(boxes, {"day": ["tomorrow"], "was-day": [""], "text": ["Kept"], "was-text": [""]})

    assert row.text == "Kept" and row.day is None
    assert "day" in outcome.refused and outcome.status == 422


@pytest.mark.parametrize(
    ("column", "kind", "typed", "stored"),
    [
        ("line", Line, " two\nwords ", "two words"),
        ("link", Url, "example.org/a", "https://example.org/a"),
        ("rating", int, "5", 5),
        ("rating", int, "", None),
        ("day", date, "2026-03-01", date(2026, 3, 1)),
        ("topic", Topic, "day", Topic.DAY),
        ("topic", Topic, "", None),
        ("text", str, "a\r\nb ", "a\nb"),
    ],
)
def test_each_kind_is_stored_as_its_column_holds_it(column, kind, typed, stored):
    row = Row()

    assert keep([box(row, column, kind)], sent(typed, "")).is_whole
    assert getattr(row, column) == stored


@pytest.mark.parametrize(
    ("column", "kind", "typed"),
    [
        ("rating", int, "6"),
        ("rating", int, "0"),
        ("rating", int, "9" * 40),
        ("day", date, "1822-01-01"),
        ("topic", Topic, "weather"),
        ("link", Url, "javascript:alert(1)"),
        ("text", str, "x" * 10_001),
    ],
)
def test_what_a_column_cannot_hold_is_refused_in_words(column, kind, typed):
    row = Row()

    outcome = keep([box(row, column, kind)], sent(typed, ""))

    assert outcome.refused["it"] and row == Row()


def test_what_has_to_be_chosen_cannot_be_emptied():
    meeting = Meeting(name_allowed=Permission.YES)

    outcome = keep([Box("it", meeting, "name_allowed", Permission)], sent("", "yes"))

    assert outcome.refused["it"] and meeting.name_allowed is Permission.YES
