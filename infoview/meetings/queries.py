"""Reads about meetings."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from infoview.db import db
from infoview.errors import NotThere
from infoview.models import Contact, Meeting
from infoview.models.meeting import WAITING, MeetingStatus

FORM_FIELDS = ("day", "start", "zone", "minutes", "mode", "place", "link", "version", "status")


def with_contact(meeting_id: int) -> tuple[Meeting, Contact]:
    """Return a meeting and its contact. Raises NotThere."""
    both = select(Meeting, Contact).join(Contact, Contact.id == Meeting.contact_id).where(Meeting.id == meeting_id)
    row = db.session.execute(both).one_or_none()
    if row is None:
        raise NotThere
    return row.Meeting, row.Contact


def form_values(meeting: Meeting) -> dict[str, Any]:
    """Return the facts of a meeting as its form holds them. One that was moved waits for its new day."""
    values = {name: getattr(meeting, name) for name in FORM_FIELDS}
    is_moved = meeting.status is MeetingStatus.MOVED
    return values | ({"status": MeetingStatus.AGREED, "day": None, "start": None} if is_moved else {})


def waiting(contact_id: int) -> list[Meeting]:
    """Return the meetings with a contact that are still to be held, the next one first."""
    theirs = select(Meeting).where(Meeting.contact_id == contact_id, Meeting.status.in_(WAITING))
    return list(db.session.scalars(theirs.order_by(Meeting.day, Meeting.start, Meeting.id).limit(20)))


def meant(contact_id: int, what: str, *, now: datetime) -> Meeting | None:
    """Return the meeting of a contact that a page of that kind is about now, or None if there is none.

    The debrief is about the one that was last, all others about the one that is next.
    """
    theirs = select(Meeting).where(Meeting.contact_id == contact_id, Meeting.status.in_({*WAITING, MeetingStatus.HELD}))
    found = list(db.session.scalars(theirs.order_by(Meeting.day, Meeting.start, Meeting.id)))
    over = [each for each in found if each.status is MeetingStatus.HELD or each.ends_at <= now]
    coming = [each for each in found if each not in over]
    unwritten = [each for each in over if each.debriefed_at is None]
    if what == "debrief":
        return next(iter([*unwritten[::-1], *over[::-1], *coming]), None)
    return next(iter([*coming, *over[::-1]]), None)
