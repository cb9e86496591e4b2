"""Writing up a conversation: its debrief, closing it."""

from datetime import datetime, timedelta

from sqlalchemy import select

from infoview.board import actions as board
from infoview.clock import day_of
from infoview.db import db, describe
from infoview.errors import Refused
from infoview.free_times.actions import release_theirs
from infoview.i18n import _l
from infoview.models import Contact, Debrief, Meeting, Message, Stage
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Direction, MessageKind

TO_COME = _l("This conversation is still to come. If you have talked already, change its day first.")


def debrief_of(meeting: Meeting, *, at: datetime | None = None) -> Debrief:
    """Return the write-up of a meeting, inside `transaction()`; an empty one is made if there is none."""
    found = db.session.scalar(select(Debrief).where(Debrief.meeting_id == meeting.id))
    if found is None:
        found = Debrief(meeting_id=meeting.id, created_at=at or meeting.created_at)
        db.session.add(found)
        db.session.flush()
    return found


def close(meeting: Meeting, *, at: datetime) -> None:
    """Say that a meeting is written up: it was held, and its card moves to Met unless it is further.

    Raises Refused for a conversation that is still to come.
    """
    describe("debrief")
    if is_to_come(meeting, at=at):
        raise Refused(str(TO_COME))
    contact = db.get_row(Contact, meeting.contact_id)
    meeting.debriefed_at = meeting.debriefed_at or at
    if meeting.status is not MeetingStatus.HELD:
        meeting.status = MeetingStatus.HELD
        release_theirs(contact.id)
    board.advance(contact, to=Stage.MET, at=at)
    if contact.touch_on is not None and contact.touch_on <= meeting.day:
        contact.touch_on = None  # what was due has happened
    db.session.flush()


def is_to_come(meeting: Meeting, *, at: datetime) -> bool:
    """Whether a conversation cannot have taken place yet: its day is not there, and its clock never ran."""
    return meeting.ended_at is None and meeting.started_at is None and meeting.day > day_of(at, meeting.zone)


def is_thanked(meeting: Meeting) -> bool:
    """Whether a thank-you has gone out for a meeting, or on the same day."""
    thanks = (Message.contact_id == meeting.contact_id, Message.kind == MessageKind.THANK_YOU)
    sent = (Message.direction == Direction.OUT, Message.withdrawn_at.is_(None))
    since = meeting.ends_at - timedelta(hours=24)
    return db.session.scalar(select(Message.id).where(*thanks, *sent, Message.sent_at >= since).limit(1)) is not None
