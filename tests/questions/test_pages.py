"""The pages of questions: the bank, the user's own, and the plan of a meeting, without JavaScript."""

import re

import pytest
from factories import NOON
from planned_meetings import picked

from infoview.db import db, transaction
from infoview.models import OwnQuestion
from infoview.models.question import Topic
from infoview.questions import goals, own, picking

MINE = {"text": "How do the nights feel[[ at {organization}]]?", "topic": "day", "why": "I sleep badly"}


def shown(page):
    return re.findall(r'id="([a-z0-9-]+)-text"', page)


@pytest.fixture
def place(nursing):
    return f"/meetings/{nursing.with_ada.id}/questions"


def test_the_bank_is_searched_and_filtered_by_what_stands_in_the_address(client):
    everything = shown(client.get("/questions").text)

    assert len(everything) >= 50
    assert "outlook-pay" in shown(client.get("/questions?q=SALARY").text)
    assert {code.split("-")[0] for code in shown(client.get("/questions?topic=fit").text)} == {"fit"}
    assert shown(client.get("/questions?topic=sources&flag=closed").text) == ["sources-again"]
    assert "No question fits" in client.get("/questions?q=zzzz").text
    assert shown(client.get("/questions?topic=nothing&flag=nothing").text) == everything


def test_a_search_that_is_typed_gets_the_questions_alone(client):
    part = client.get("/questions?q=training", headers={"HX-Request-Type": "partial"}).text

    assert 'id="found"' in part
    assert "<html" not in part
    assert "entry-training" in shown(part)


def test_a_question_of_the_users_own_stands_beside_ours_and_can_be_changed_and_deleted(client, owner):
    client.post("/questions/new", MINE)
    mine = db.session.query(OwnQuestion).one()

    assert "How do the nights feel?" in client.get("/questions?flag=own").text
    changed = {**MINE, "text": "How long are the nights?", "version": "1", "is_spare": "y"}
    assert client.post(f"/questions/{mine.id}", changed).status_code == 303
    assert "How long are the nights?" in client.get("/questions?flag=spare&topic=day").text
    client.post(f"/questions/{mine.id}/delete")
    assert "How long are the nights?" not in client.get("/questions").text


def test_a_question_that_was_changed_in_another_window_is_not_overwritten(client, owner):
    client.post("/questions/new", MINE)
    (mine,) = db.session.query(OwnQuestion).all()
    client.post(f"/questions/{mine.id}", {**MINE, "text": "Theirs?", "version": "1"})

    stale = client.post(f"/questions/{mine.id}", {**MINE, "text": "Mine?", "version": "1"})

    assert stale.status_code == 409
    assert "Theirs?" in stale.text
    assert "Mine?" in stale.text


def test_a_question_that_could_leave_signs_behind_is_shown_again(client, owner):
    for text in ("", "What of {salary}?", "What [do] you do?", "What about [[{role}?", "a || b"):
        answer = client.post("/questions/new", {**MINE, "text": text})

        assert answer.status_code == 422
        assert "aria-invalid" in answer.text
    assert db.session.query(OwnQuestion).count() == 0


def test_whether_a_new_question_is_open_shows_in_its_words_and_then_the_user_knows_better(client, owner):
    client.post("/questions/new", {**MINE, "text": "Is it loud?"})
    mine = db.session.query(OwnQuestion).one()

    assert not mine.is_open
    client.post(f"/questions/{mine.id}", {**MINE, "text": "Is it loud?", "version": "1"})
    db.session.refresh(mine)
    assert mine.is_open


def test_an_own_question_for_a_goal_belongs_to_its_career(client, nursing):
    with transaction():
        goal = goals.add(nursing.career, "How the nights are", at=NOON)

    client.post("/questions/new", {**MINE, "goal": str(goal.id)})

    mine = db.session.query(OwnQuestion).one()
    assert (mine.goal_id, mine.career_id) == (goal.id, nursing.career.id)


