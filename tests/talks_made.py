"""Conversations about a career, made in one line."""

from datetime import timedelta

from factories import NOON, make_contact

from infoview.db import db, transaction
from infoview.models import Career, Debrief, Demand, Meeting, MeetingQuestion, Organization, Stage, Surprise
from infoview.models.meeting import MeetingStatus


def make_career(name="Data analysis", **facts):
    with transaction():
        career = Career(name=name, folded=name.lower(), created_at=NOON, **facts)
        db.session.add(career)
    return career


def make_organization(name):
    with transaction():
        row = Organization(name=name, folded=name.lower(), created_at=NOON)
        db.session.add(row)
    return row


def make_talk(who, career, *, days=0, answers=(), demands=(), surprises=(), status=MeetingStatus.HELD, **debrief):
    """Store a conversation held so many days after noon; `answers` are the columns of its questions."""
    contact = who if not isinstance(who, str) else make_contact(who, stage=Stage.MET, career_id=career.id)
    learned = debrief.pop("learned", "")
    with transaction():
        meeting = Meeting(
            contact_id=contact.id,
            career_id=career.id,
            day=NOON.date() + timedelta(days=days),
            zone="UTC",
            status=status,
            learned=learned,
            created_at=NOON,
        )
        db.session.add(meeting)
        db.session.flush()
        rows = [MeetingQuestion(meeting_id=meeting.id, created_at=NOON, **each) for each in answers]
        rows += [Demand(meeting_id=meeting.id, body=body, ability=ability) for body, ability in demands]
        rows += [Surprise(meeting_id=meeting.id, expected=one, actual=other) for one, other in surprises]
        rows += [Debrief(meeting_id=meeting.id, created_at=NOON, **debrief)] if debrief else []
        db.session.add_all(rows)
    return meeting
