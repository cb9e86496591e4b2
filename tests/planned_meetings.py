"""Meetings with questions planned for them."""

from factories import NOON

from infoview.db import db, transaction
from infoview.models import Meeting
from infoview.models.meeting import MeetingStatus
from infoview.questions import picking


def make_meeting(contact, *, career=None, minutes=20, status=MeetingStatus.AGREED):
    with transaction():
        meeting = Meeting(contact_id=contact.id, day=NOON.date(), zone="UTC", status=status, created_at=NOON)
        meeting.minutes, meeting.career_id = minutes, career.id if career else None
        db.session.add(meeting)
    return meeting


def picked(meeting, *codes, answer="", **more):
    """Plan questions of the bank for a meeting, all with the same answer."""
    with transaction():
        rows = [picking.add(meeting, code=code, at=NOON, **more) for code in codes]
        for row in rows:
            row.answer = answer
    return rows