def test_questions_are_picked_from_the_bank_from_ones_own_or_written_for_the_meeting(client, nursing, place):
    with transaction():
        mine = own.add(own.Content(text="How do the nights feel[[ at {organization}]]?", topic=Topic.DAY), at=NOON)

    for typed in ({"code": "day-last"}, {"own": mine.id}, {"text": "What is on your desk?"}):
        assert client.post(place, typed).status_code == 303

    planned = [each.text for each in picking.plan(nursing.with_ada.id).questions]
    assert planned[1:] == ["How do the nights feel at Lighthouse?", "What is on your desk?"]
    assert all(text in client.get(place).text for text in planned)
    assert "3 questions · 9 of 20 minutes" in client.get(place).text


def test_an_empty_question_is_asked_for_again(client, place):
    answer = client.post(place, {"text": " "})

    assert answer.status_code == 422
    assert "Write the question first." in answer.text


def test_what_is_suggested_is_shown_with_its_reason_and_taken_at_once(client, nursing, place):
    assert (
        "They know Lighthouse" in client.get(place + "?topic=day").text
        or "Nobody has answered" in client.get(place).text
    )

    client.post(place + "/suggested", {"count": "5"})

    assert len(picking.plan(nursing.with_ada.id).questions) == 5


def test_order_minutes_and_goals_are_kept_with_one_button(client, nursing, place):
    one, two = picked(nursing.with_ada, "day-last", "likes-forward")
    with transaction():
        goal = goals.add(nursing.career, "How the days are", at=NOON)

    typed = {
        f"was-minutes-{one.id}": "3",
        f"minutes-{one.id}": "7",
        f"was-goal-{one.id}": "",
        f"goal-{one.id}": goal.id,
    }
    client.post(place + "/plan", {"order": [two.id, one.id], **typed})

    first, second = picking.plan(nursing.with_ada.id).questions
    assert (first.id, second.id, second.minutes, second.goal) == (two.id, one.id, 7, "How the days are")
    client.post(place + "/plan", {"order": [two.id, one.id], "up": one.id})
    assert picking.plan(nursing.with_ada.id).questions[0].id == one.id


def test_minutes_that_are_none_or_were_changed_elsewhere_are_shown_again_as_typed(client, nursing, place):
    (row,) = picked(nursing.with_ada, "day-last")
    name = f"minutes-{row.id}"

    wrong = client.post(place + "/plan", {f"was-{name}": "3", name: "soon"})
    stale = client.post(place + "/plan", {f"was-{name}": "4", name: "9"})

    assert (wrong.status_code, stale.status_code) == (422, 409)
    assert 'value="soon"' in wrong.text
    assert "number from 1 to 120" in wrong.text
    assert "Stored meanwhile" in stale.text
    assert picking.plan(nursing.with_ada.id).minutes_planned == 3


def test_removing_an_answered_question_asks_first(client, nursing, place):
    (row,) = picked(nursing.with_ada, "day-last", answer="Interviews all morning.")
    remove = f"/meetings/questions/{row.id}/remove"

    asked = client.post(remove)

    assert "Keep it" in asked.text
    assert "Interviews all morning." in asked.text
    assert len(picking.plan(nursing.with_ada.id).questions) == 1
    assert client.post(remove, {"with_answer": "1"}).location == place
    assert picking.plan(nursing.with_ada.id).questions == []
    assert "Undo" in client.get(place).text


def test_a_question_without_an_answer_is_removed_at_once(client, nursing, place):
    (row,) = picked(nursing.with_ada, "day-last")

    assert client.post(f"/meetings/questions/{row.id}/remove").status_code == 303
    assert picking.plan(nursing.with_ada.id).questions == []


def test_a_part_of_the_page_answers_a_press_with_the_filters_that_are_on(client, nursing, place):
    there = {"HX-Current-URL": f"http://localhost{place}?topic=day"}
    reply = client.post(place, {"code": "day-last"}, partial=True, headers=there).text

    assert "<html" not in reply
    assert 'hx-target="#plan"' in reply
    assert set(shown(reply)) >= {"day-week"}
    assert "entry-training" not in shown(reply)
