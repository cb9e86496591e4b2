from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import NOON

from infoview.models import Stage
from infoview.models.contact import Warmth
from infoview.models.message import Answer
from infoview.today import next_step
from infoview.today.cadence import months_later
from infoview.today.next_step import Facts, Urgency

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def step(facts):
    found = next_step.of(facts, now=NOON, zone="UTC")
    return (found.words, found.urgency) if found else None


@pytest.mark.parametrize(
    ("ago", "words", "urgency"),
    [
        (6 * DAY, "Asked June 9", Urgency.CALM),
        (7 * DAY - HOUR, "Asked June 8", Urgency.CALM),
        (7 * DAY, "No answer for 7 days", Urgency.SOON),
        (8 * DAY, "No answer for 8 days", Urgency.SOON),
    ],
)
def test_a_nudge_is_due_a_week_after_the_request(ago, words, urgency):
    assert step(Facts(Stage.REQUESTED, requested_at=NOON - ago)) == (words, urgency)


def test_after_one_nudge_another_person_is_the_next_step():
    facts = Facts(Stage.REQUESTED, requested_at=NOON - 20 * DAY, nudged_at=NOON - 9 * DAY)

    assert step(facts) == ("No answer to your nudge for 9 days", Urgency.LATE)


@pytest.mark.parametrize(
    ("ago", "words", "urgency"),
    [
        (23 * HOUR, "Thank-you due in 25 hours", Urgency.CALM),
        (24 * HOUR, "Thank-you due in 24 hours", Urgency.SOON),
        (34 * HOUR, "Thank-you due in 14 hours", Urgency.SOON),
        (48 * HOUR, "Met 2 days ago, not thanked yet", Urgency.LATE),
    ],
)
def test_a_thank_you_is_amber_after_a_day_and_red_after_two(ago, words, urgency):
    assert step(Facts(Stage.MET, met_at=NOON - ago)) == (words, urgency)


def test_an_answer_ends_the_waiting():
    asked = Facts(Stage.REQUESTED, requested_at=NOON - 9 * DAY, answer=Answer.YES, answered_at=NOON - DAY)

    assert step(asked) == ("Said yes yesterday: agree on a time", Urgency.SOON)
    assert step(replace(asked, answer=Answer.NO)) == ("Said no yesterday", Urgency.CALM)


@pytest.mark.parametrize(("warmth", "urgency"), [(Warmth.WARM, Urgency.SOON), (Warmth.COOL, Urgency.CALM)])
def test_a_warm_contact_hears_every_three_months_others_every_six(warmth, urgency):
    found = step(Facts(Stage.IN_TOUCH, contact_at=NOON - 95 * DAY, warmth=warmth))

    assert found is not None
    assert found[1] is urgency


@pytest.mark.parametrize(
    ("until", "words", "urgency"),
    [
        (NOON + 3 * DAY, "Meets Thursday 11:30", Urgency.CALM),
        (NOON + HOUR, "Meets today 11:30", Urgency.CALM),
        (NOON, "Met today: write it up", Urgency.SOON),
        (NOON - DAY, "Met yesterday: write it up", Urgency.SOON),
    ],
)
@pytest.mark.parametrize("stage", [Stage.IDENTIFIED, Stage.REQUESTED])
def test_an_agreed_meeting_comes_first_until_it_is_over_and_is_then_written_up(stage, until, words, urgency):
    facts = Facts(stage, requested_at=NOON - 9 * DAY, meets_until=until, meets_day=until.date(), meets_time="11:30")

    assert step(facts) == (words, urgency)


def test_after_the_meeting_another_one_that_is_agreed_does_not_hide_the_thank_you():
    tomorrow = NOON + DAY
    facts = Facts(Stage.MET, met_at=NOON - DAY, meets_until=tomorrow, meets_day=tomorrow.date())

    assert step(facts) == ("Thank-you due in 24 hours", Urgency.SOON)


@pytest.mark.parametrize("facts", [Facts(None), Facts(Stage.MET, met_at=NOON, is_resting=True)])
def test_who_is_off_the_board_or_resting_has_no_next_step(facts):
    assert step(facts) is None


def test_months_end_with_the_shorter_month():
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
