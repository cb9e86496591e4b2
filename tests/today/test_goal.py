"""The weekly goal: what counts, what is said, and when somebody is suggested."""

from datetime import timedelta

import pytest
import time_machine
from factories import NOON, make_contact

from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid
from infoview.models import Account, Meeting, Stage
from infoview.models.meeting import MeetingStatus
from infoview.today import goal
from infoview.today.goal import Week

MONDAY = NOON.date()  # June 15, 2026
DAY = timedelta(days=1)


def meeting(contact, day, status):
    with transaction():
        db.session.add(Meeting(contact_id=contact.id, day=day, zone="UTC", status=status, created_at=NOON))


def test_a_week_counts_what_was_held_since_monday_and_what_is_still_agreed_on(owner):
    ada = make_contact("Ada Byron")
    held, agreed = MeetingStatus.HELD, MeetingStatus.AGREED
    for day, status in [(-1, held), (0, held), (2, held), (3, agreed), (6, agreed), (7, agreed), (1, agreed)]:
        meeting(ada, MONDAY + day * DAY, status)  # the last one is over, and nobody knows whether it was held
    meeting(ada, MONDAY, MeetingStatus.CANCELLED)
    gone = make_contact("Mary Somerville")
    meeting(gone, MONDAY, held)
    with transaction():
        gone.deleted_at = NOON

    assert goal.week_of(MONDAY + 2 * DAY) == Week(None, held=2, agreed=2)


@pytest.mark.parametrize(
    ("week", "is_behind", "marks"),
    [
        (Week(None, 0, 0), False, []),
        (Week(2, 0, 0), True, ["", ""]),
        (Week(2, 1, 0), True, ["is-held", ""]),
        (Week(2, 1, 1), False, ["is-held", "is-agreed"]),
        (Week(2, 3, 1), False, ["is-held", "is-held"]),
    ],
)
def test_a_week_is_behind_while_less_is_held_and_agreed_on_than_wanted(week, is_behind, marks):
    assert (week.is_behind, week.marks) == (is_behind, marks)


def test_a_goal_is_set_and_given_up_on_the_page(app, account, client):
    def stored():
        with app.app_context():
            return db.session.get(Account, account.id).weekly_goal

    client.post("/today/goal", {"goal": "2"})
    assert stored() == 2
    client.post("/today/goal", {"goal": "0"})
    assert stored() is None
    assert client.post("/today/goal", {"goal": "99"}).status_code == 422
    with pytest.raises(Invalid), app.test_request_context(), transaction():
        goal.set_goal(db.session.get(Account, account.id), goal=99)


def test_somebody_to_ask_is_suggested_only_while_the_week_is_behind(app, account, client):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron")
        make_contact("Mary Somerville", stage=Stage.IDENTIFIED)
    with time_machine.travel(NOON, tick=False):
        assert "You could ask" not in client.get("/today").text
        client.post("/today/goal", {"goal": "1"})
        behind = client.get("/today").text
        with app.app_context(), as_owner(account):
            meeting(ada, MONDAY, MeetingStatus.HELD)
        reached = client.get("/today").text

    assert "You could ask" in behind
    assert "Mary Somerville" in behind
    assert "You could ask" not in reached
    assert "You have had your conversation this week." in reached
