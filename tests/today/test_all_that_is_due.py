"""All steps of a contact, from facts and the time: which are due, in which order, in any zone, as clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from factories import NOON

from infoview.clock import day_of
from infoview.models import Stage
from infoview.models.contact import Warmth
from infoview.models.mail import MailState
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Answer, MessageKind
from infoview.today.cadence import spread
from infoview.today.facts import Aside, Facts, Left, Lying
from infoview.today.next_step import all_of, is_due, of

DAY, HOUR, TODAY = timedelta(days=1), timedelta(hours=1), NOON.date()
PARIS, LOS_ANGELES, KIRITIMATI = "Europe/Paris", "America/Los_Angeles", "Pacific/Kiritimati"


def due(facts, now=NOON, zone="UTC"):
    return [step.rule for step in all_of(facts, now=now, zone=zone) if is_due(step, day_of(now, zone))]


def rules(facts, now=NOON):
    return [step.rule for step in all_of(facts, now=now, zone="UTC")]


def meets(day, questions=0, **more):
    until = datetime.combine(day, datetime.min.time(), UTC) + 15 * HOUR
    facts = {"meets_id": 7, "meets_day": day, "meets_until": until, "meets_questions": questions}
    return Facts(Stage.REQUESTED, **facts, **more)


LINES = (Left("promise", "Send the article", TODAY - DAY, 3), Left("reminder", "Call the ward", TODAY, 5))
ASKED = Facts(Stage.REQUESTED, requested_at=NOON - 9 * DAY)
MET = Facts(Stage.MET, met_id=4, met_at=NOON - 30 * HOUR)
TO_TOUCH = Facts(Stage.IN_TOUCH, contact_at=NOON - 200 * DAY)
LYING = Lying(2, MessageKind.REQUEST, NOON - 3 * DAY)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(Stage.IDENTIFIED), []),
        (Facts(Stage.IDENTIFIED, left=LINES), ["promise", "reminder"]),
        (Facts(Stage.IDENTIFIED, drafts=[LYING]), ["draft"]),
        (Facts(Stage.IDENTIFIED, drafts=[replace(LYING, saved_at=NOON - DAY)]), []),
        (replace(ASKED, requested_at=NOON - DAY), []),
        (replace(ASKED, left=LINES), ["nudge", "promise", "reminder"]),
        (replace(ASKED, requested_at=NOON - DAY, left=LINES), ["promise", "reminder"]),
        (replace(ASKED, drafts=[replace(LYING, kind=MessageKind.NUDGE)]), ["nudge"]),
        (replace(ASKED, answered_at=NOON - DAY), ["answered"]),
        (replace(ASKED, answered_at=NOON - DAY, answer=Answer.NO), ["said-no"]),
        (replace(ASKED, answered_at=NOON - DAY, answer=Answer.NO, consoled_at=NOON), []),
        (replace(ASKED, answered_at=NOON - DAY, answer=Answer.LATER), ["said-later"]),
        (replace(MET, met_at=NOON - HOUR), ["thank"]),
        (replace(MET, met_at=NOON - HOUR, is_unwritten=True), ["write-up", "thank"]),
        (replace(MET, is_unwritten=True, left=LINES), ["thank", "write-up", "promise", "reminder"]),
        (replace(MET, is_unwritten=True, thanked_at=NOON), ["write-up"]),
        (replace(MET, thanked_at=NOON, drafts=[LYING]), ["draft"]),
        (replace(TO_TOUCH, left=LINES), ["promise", "reminder", "touch"]),
        (replace(TO_TOUCH, contact_at=NOON - DAY), []),
        (replace(TO_TOUCH, left=[Left("own-step", "Visit the ward", TODAY + DAY, 7)]), ["touch"]),
        (replace(TO_TOUCH, is_unwritten=True, met_at=NOON - 3 * DAY), ["write-up", "touch"]),
        (replace(TO_TOUCH, mail=MailState.QUEUED, mail_at=NOON + HOUR), []),
        (replace(MET, mail=MailState.UNKNOWN, left=LINES), ["mail", "promise", "reminder"]),
        (replace(MET, has_opted_out=True, left=LINES), ["reminder"]),
        (Facts(None, left=LINES, drafts=[LYING]), ["promise", "reminder", "draft"]),
        (Facts(None, mail=MailState.FAILED, drafts=[LYING]), ["mail"]),
        (Facts(None, mail=MailState.QUEUED), []),
        (replace(MET, is_resting=True, left=LINES), ["reminder"]),
        (replace(MET, is_resting=True, paused_until=TODAY), ["paused-until"]),
        (replace(MET, is_resting=True, paused_until=TODAY + DAY), []),
        (replace(MET, is_resting=True, mail=MailState.HELD), ["mail"]),
    ],
)
def test_what_is_due_stands_in_the_order_of_the_rules(facts, expected):
    assert due(facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (meets(TODAY + 3 * DAY), []),
        (
            meets(TODAY + 2 * DAY),
            [("confirm", "Not confirmed yet"), ("prepare", "Not prepared yet: no questions picked")],
        ),
        (meets(TODAY + DAY, 2), [("confirm", "Not confirmed yet"), ("prepare", "Only 2 questions are picked.")]),
        (meets(TODAY, 4), [("confirm", "Not confirmed yet · Prepared: 4 questions")]),
        (meets(TODAY, confirmed_at=NOON), [("meets", "Not prepared yet: no questions picked")]),
        (meets(TODAY + DAY, meets_status=MeetingStatus.PROPOSED), [("proposed", "")]),
        (meets(TODAY, talks_at=NOON), [("talking", "")]),
    ],
)
def test_a_meeting_is_told_from_two_days_before_and_whether_it_is_prepared(facts, expected):
    steps = all_of(facts, now=NOON, zone="UTC")

    assert [(step.rule, step.why) for step in steps if is_due(step, TODAY)] == expected


@pytest.mark.parametrize("facts", [replace(ASKED, left=LINES), replace(MET, left=LINES), replace(TO_TOUCH, left=LINES)])
def test_the_next_step_is_the_first_of_all_and_nothing_that_can_wait_stands_before_what_is_due(facts):
    for hours in range(0, 24 * 220, 131):
        now = NOON - 210 * DAY + hours * HOUR
        steps = all_of(facts, now=now, zone=PARIS)
        are_due = [is_due(step, day_of(now, PARIS)) for step in steps]

        assert of(facts, now=now, zone=PARIS) == (steps[0] if steps else None)
        assert are_due == sorted(are_due, reverse=True)
        assert len({step.key for step in steps}) == len(steps)


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("UTC", datetime(2026, 6, 15, 23, 59, tzinfo=UTC), []),
        ("UTC", datetime(2026, 6, 16, 0, 0, tzinfo=UTC), ["reminder"]),
        (KIRITIMATI, datetime(2026, 6, 15, 9, 59, tzinfo=UTC), []),
        (KIRITIMATI, datetime(2026, 6, 15, 10, 0, tzinfo=UTC), ["reminder"]),
        (LOS_ANGELES, datetime(2026, 6, 16, 6, 59, tzinfo=UTC), []),
        (LOS_ANGELES, datetime(2026, 6, 16, 7, 0, tzinfo=UTC), ["reminder"]),
        (PARIS, datetime(2026, 6, 15, 22, 0, tzinfo=UTC), ["reminder"]),
    ],
)
def test_a_day_comes_when_it_comes_where_the_user_is(zone, at, expected):
    facts = Facts(None, left=[Left("reminder", "Call the ward", date(2026, 6, 16))])

    assert due(facts, at, zone) == expected


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_on_the_day_on_which_clocks_change_what_is_due_is_due_from_its_first_to_its_last_second(day):
    facts = Facts(None, left=[Left("reminder", "Call the ward", day)])
    midnight = datetime.combine(day, datetime.min.time(), ZoneInfo(PARIS))
    night = datetime.combine(day + DAY, datetime.min.time(), ZoneInfo(PARIS)).astimezone(UTC)

    before, first = (all_of(facts, now=midnight.astimezone(UTC) + n * HOUR / 3600, zone=PARIS) for n in (-1, 0))
    last, after = (all_of(facts, now=night + n * HOUR / 3600, zone=PARIS) for n in (-1, 0))

    assert [[step.urgency.value for step in each] for each in (before, first, last, after)] == [
        [],
        ["is-soon"],
        ["is-soon"],
        ["is-late"],
    ]


def test_the_hours_of_a_thank_you_are_hours_whatever_the_clocks_show():
    met = datetime(2026, 3, 28, 15, tzinfo=ZoneInfo(PARIS)).astimezone(UTC)
    day_after = datetime(2026, 3, 29, 15, tzinfo=ZoneInfo(PARIS)).astimezone(UTC)

    step = of(Facts(Stage.MET, met_at=met), now=day_after, zone=PARIS)

    assert step.words == "Thank-you due in 25 hours"


def test_each_step_says_what_it_is_about_and_on_which_fact_it_rests():
    facts = replace(MET, is_unwritten=True, left=LINES, drafts=[LYING])

    steps = {step.rule: step for step in all_of(facts, now=NOON, zone="UTC")}

    assert steps["thank"].key == ("thank", "meeting 4", "2026-06-14")
    assert (steps["write-up"].subject, steps["write-up"].due) == ("meeting 4", TODAY - DAY)
    assert steps["promise"].key == ("promise", "promise 3", "2026-06-14")
    assert (steps["reminder"].key, steps["reminder"].words) == (
        ("reminder", "reminder 5", "2026-06-15"),
        "Call the ward",
    )
    assert (steps["draft"].subject, steps["draft"].kind) == ("draft 2", "request")
    assert steps["draft"].words == "Request not sent, written June 12"


def put_aside(facts, rule, until):
    [key] = [step.key for step in all_of(facts, now=NOON, zone="UTC") if step.rule == rule]
    return replace(facts, aside=[Aside(key, until)])


def test_what_is_set_aside_gives_way_to_the_next_and_comes_back_on_its_day():
    facts = put_aside(replace(MET, left=LINES), "thank", TODAY + 2 * DAY)

    assert rules(facts) == ["promise", "reminder"]
    assert rules(facts, NOON + 2 * DAY) == ["thank", "promise", "reminder"]
    assert all_of(facts, now=NOON + 2 * DAY, zone="UTC")[0].due == TODAY + 2 * DAY


def test_when_all_is_put_off_the_card_says_until_when_and_nothing_is_due():
    facts = put_aside(ASKED, "nudge", TODAY + DAY)

    step = of(facts, now=NOON, zone="UTC")

    assert (step.rule, step.words, due(facts)) == ("set-aside", "Put off until tomorrow", [])


def test_what_is_set_aside_for_good_stays_away_until_the_fact_is_another():
    answered = replace(ASKED, answered_at=NOON - DAY)
    facts = put_aside(answered, "answered", None)
    assert [step.words for step in all_of(facts, now=NOON, zone="UTC")] == ["Asked June 6"]

    assert due(replace(facts, answered_at=NOON - HOUR)) == ["answered"]


def test_to_write_again_rests_on_the_last_contact_or_the_day_that_was_chosen():
    step = of(TO_TOUCH, now=NOON, zone="UTC")

    assert step.key == of(replace(TO_TOUCH, contact_id=5, warmth=Warmth.WARM), now=NOON, zone=KIRITIMATI).key
    assert step.key != of(replace(TO_TOUCH, contact_at=NOON - 199 * DAY), now=NOON, zone="UTC").key
    assert step.key != of(replace(TO_TOUCH, touch_on=TODAY), now=NOON, zone="UTC").key


def test_people_met_on_one_day_fall_due_on_days_of_their_own_within_a_week():
    people = [replace(TO_TOUCH, contact_id=number, contact_at=NOON) for number in range(40, 50)]

    days = [of(facts, now=NOON, zone="UTC").due for facts in people]

    assert {day - date(2026, 12, 15) for day in days} == {n * DAY for n in range(8)}
    assert all(abs(a - b) >= 2 * DAY for a, b in pairwise(days))
    assert all(0 <= spread(number) <= 7 for number in range(1000))
    assert of(replace(people[1], touch_on=date(2026, 7, 1)), now=NOON, zone="UTC").due == date(2026, 7, 1)
