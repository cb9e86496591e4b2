"""The page for the conversation itself."""

import re
from datetime import timedelta

import pytest
from factories import NOON
from live_meetings import make_meeting

from infoview import clock
from infoview.boxes import WAS
from infoview.db import db, transaction
from infoview.live.actions import save
from infoview.live.boxes import instant_text
from infoview.live.queries import questions_of
from infoview.models import Contact, Debrief, Meeting, Stage
from infoview.models.contact import Permission
from infoview.models.meeting import MeetingStatus

SET_BACK = '<button class="button is-quiet is-small" id="unbegin" name="unbegin" value="1" >'
LATER = NOON + timedelta(minutes=20)


@pytest.fixture
def meeting(owner):
    """Agreed with Ada, with two questions."""
    return make_meeting()


def typed(**values):
    """A form as it is sent by a page that showed nothing in these boxes."""
    before = {WAS + name: ["not_asked" if name == "name_allowed" else ""] for name in values}
    return before | {name: [value] for name, value in values.items()}


def kept(meeting, at=NOON, **values):
    with transaction():
        return save(db.get_row(Meeting, meeting.id), typed(**values), at=at)


def test_an_answer_is_kept_with_its_marks_and_the_time_it_was_first_given(meeting):
    first, second = questions_of(meeting.id)

    kept(meeting, **{f"answer-{first.id}": "By chance", f"star-{first.id}": "1", f"quote-{first.id}": "1"})
    kept(meeting, at=LATER, **{f"follow-{first.id}": "1"})

    assert (first.answer, first.is_starred, first.is_quote, first.is_follow_up) == ("By chance", True, True, True)
    assert first.answered_at == NOON and second.answered_at is None


def test_what_else_is_said_lies_with_the_debrief_and_the_closing_answers_with_the_meeting(meeting):
    kept(meeting, notes="Has a dog", people_noted="Mary", impressions="Quiet", name_allowed="yes", asked_for_others="1")

    debrief = db.session.query(Debrief).one()
    assert (debrief.notes, debrief.people_noted, debrief.impressions) == ("Has a dog", "Mary", "Quiet")
    assert meeting.name_allowed is Permission.YES and meeting.asked_for_others
    assert meeting.resume_allowed is Permission.NOT_ASKED


def test_answers_alone_make_no_debrief(meeting):
    kept(meeting, **{f"answer-{questions_of(meeting.id)[0].id}": "By chance"})

    assert db.session.query(Debrief).count() == 0


def test_a_clock_that_was_started_without_a_connection_keeps_its_own_time(meeting):
    kept(meeting, at=LATER, began=instant_text(NOON))
    kept(meeting, at=LATER, ended=instant_text(NOON + timedelta(minutes=15)))

    assert meeting.started_at == NOON and meeting.ended_at == NOON + timedelta(minutes=15)
    assert meeting.status is MeetingStatus.HELD
    assert db.get_row(Contact, meeting.contact_id).stage is Stage.MET


def test_a_clock_takes_no_time_that_is_still_to_come_and_nothing_that_is_no_time(meeting):
    for nonsense in ("soon", "2026-06-15T12:00:00", "0001-01-01T00:00:00+14:00", "9" * 40):
        kept(meeting, began=nonsense)
    assert meeting.started_at is None

    kept(meeting, began="2999-01-01T00:00:00Z")
    assert meeting.started_at == NOON


# --- the page -------------------------------------------------------------------------------------------------------


def test_the_page_shows_questions_with_their_prompts_the_pitch_and_the_closing_questions(client, meeting):
    page = client.get(f"/meetings/{meeting.id}/live").text

    for words in ("How did you begin?", "What then?", "15 minutes agreed", "Who else could I talk to?", "We are done"):
        assert words in page


def test_without_javascript_one_press_keeps_everything_and_goes_back_to_the_page(client, meeting):
    first = questions_of(meeting.id)[0]
    path = f"/meetings/{meeting.id}/live"

    answer = client.post(path, typed(**{f"answer-{first.id}": "By chance", "notes": "Has a dog"}))

    assert (answer.status_code, answer.location) == (303, path)
    assert "By chance" in client.get(path).text


def test_starting_and_ending_without_javascript_lead_on(client, meeting):
    path = f"/meetings/{meeting.id}/live"

    assert client.post(path, {"begin": "1"}).location == path
    assert client.post(path, {"done": "1"}).location == f"/meetings/{meeting.id}/debrief"

    db.session.expire_all()
    assert meeting.started_at <= meeting.ended_at and meeting.status is MeetingStatus.HELD


def test_a_clock_that_was_started_by_mistake_is_set_back_while_nothing_is_noted(client, meeting):
    path = f"/meetings/{meeting.id}/live"
    client.post(path, {"begin": "1"})
    assert SET_BACK in client.get(path).text

    assert client.post(path, {"unbegin": "1"}).location == path

    db.session.expire_all()
    page = client.get(path).text
    assert meeting.started_at is None and SET_BACK not in page and "Start the clock" in page
    kept(meeting, began=instant_text(NOON), notes="Has a dog")
    assert SET_BACK not in client.get(path).text


@pytest.mark.parametrize("script", [True, False])
def test_the_end_is_undone_by_itself_and_what_was_noted_stays(client, meeting, script):
    first = questions_of(meeting.id)[0]
    path = f"/meetings/{meeting.id}/live"
    form = typed(**{f"star-{first.id}": "1", "notes": "Has a dog"})
    client.post(path, form | (typed(ended=instant_text(clock.now())) if script else {"done": "1"}), partial=script)
    page = client.get(f"/meetings/{meeting.id}/debrief").text
    (undo,) = re.findall(r"/changes/\w+/undo", page)

    client.post(undo)

    db.session.expire_all()
    assert (meeting.status, meeting.ended_at) == (MeetingStatus.AGREED, None)
    assert db.get_row(Contact, meeting.contact_id).stage is Stage.REQUESTED
    assert first.is_starred and db.session.query(Debrief).one().notes == "Has a dog"


def test_a_newer_text_is_shown_beside_what_was_typed_and_the_meeting_is_not_ended(client, meeting):
    first = questions_of(meeting.id)[0]
    kept(meeting, **{f"answer-{first.id}": "From the laptop"})

    answer = client.post(
        f"/meetings/{meeting.id}/live",
        typed(**{f"answer-{first.id}": "From the phone", "notes": "Kept"}) | {"done": "1"},
    )

    assert answer.status_code == 409
    assert "From the laptop" in answer.text and "From the phone" in answer.text
    db.session.expire_all()
    assert db.session.query(Debrief).one().notes == "Kept" and meeting.ended_at is None


def test_a_script_is_answered_in_data(client, meeting):
    answer = client.post(f"/meetings/{meeting.id}/live", typed(notes="Hello"), partial=True)

    assert answer.json == {"saved": {"notes": "Hello"}, "conflicts": {}, "refused": {}}


def test_a_meeting_without_questions_offers_three_good_ones(client, meeting):
    with transaction():
        for question in questions_of(meeting.id):
            question.deleted_at = NOON
    path = f"/meetings/{meeting.id}/live"
    assert "Take three good ones" in client.get(path).text

    assert client.post(f"{path}/begin").location == path

    db.session.expire_all()
    assert len(questions_of(meeting.id)) == 3 and meeting.started_at is None
