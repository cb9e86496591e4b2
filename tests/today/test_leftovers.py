"""What a conversation left to do comes back on its day: the user's own next step, promises, leads, advice."""

from datetime import timedelta

import pytest
from factories import NOON, make_contact

from infoview.db import db, transaction
from infoview.ledger import actions
from infoview.models import Advice, Contact, Debrief, Lead, Meeting, Promise, Resource, Stage
from infoview.models.meeting import MeetingStatus
from infoview.today.next_step import Urgency
from infoview.today.queries import step_of

DAY, TODAY = timedelta(days=1), NOON.date()


@pytest.fixture(autouse=True)
def _english(app):
    with app.test_request_context():
        yield


def held(contact, ago=1, next_step="", on=None):
    """A conversation that was held and written up, with the user's own next step."""
    with transaction():
        meeting = Meeting(contact_id=contact.id, day=TODAY - ago * DAY, zone="UTC", status=MeetingStatus.HELD)
        meeting.created_at = meeting.debriefed_at = NOON - ago * DAY
        db.session.add(meeting)
        db.session.flush()
        db.session.add(Debrief(meeting_id=meeting.id, next_step=next_step, next_step_on=on, created_at=NOON))
    return meeting


def add(model, meeting, body, due_on):
    with transaction():
        return actions.add(model, db.get_row(Meeting, meeting.id), body=body, due_on=due_on, at=NOON)


def step(contact, now=NOON):
    db.session.expire_all()
    found = step_of(db.get_row(Contact, contact.id), now=now)
    return (found.rule, found.words, found.urgency)


@pytest.fixture
def ada(owner):
    return make_contact("Ada Byron", stage=Stage.THANKED, stage_at=NOON)


def test_an_own_step_is_told_before_its_day_amber_on_it_and_late_after_until_it_is_cleared(ada):
    meeting = held(ada, next_step="Visit the ward", on=TODAY + DAY)

    assert step(ada) == ("own-step", "Visit the ward (for tomorrow)", Urgency.CALM)
    assert step(ada, NOON + DAY) == ("own-step", "Visit the ward", Urgency.SOON)
    assert step(ada, NOON + 2 * DAY) == ("own-step", "Visit the ward", Urgency.LATE)

    with transaction():
        db.session.query(Debrief).filter_by(meeting_id=meeting.id).one().next_step = ""
    assert step(ada)[0] == "touch"


def test_of_several_own_steps_that_of_the_last_conversation_counts(ada):
    held(ada, 1, "Visit the ward", TODAY + DAY)
    held(ada, 9, "Read Babbage", TODAY - DAY)

    assert step(ada)[1] == "Visit the ward (for tomorrow)"


def test_the_open_line_that_waits_longest_is_due_and_none_before_its_day(ada):
    meeting = held(ada)
    add(Resource, meeting, "A book", TODAY - 9 * DAY)
    add(Advice, meeting, "Read Babbage", TODAY + DAY)
    add(Promise, meeting, "Send the article", None)
    assert step(ada)[0] == "touch"

    lead = add(Lead, meeting, "A post in spring", TODAY)
    assert step(ada) == ("lead", "Lead: A post in spring", Urgency.SOON)
    promise = add(Promise, meeting, "Send the article" * 9, TODAY - DAY)
    rule, words, urgency = step(ada)
    assert (rule, urgency, len(words)) == ("promise", Urgency.LATE, len("Promise: ") + 80)

    with transaction():
        for line in (lead, promise):
            actions.mark_done(db.get_row(type(line), line.id), NOON)
    assert step(ada)[0] == "touch"


def test_the_thank_you_comes_first_and_what_is_due_before_having_thanked_and_before_writing_again(owner):
    ada = make_contact("Ada Byron", stage=Stage.MET, stage_at=NOON, touch_on=TODAY - DAY)
    add(Lead, held(ada, 0), "A post in spring", TODAY)
    assert step(ada)[0] == "thank"

    with transaction():
        db.get_row(Contact, ada.id).stage = Stage.IN_TOUCH
    assert step(ada)[0] == "lead"


def test_card_and_page_lead_to_what_is_due(owner, client):
    ada = make_contact("Ada Byron", stage=Stage.THANKED)
    add(Promise, held(ada), "Send the article", TODAY)

    page = client.get(f"/contacts/{ada.id}").text

    assert "Promise: Send the article" in page and f'href="/contacts/{ada.id}#ledger-title"' in page
    assert f'href="/contacts/{ada.id}#ledger-title">Look at it' in client.get("/board").text
