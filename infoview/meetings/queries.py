"""Reads about meetings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select

from infoview.clock import day_of
from infoview.db import db
from infoview.errors import NotThere
from infoview.models import Contact, Meeting
from infoview.models.meeting import LONGEST_TALK, WAITING, MeetingStatus

FORM_FIELDS = ("day", "start", "zone", "minutes", "mode", "place", "link", "version", "status")


class Seen(NamedTuple):
    """The meeting that waited when a form was shown, or None, and its version."""

    meeting_id: int | None
    version: int | None


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
    return in_order(db.session.scalars(theirs.order_by(Meeting.day, Meeting.id).limit(20)))


def open_meeting(contact_id: int) -> Meeting | None:
    """Return the meeting with a contact that waits to be held, one that is agreed on first, or None."""
    return next(iter(_agreed_first(waiting(contact_id))), None)


def going_on(contact_id: int, *, at: datetime) -> Meeting | None:
    """Return the conversation with a contact that goes on, or whose clock says that it went on at that instant."""
    went_on = and_(Meeting.started_at <= at, Meeting.ended_at >= at)
    lately = Meeting.started_at.between(at - LONGEST_TALK, at + LONGEST_TALK)
    goes_on = and_(Meeting.status == MeetingStatus.AGREED, lately)
    found = select(Meeting).where(Meeting.contact_id == contact_id, or_(goes_on, went_on))
    return db.session.scalar(found.order_by(Meeting.id.desc()).limit(1))


def due_meeting(contact_id: int, *, at: datetime) -> Meeting | None:
    """Return the meeting with a contact that waits to be held and whose day has come, or None."""
    due = (each for each in waiting(contact_id) if each.day <= day_of(at, each.zone))
    return next(iter(_agreed_first(due)), None)


def shown_as_held(contact_id: int, *, at: datetime) -> Meeting | None:
    """Return the meeting a form begins with that asks how a conversation was: none that was moved."""
    due = due_meeting(contact_id, at=at)
    return None if due is None or due.status is MeetingStatus.MOVED else due


def in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Return meetings as they follow each other, whatever clock each is told by."""
    return sorted(meetings, key=lambda each: (each.begins_at, each.id))


def meant(contact_id: int, what: str, *, now: datetime) -> Meeting | None:
    """Return the meeting of a contact that a page of that kind is about now, or None if there is none.

    The debrief is about the one that was last, all others about the one that is next.
    """
    theirs = select(Meeting).where(Meeting.contact_id == contact_id, Meeting.status.in_({*WAITING, MeetingStatus.HELD}))
    found = in_order(db.session.scalars(theirs))
    over = [each for each in found if each.status is MeetingStatus.HELD or each.ends_at <= now]
    coming = [each for each in found if each not in over]
    unwritten = [each for each in over if each.debriefed_at is None]
    if what == "debrief":
        return next(iter([*unwritten[::-1], *over[::-1], *coming]), None)
    return next(iter([*coming, *over[::-1]]), None)


def _agreed_first(meetings: Iterable[Meeting]) -> list[Meeting]:
    return sorted(meetings, key=lambda each: each.status is not MeetingStatus.AGREED)
