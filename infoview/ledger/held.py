"""The conversation that a line of the ledger belongs to when it is added later."""

from sqlalchemy import select

from infoview.db import db
from infoview.errors import NotThere
from infoview.models import Meeting
from infoview.models.meeting import MeetingStatus


def last_meeting(contact_id: int) -> Meeting:
    """Return the last conversation that was held with a contact. Raises NotThere if there was none."""
    held = select(Meeting).where(Meeting.contact_id == contact_id, Meeting.status == MeetingStatus.HELD)
    found = db.session.scalar(held.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(1))
    if found is None:
        raise NotThere
    return found


def has_talked(contact_id: int) -> bool:
    """Whether a conversation was held with a contact."""
    held = select(Meeting.id).where(Meeting.contact_id == contact_id, Meeting.status == MeetingStatus.HELD)
    return db.session.scalar(held.limit(1)) is not None
