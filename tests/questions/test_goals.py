"""What the user wants to learn about a career, and how far their questions have brought them."""

import pytest
from factories import NOON
from planned_meetings import make_meeting, picked

from infoview.db import transaction
from infoview.errors import Invalid, Stale
from infoview.models.meeting import MeetingStatus
from infoview.questions import goals
from infoview.safekeeping.actions import undo


def wanted(career):
    return [each.body for each in goals.of(career.id)]


@pytest.fixture
def degree(nursing):
    with transaction():
        return goals.add(nursing.career, " Whether I need \n a degree ", at=NOON)


@pytest.fixture
def pay(nursing, degree):
    with transaction():
        return goals.add(nursing.career, "What people earn", at=NOON)


def test_goals_stand_in_the_order_the_user_gives_them_the_settled_last(nursing, degree, pay):
    assert wanted(nursing.career) == ["Whether I need a degree", "What people earn"]

    with transaction():
        goals.move(pay, by=-1)
    assert wanted(nursing.career) == ["What people earn", "Whether I need a degree"]

    with transaction():
        goals.settle(pay, at=NOON)
    assert [(each.body, each.is_settled) for each in goals.of(nursing.career.id)][1] == ("What people earn", True)

    with transaction():
        goals.reopen(pay)
    assert wanted(nursing.career)[0] == "What people earn"


def test_a_goal_counts_the_questions_that_were_asked_answered_and_are_planned_for_it(nursing, degree, pay):
    held = make_meeting(nursing.ada, career=nursing.career, status=MeetingStatus.HELD)
    gone = make_meeting(nursing.ada, career=nursing.career, status=MeetingStatus.CANCELLED)
    picked(held, "entry-training", answer="A course was enough.", goal=degree)
    picked(held, "entry-titles", goal=degree)
    picked(gone, "entry-titles", goal=degree)
    picked(nursing.with_mary, "entry-training", goal=degree)

    first, second = goals.of(nursing.career.id)

    assert (first.asked, first.answered, first.planned) == (2, 1, 1)
    assert first.words == "2 questions asked, 1 answered"
    assert second.words == "Not asked yet"


def test_questions_of_a_deleted_meeting_or_contact_are_not_counted(nursing, degree):
    picked(nursing.with_ada, "entry-training", answer="Yes.", goal=degree)
    picked(nursing.with_mary, "entry-training", answer="No.", goal=degree)
    with transaction():
        nursing.with_ada.deleted_at = nursing.mary.deleted_at = NOON

    assert goals.of(nursing.career.id)[0].asked == 0


def test_a_goal_needs_words(nursing, degree):
    for body in (" ", "x" * 301):
        with pytest.raises(Invalid), transaction():
            goals.add(nursing.career, body, at=NOON)
        with pytest.raises(Invalid), transaction():
            goals.edit(degree, body)


def test_a_goal_that_was_changed_elsewhere_is_not_overwritten(nursing, degree):
    with transaction():
        goals.edit(degree, "Which degree I need", was="Whether I need a degree")

    with pytest.raises(Stale), transaction():
        goals.edit(degree, "Whether a degree helps", was="Whether I need a degree")
    assert wanted(nursing.career) == ["Which degree I need"]


def test_removing_a_goal_keeps_its_questions_and_can_be_undone(nursing, degree):
    (row,) = picked(nursing.with_ada, "entry-training", goal=degree)
    with transaction() as batch:
        goals.remove(degree, at=NOON)

    assert wanted(nursing.career) == []
    assert row.deleted_at is None
    with transaction():
        undo(batch.id, at=NOON)
    assert goals.of(nursing.career.id)[0].planned == 1


def test_goals_are_noted_settled_moved_and_removed_on_their_page(client, nursing, degree, pay):
    page = f"/careers/{nursing.career.id}/goals"

    assert client.post(page, {"body": "How the nights are"}).status_code == 303
    assert "Write what you want to learn." in client.post(page, {"body": " "}).text
    client.post(f"/goals/{pay.id}/move", {"to": "up"})
    client.post(f"/goals/{degree.id}/settle")
    client.post(f"/goals/{pay.id}", {"body": "What nurses earn", "was": "What people earn"})

    shown = client.get(page).text
    assert shown.index("What nurses earn") < shown.index("How the nights are") < shown.index("Whether I need a degree")
    assert "I know enough" in shown
    assert "Open again" in shown
    stale = client.post(f"/goals/{pay.id}", {"body": "Their pay", "was": "What people earn"})
    assert stale.status_code == 409
    assert "What nurses earn" in stale.text
    assert "Their pay" in stale.text
    client.post(f"/goals/{pay.id}/remove")
    assert 'id="goal-' + str(pay.id) not in client.get(page).text


def test_the_list_of_goals_goes_back_to_the_page_it_stands_on(client, nursing):
    kept = client.post(f"/careers/{nursing.career.id}/goals", {"body": "Pay", "next": "/careers/1"})
    abroad = client.post(f"/careers/{nursing.career.id}/goals", {"body": "More", "next": "https://example.org"})

    assert kept.location == "/careers/1"
    assert abroad.location == f"/careers/{nursing.career.id}/goals"
