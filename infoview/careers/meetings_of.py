"""Which meetings tell of a career: those about it; one about none in particular tells of its contact's."""

from typing import Any

from sqlalchemy import func, or_

from infoview.models import Contact, Meeting
from infoview.models.meeting import MeetingStatus

# For statements that join a meeting with its contact.
career_told_of: Any = func.coalesce(Meeting.career_id, Contact.career_id)
was_held: Any = or_(Meeting.status == MeetingStatus.HELD, Meeting.started_at.is_not(None))


def tells_of(career_id: int) -> Any:
    """Return whether a meeting tells of a career."""
    return career_told_of == career_id
