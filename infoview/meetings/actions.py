"""Agreeing on a conversation, and writing it down: when, how, what was learned and advised, who was named."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TypedDict, Unpack

from sqlalchemy import select

from infoview.board import actions as board
from infoview.clock import day_of
from infoview.db import db, describe
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Advice, Contact, Meeting, Stage
from infoview.models.contact import FoundBy, Permission
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.people import namesakes, quick_add
from infoview.people.actions import add_contact
from infoview.text import clean_line

MOST_MINUTES = 24 * 60
MOST_LINES = 50
LONGEST_PERSON = 200


class Facts(TypedDict, total=False):
    """What can be told of a meeting beside its day."""

    start: time | None
    minutes: int | None
    mode: MeetingMode | None
    place: str
    learned: str


def hold(contact: Contact, *, day: date, zone: str, at: datetime, **facts: Unpack[Facts]) -> Meeting:
    """Remember that a conversation took place; the card moves to Met unless it is further.

    A meeting that was agreed becomes this one. Raises Invalid for a day to come.
    """
    describe("meeting")
    meeting = agreed_meeting(contact.id) or _begin(contact, day, zone, at)
    meeting.status = MeetingStatus.HELD
    _set_facts(meeting, day, facts, at)
    board.advance(contact, to=Stage.MET, at=at)
    if contact.touch_on is not None and contact.touch_on <= day:
        contact.touch_on = None  # what was due has happened
    return meeting


def agree(contact: Contact, *, day: date, zone: str, at: datetime, **facts: Unpack[Facts]) -> Meeting:
    """Remember that a conversation was agreed on; the card moves to Requested unless it is further.

    One that was agreed before and not held is moved to the new time. Raises Invalid for a day that is over.
    """
    describe("agree")
    if day < day_of(at, zone):
        raise Invalid("day", _("This day is over. If you have talked already, choose “We talked”."))
    meeting = agreed_meeting(contact.id) or _begin(contact, day, zone, at)
    _set_facts(meeting, day, facts, at)
    board.advance(contact, to=Stage.REQUESTED, at=at)
    return meeting


def edit_meeting(meeting: Meeting, *, day: date, version: int | None, at: datetime, **facts: Unpack[Facts]) -> None:
    """Change facts of a meeting. Raises Invalid for one that cannot be, Stale if `version` is not the stored one."""
    describe("meeting")
    if version != meeting.version:
        raise Stale(_("This meeting was changed in another window."), {})
    _set_facts(meeting, day, facts, at)
    meeting.version += 1


def delete_meeting(meeting: Meeting, *, at: datetime) -> None:
    """Put a meeting into the trash; the card stays where it is."""
    describe("delete_meeting")
    meeting.deleted_at = at


def set_advice(meeting: Meeting, lines: Sequence[str], *, at: datetime) -> None:
    """Keep exactly these pieces of advice, in this order. Raises Invalid for too many."""
    wanted = list(dict.fromkeys(_written(lines, "advice")))
    rows = {row.body: row for row in db.session.scalars(select(Advice).where(Advice.meeting_id == meeting.id))}
    for body, row in rows.items():
        if body not in wanted:
            row.deleted_at = at
    for position, body in enumerate(wanted):
        if body in rows:
            rows[body].position = position
        else:
            db.session.add(Advice(contact_id=meeting.contact_id, meeting_id=meeting.id, body=body, position=position))
    db.session.flush()


def name_people(contact: Contact, lines: Sequence[str], *, may_use_name: Permission, at: datetime) -> list[Contact]:
    """Make cards for the people a contact named, one on each line; those already known get their referrer.

    Returns the contacts that were added. Raises Invalid for too many lines, or one that is no name.
    """
    added = []
    written = _written(lines, "people")
    if any(len(line) > LONGEST_PERSON for line in written):
        raise Invalid("people", _("This is too long: at most %(max)d characters.", max=LONGEST_PERSON))
    for line in written:
        heard = quick_add.read(line)
        known = namesakes.find(heard.name, field="people")
        if known is None:
            facts = {"title": heard.title, "organization": heard.organization}
            person = add_contact(full_name=heard.name, at=at, stage=Stage.IDENTIFIED, **facts)  # type: ignore[arg-type]
            added.append(person)
        else:
            person = db.get_row(Contact, known)
        if person.referred_by_id is None and person.id != contact.id:
            person.referred_by_id, person.may_use_name = contact.id, may_use_name
            person.found_by = person.found_by or FoundBy.REFERRED
    db.session.flush()
    return added


def _written(lines: Sequence[str], field: str) -> list[str]:
    """Return the lines that hold something."""
    written = list(filter(None, map(clean_line, lines)))
    if len(written) > MOST_LINES:
        raise Invalid(field, _("This is too many: at most %(max)d.", max=MOST_LINES))
    return written


def agreed_meeting(contact_id: int) -> Meeting | None:
    """Return the meeting that was agreed with a contact and not held yet, or None."""
    agreed = select(Meeting).where(Meeting.contact_id == contact_id, Meeting.status == MeetingStatus.AGREED)
    return db.session.scalar(agreed.order_by(Meeting.day).limit(1))


def _begin(contact: Contact, day: date, zone: str, at: datetime) -> Meeting:
    """Add a meeting with a contact that is agreed on, and not held yet."""
    agreed = MeetingStatus.AGREED
    meeting = Meeting(
        contact_id=contact.id, career_id=contact.career_id, status=agreed, day=day, zone=zone, created_at=at
    )
    db.session.add(meeting)
    return meeting


def _set_facts(meeting: Meeting, day: date, facts: Facts, at: datetime) -> None:
    minutes = facts.get("minutes")
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Invalid("minutes", _("Give the minutes as a number, like 20."))
    if meeting.status is MeetingStatus.HELD and day > day_of(at, meeting.zone):
        raise Invalid("day", _("This day is still to come."))
    meeting.day = day
    for name, value in facts.items():
        setattr(meeting, name, value)
    db.session.flush()
