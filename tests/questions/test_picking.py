"""Picking the questions of a meeting: what is kept, in which order, and what is said about it."""

import pytest
from factories import NOON
from planned_meetings import make_meeting, picked

from infoview.db import db, transaction
from infoview.errors import Invalid, NotThere, Refused
from infoview.models import MeetingQuestion
from infoview.models.question import Topic
from infoview.questions import own, picking
from infoview.safekeeping.actions import undo


def plan_of(meeting):
    return picking.plan(meeting.id)


def texts(meeting):
    return [each.text for each in plan_of(meeting).questions]


def write(meeting, text):
    with transaction():
        return picking.add(meeting, text=text, at=NOON)


def test_a_question_is_worded_for_the_person_who_is_asked(nursing):
    picked(nursing.with_ada, "path-start", "organization-like", "skills-tools")
    picked(nursing.with_mary, "path-start", "organization-like", "skills-tools")

    assert texts(nursing.with_ada) == [
        "Your title is Ward manager. How did you come to it?",
        "What is it like to work at Lighthouse?",
        "Which tools or methods should somebody in Nursing know by name?",
    ]
    assert texts(nursing.with_mary)[:2] == [
        "How did you come to do the work you do now?",
        "What is it like to work where you are?",
    ]


def test_a_french_speaker_is_asked_in_french(nursing):
    with transaction():
        nursing.mary.language = "fr"
    picked(nursing.with_mary, "organization-like")

    assert texts(nursing.with_mary) == ["Comment est-ce de travailler là où vous êtes\u00a0?"]


def test_an_own_question_says_missing_facts_in_general_words(nursing):
    with transaction():
        mine = own.add(own.Content(text="What is {organization} proud of?", topic=Topic.ORGANIZATION), at=NOON)
        for meeting in (nursing.with_ada, nursing.with_mary):
            picking.add(meeting, own=mine, at=NOON)

    assert texts(nursing.with_ada) == ["What is Lighthouse proud of?"]
    assert texts(nursing.with_mary) == ["What is your organization proud of?"]


def test_what_is_planned_already_is_not_planned_twice(nursing):
    (first,) = picked(nursing.with_ada, "day-last")
    (second,) = picked(nursing.with_ada, "day-last")

    assert first is second


def test_a_question_needs_words_and_a_code_that_there_is(nursing):
    with pytest.raises(Invalid), transaction():
        picking.add(nursing.with_ada, text=" \n", at=NOON)
    with pytest.raises(Invalid), transaction():
        picking.add(nursing.with_ada, text="x" * 501, at=NOON)
    with pytest.raises(NotThere), transaction():
        picking.add(nursing.with_ada, code="day-nowhere", at=NOON)


def test_questions_keep_the_order_they_are_given_whatever_is_named(nursing):
    one, two, three = picked(nursing.with_ada, "day-last", "likes-forward", "fit-place")

    with transaction():
        picking.order(nursing.with_ada, [three.id, 999, one.id, three.id])

    assert [each.id for each in plan_of(nursing.with_ada).questions] == [three.id, one.id, two.id]


def test_a_question_moves_by_one_place_and_not_beyond_the_ends(nursing):
    one, two = picked(nursing.with_ada, "day-last", "likes-forward")
    for by, expected in ((1, [two, one]), (1, [two, one]), (-1, [one, two]), (-1, [one, two])):
        with transaction():
            picking.move(one, by=by)

        assert [each.id for each in plan_of(nursing.with_ada).questions] == [row.id for row in expected]


def test_an_answer_is_never_lost_by_removing_its_question(nursing):
    (row,) = picked(nursing.with_ada, "day-last", answer="Interviews all morning.")

    with pytest.raises(Refused), transaction():
        picking.remove(row, at=NOON)
    with transaction() as batch:
        picking.remove(row, at=NOON, with_answer=True)

    assert plan_of(nursing.with_ada).questions == []
    with transaction():
        undo(batch.id, at=NOON)
    assert plan_of(nursing.with_ada).questions[0].answer == "Interviews all morning."


def test_a_mark_counts_as_an_answer(nursing):
    for code, mark in (("day-last", "is_starred"), ("day-week", "is_quote"), ("day-people", "is_follow_up")):
        (row,) = picked(nursing.with_ada, code)
        with transaction():
            setattr(row, mark, True)

        with pytest.raises(Refused), transaction():
            picking.remove(row, at=NOON)


def test_a_plan_says_what_may_be_wrong_with_it_and_why(nursing):
    assert plan_of(nursing.with_ada).warnings == []

    picked(nursing.with_ada, "day-last", "likes-forward")
    assert "fewer than three" in plan_of(nursing.with_ada).warnings[0]

    picked(nursing.with_ada, "fit-place", "sources-again")
    assert plan_of(nursing.with_ada).warnings == []  # to ask for leave, yes or no is right

    write(nursing.with_ada, "Do you like it?")
    write(nursing.with_ada, "What do you like?")
    assert [words for words in plan_of(nursing.with_ada).warnings if "Do you like it?" in words]

    write(nursing.with_ada, "What else?")
    warnings = plan_of(nursing.with_ada).warnings
    assert "More than six" in warnings[0]
    assert "1 minute more" in warnings[1]


def test_minutes_are_summed_against_those_agreed_on(nursing):
    one, two = picked(nursing.with_ada, "day-last", "likes-forward")
    with transaction():
        picking.set_minutes(one, 12)
        picking.set_minutes(two, None)

    plan = plan_of(nursing.with_ada)

    assert (plan.minutes_planned, plan.minutes_agreed) == (12, 20)
    with pytest.raises(Invalid), transaction():
        picking.set_minutes(one, 0)


def test_a_meeting_of_somebody_in_the_trash_has_no_plan(nursing):
    with transaction():
        nursing.ada.deleted_at = NOON

    with pytest.raises(NotThere):
        plan_of(nursing.with_ada)


def test_too_many_questions_are_refused(nursing):
    meeting = make_meeting(nursing.ada)
    with transaction():
        rows = [MeetingQuestion(meeting_id=meeting.id, text="What?", created_at=NOON) for _ in range(50)]
        db.session.add_all(rows)

    with pytest.raises(Refused):
        write(meeting, "And what else?")
