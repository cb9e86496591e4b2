"""Taking back that a conversation was held: it is still to come, and the click was a mistake."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from infoview.board import actions as board
from infoview.db import db
from infoview.errors import Refused
from infoview.i18n import _
from infoview.meetings.actions import set_status
from infoview.models import Advice, Contact, Debrief, Lead, Meeting, MeetingQuestion, Promise, Resource, Stage
from infoview.models.meeting import MeetingStatus

NOT_SAID = frozenset({"id", "owner_id", "deleted_at", "meeting_id", "created_at"})


def reopen(meeting: Meeting, *, at: datetime) -> None:
    """Say of a held meeting that it is still to come; a card that came to Met by it goes back to Requested.

    Raises Refused if it was written up, or begun to be.
    """
    if is_written(meeting):
        raise Refused(_("Something is written up about this conversation already."))
    meeting.started_at = None
    set_status(meeting, MeetingStatus.AGREED, at=at)
    contact = db.get_row(Contact, meeting.contact_id)
    if contact.stage is Stage.MET and not _has_talked(contact):
        board.move(contact, to=Stage.REQUESTED, before=board.first_card(Stage.REQUESTED), at=at)


def is_written(meeting: Meeting) -> bool:
    """Whether anything that was heard in a meeting is kept: one query."""
    if meeting.debriefed_at is not None or meeting.learned:
        return True
    kept = [select(model.id).where(model.meeting_id == meeting.id) for model in (Advice, Promise, Resource, Lead)]
    answered = select(MeetingQuestion.id).where(MeetingQuestion.meeting_id == meeting.id, MeetingQuestion.answer != "")
    noted = select(Debrief.id).where(Debrief.meeting_id == meeting.id, or_(*_said()))
    is_there = or_(*(each.exists() for each in (*kept, answered, noted)))
    return db.session.scalar(select(Meeting.id).where(Meeting.id == meeting.id, is_there)) is not None


def _said() -> list[ColumnElement[bool]]:
    """Return what is true of a debrief that holds something."""
    columns = (column for column in Debrief.__table__.columns if column.name not in NOT_SAID)
    return [column.is_not(None) if column.nullable else column != "" for column in columns]


def _has_talked(contact: Contact) -> bool:
    held = select(Meeting.id).where(Meeting.contact_id == contact.id, Meeting.status == MeetingStatus.HELD)
    return db.session.scalar(held.limit(1)) is not None
