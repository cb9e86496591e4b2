"""A meeting to be held: for tests of its live page."""

from factories import NOON, make_contact

from infoview.db import db, transaction
from infoview.models import Meeting, MeetingQuestion, Stage
from infoview.models.meeting import MeetingMode, MeetingStatus


def make_meeting():
    """Store a meeting with Ada that was agreed on, with two questions."""
    ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    with transaction():
        facts = {"day": NOON.date(), "start": NOON.time(), "zone": "Europe/Paris", "minutes": 15, "created_at": NOON}
        agreed, phone = MeetingStatus.AGREED, MeetingMode.PHONE
        meeting = Meeting(contact_id=ada.id, status=agreed, mode=phone, **facts)
        db.session.add(meeting)
        db.session.flush()
        for position, text in enumerate(("How did you begin?", "What is a day like?")):
            question = MeetingQuestion(
                meeting_id=meeting.id, text=text, follow_up="What then?", position=position, created_at=NOON
            )
            db.session.add(question)
    return meeting
