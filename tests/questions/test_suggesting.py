"""Which questions are suggested for a meeting, and why."""

from factories import NOON, make_contact
from planned_meetings import make_meeting, picked

from infoview.db import db, transaction
from infoview.models import Contact, Meeting
from infoview.models.contact import Warmth
from infoview.models.question import Topic
from infoview.questions import goals, own, picking
from infoview.questions.suggesting import suggest


def codes(meeting, count=5):
    return [each.code for each in suggest(meeting, count)]


def goal_about(career, body):
    with transaction():
        return goals.add(career, body, at=NOON)


def test_of_a_career_nothing_is_known_about_five_topics_are_suggested_an_easy_one_first_and_sources_last(nursing):
    suggested = suggest(nursing.with_ada)

    assert len({each.topic for each in suggested}) == len(suggested) == 5
    assert suggested[0].topic is Topic.PATH
    assert suggested[-1].topic is Topic.SOURCES
    assert all(each.reason and each.is_open for each in suggested)
    assert suggest(nursing.with_ada) == suggested


def test_what_is_planned_already_is_not_suggested(nursing):
    first = codes(nursing.with_ada)
    picked(nursing.with_ada, *first)

    second = codes(nursing.with_ada)

    assert len({*first, *second}) == 10


def test_what_others_have_answered_comes_after_what_nobody_has(nursing):
    before = codes(nursing.with_ada)
    picked(nursing.with_mary, "day-last", "likes-forward", answer="Much.")

    after = codes(nursing.with_ada)

    assert {"day-last", "likes-forward"} & set(before)
    assert not {"day-last", "likes-forward"} & set(after)


def test_within_a_topic_what_nobody_has_answered_comes_first(nursing):
    assert {"day-last", "skills-daily"} <= set(codes(nursing.with_ada, 10))

    picked(nursing.with_mary, "day-last", "skills-daily", answer="Much.")

    assert {"day-week", "skills-character"} <= set(codes(nursing.with_ada, 10))


def test_what_was_heard_about_another_career_says_nothing_about_this_one(nursing):
    stranger = make_contact("Hertha Ayrton")
    before = codes(nursing.with_ada)

    picked(make_meeting(stranger), *before, answer="Much.")

    assert codes(nursing.with_ada) == before


def test_what_a_person_has_answered_before_is_not_asked_again(nursing):
    first = codes(nursing.with_ada, 3)
    picked(nursing.with_ada, *first, answer="Much.")

    assert not set(codes(make_meeting(nursing.ada, career=nursing.career), 60)) & set(first)


def test_what_the_user_wants_to_learn_comes_first_with_the_goal_as_its_reason(nursing):
    degree = goal_about(nursing.career, "Whether I need a degree")
    pay = goal_about(nursing.career, "What people earn")

    suggested = {each.code: each for each in suggest(nursing.with_ada)}

    assert suggested["entry-training"].goal_id == degree.id
    assert suggested["outlook-pay"].goal_id == pay.id
    assert "What people earn" in suggested["outlook-pay"].reason


def test_a_settled_goal_brings_no_question(nursing):
    pay = goal_about(nursing.career, "What people earn")
    with transaction():
        goals.settle(pay, at=NOON)

    assert "outlook-pay" not in codes(nursing.with_ada)


def test_a_question_that_was_tied_to_a_goal_is_suggested_for_it_again(nursing):
    goal = goal_about(nursing.career, "Zzz")
    picked(nursing.with_mary, "skills-best", goal=goal)

    assert next(each for each in suggest(nursing.with_ada) if each.goal_id).code == "skills-best"


def test_questions_of_the_users_own_for_a_goal_come_with_them(nursing):
    goal = goal_about(nursing.career, "Zzz")
    with transaction():
        content = own.Content(text="How quiet are the nights[[ at {organization}]]?", topic=Topic.DAY, goal=goal)
        mine = own.add(content, at=NOON)

    found = next(each for each in suggest(nursing.with_ada, 1))

    assert (found.own_question_id, found.goal_id) == (mine.id, goal.id)
    assert found.text == "How quiet are the nights at Lighthouse?"


def test_the_organization_is_asked_about_only_where_there_is_one(nursing):
    assert any(code.startswith("organization") for code in codes(nursing.with_ada, 30))
    assert not any(code.startswith("organization") for code in codes(nursing.with_mary, 60))


def test_what_was_said_about_one_employer_says_nothing_about_another(nursing):
    picked(nursing.with_mary, "organization-like", answer="Warm.")

    assert "organization-like" in codes(nursing.with_ada, 12)


def test_questions_that_need_trust_wait_for_somebody_close_or_a_second_talk(nursing):
    candid = {"likes-leave", "outlook-pay", "fit-life", "demands-help", "organization-change"}

    assert not candid & set(codes(nursing.with_ada, 60))

    with transaction():
        db.get_row(Contact, nursing.mary.id).warmth = Warmth.WARM
    picked(nursing.with_ada, "day-last", answer="Much.")

    assert "fit-life" in codes(nursing.with_mary, 60)
    assert candid <= set(codes(make_meeting(nursing.ada, career=nursing.career), 60))


def test_a_meeting_without_a_career_gets_suggestions_too(owner):
    meeting = make_meeting(make_contact("Ada Byron"))

    assert len(suggest(meeting)) == 5
    assert suggest(meeting, 0) == []


def test_taking_what_is_suggested_plans_it_with_its_goal(nursing):
    goal = goal_about(nursing.career, "What people earn")
    expected = codes(nursing.with_ada)

    with transaction():
        rows = picking.pick_suggested(db.get_row(Meeting, nursing.with_ada.id), at=NOON)

    assert [row.code for row in rows] == expected
    assert [row.goal_id for row in rows if row.code == "outlook-pay"] == [goal.id]


def test_whatever_the_goals_a_plan_begins_with_something_easy(nursing):
    wanted = ("How hard it is to find work", "Which training counts", "The pressure", "Part-time work")
    for body in (*wanted, "What newcomers find hard"):
        goal_about(nursing.career, body)

    suggested = suggest(nursing.with_ada)

    assert suggested[0].topic is Topic.PATH
    assert sum(each.goal_id is not None for each in suggested) == 4
