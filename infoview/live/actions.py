"""Keeping what is noted while two people talk."""

from datetime import datetime

from sqlalchemy import select

from infoview.boxes import WAS, Outcome, Typed, keep
from infoview.db import db, describe, next_act
from infoview.debriefs import named
from infoview.debriefs.actions import debrief_of
from infoview.live.boxes import DEBRIEFED, boxes_of
from infoview.live.queries import questions_of
from infoview.meetings import actions as meetings
from infoview.models import Contact, Debrief, Meeting
from infoview.questions import picking

FEW = 3


def save(meeting: Meeting, typed: Typed, *, at: datetime) -> Outcome:
    """Keep what was typed on the live page of a meeting; a question that has an answer now is answered."""
    describe("notes")
    questions = questions_of(meeting.id)
    is_debriefed = any(WAS + name in typed for name in DEBRIEFED)
    debrief = debrief_of(meeting, at=at) if is_debriefed else Debrief()
    allowed = meeting.name_allowed
    *boxes, ended = boxes_of(meeting, debrief, questions, at)
    outcome = keep(boxes, typed)
    if meeting.name_allowed is not allowed:
        people = select(Contact).where(Contact.referred_by_id == meeting.contact_id)
        named.lower(db.session.scalars(people), meeting.name_allowed)
    for question in questions:
        if not question.answer.strip():
            question.answered_at = None
        elif question.answered_at is None:
            question.answered_at = at
    db.session.flush()
    return outcome.with_more(keep([ended], typed))


def begin(meeting: Meeting, *, at: datetime) -> None:
    """Start the clock of a meeting."""
    meetings.begin(meeting, at=at)


def set_back(meeting: Meeting) -> None:
    """Forget that the clock of a meeting was started: it was a slip."""
    meetings.set_back(meeting)


def end(meeting: Meeting, *, at: datetime) -> None:
    """Stop the clock of a meeting: it was held. One that was ended stays as it is."""
    if meeting.ended_at is None:
        next_act()  # taken back by itself: the notes that came along stay
        meetings.end(meeting, at=at)


def pick_few(meeting: Meeting, *, at: datetime) -> None:
    """Plan three good questions for a meeting that has none."""
    if not questions_of(meeting.id):
        picking.pick_suggested(meeting, FEW, at=at)
