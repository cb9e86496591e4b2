"""Agreeing on a conversation, changing what was agreed, holding it: the status it has, and where its card stands."""

from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from infoview.board import actions as board
from infoview.clock import day_of
from infoview.db import db, describe
from infoview.errors import Invalid, Refused, Stale
from infoview.free_times import actions as free_times
from infoview.i18n import _
from infoview.meetings.lengths import usual_minutes
from infoview.meetings.queries import Seen, due_meeting, form_values, going_on, open_meeting
from infoview.models import Contact, Meeting, Stage
from infoview.models.meeting import MeetingMode, MeetingStatus

MOST_MINUTES = 24 * 60
SETTLED = frozenset({MeetingStatus.AGREED, MeetingStatus.HELD})
IS_OVER = frozenset({MeetingStatus.HELD, MeetingStatus.NO_SHOW})


class Facts(TypedDict, total=False):
    """What can be told of a meeting beside its day."""

    start: time | None
    minutes: int | None
    mode: MeetingMode | None
    place: str
    link: str
    learned: str


def agree(
    contact: Contact,
    *,
    day: date,
    zone: str,
    at: datetime,
    status: MeetingStatus = MeetingStatus.AGREED,
    meeting: Meeting | None = None,
    is_another: bool = False,
    seen: Seen | None = None,
    **facts: Unpack[Facts],
) -> Meeting:
    """Remember that a conversation was agreed on, or proposed; the card moves to Requested unless it is further.

    It is about `meeting`, else about the one that still waits to be held, unless this `is_another`. Without minutes
    it is as long as such a conversation usually is. Raises Invalid for a day that is over, Stale if the one that waits
    is not as it was `seen`.
    """
    describe("agree")
    if seen is not None and not is_another:
        _check_seen(contact, seen)
    if day < day_of(at, zone):
        raise Invalid("day", _("This day is over. If you have talked already, choose “We talked”."))
    meeting = meeting or (None if is_another else open_meeting(contact.id)) or _begin(contact, day, zone, at)
    if "minutes" in facts and facts["minutes"] is None and facts.get("mode"):
        facts["minutes"] = usual_minutes(facts["mode"])
    _set(meeting, at, **{**facts, "day": day, "zone": zone, "status": status})
    if status is MeetingStatus.AGREED:
        free_times.release_theirs(contact.id)
    board.advance(contact, to=Stage.REQUESTED, at=at)
    return meeting


def hold(contact: Contact, *, day: date, zone: str, at: datetime, **facts: Unpack[Facts]) -> Meeting:
    """Remember that a conversation took place; the card moves to Met unless it is further.

    A meeting that waited to be held and whose day has come becomes this one; what is agreed for a day to come stays.
    Raises Invalid for a day to come.
    """
    describe("meeting")
    meeting = due_meeting(contact.id, at=at) or _begin(contact, day, zone, at)
    _set(meeting, at, **{**facts, "day": day, "status": MeetingStatus.HELD})
    _come_to_met(contact, day, at)
    return meeting


def start_now(
    contact: Contact, *, zone: str, at: datetime, minutes: int = 15, mode: MeetingMode = MeetingMode.PHONE
) -> Meeting:
    """Begin a conversation nobody has agreed on: they are there now. One that goes on at that instant is this one."""
    describe("agree")
    wall = at.astimezone(ZoneInfo(zone))
    meeting = going_on(contact.id, at=at)
    if meeting is None:
        meeting = _begin(contact, wall.date(), zone, at)
        start = wall.time().replace(second=0, microsecond=0)
        _set(meeting, at, start=start, minutes=minutes, mode=mode)
    board.advance(contact, to=Stage.REQUESTED, at=at)
    begin(meeting, at=at)
    return meeting


def begin(meeting: Meeting, *, at: datetime) -> None:
    """Remember when a conversation really began: the first time counts."""
    describe("begin")
    if meeting.started_at is None:
        meeting.started_at = at
    db.session.flush()


def set_back(meeting: Meeting) -> None:
    """Forget that a conversation was begun: its clock was started by mistake. One that is over stays as it is."""
    describe("begin")
    if meeting.ended_at is None:
        meeting.started_at = None
    db.session.flush()


def end(meeting: Meeting, *, at: datetime) -> None:
    """Remember when a conversation was over: it was held, on the day it really began, and the card moves to Met."""
    describe("meeting")
    began = (meeting.started_at or at).astimezone(ZoneInfo(meeting.zone))
    facts: dict[str, Any] = {"status": MeetingStatus.HELD}
    if began.date() != meeting.day:
        facts |= {"day": began.date(), "start": began.time().replace(second=0, microsecond=0)}
    _set(meeting, at, **facts)
    meeting.ended_at = at
    _come_to_met(db.get_row(Contact, meeting.contact_id), began.date(), at)


def set_status(meeting: Meeting, status: MeetingStatus, *, at: datetime) -> None:
    """Give a meeting another status. Raises Refused if it is said to be over and has not begun."""
    describe("meeting_status")
    if status in IS_OVER and (meeting.starts_at or meeting.ends_at) > at and meeting.started_at is None:
        raise Refused(_("This meeting is still to come."))
    _set(meeting, at, status=status)
    contact = db.get_row(Contact, meeting.contact_id)
    if status is MeetingStatus.HELD:
        _come_to_met(contact, meeting.day, at)
    else:
        meeting.ended_at = None
    if status is MeetingStatus.AGREED:
        board.advance(contact, to=Stage.REQUESTED, at=at)
    db.session.flush()


def edit_meeting(meeting: Meeting, *, day: date, version: int | None, at: datetime, **facts: Any) -> None:
    """Change facts of a meeting: one that was moved gets its new day by it.

    Raises Invalid for a fact that cannot be, Stale if `version` is not the stored one.
    """
    describe("meeting")
    if version != meeting.version:
        raise _stale(meeting)
    is_new_day = day != meeting.day or meeting.status is MeetingStatus.MOVED
    if meeting.is_waiting and is_new_day and day < day_of(at, meeting.zone):
        raise Invalid("day", _("This day is over. If you have talked already, choose “We talked”."))
    _set(meeting, at, **{**facts, "day": day})


def delete_meeting(meeting: Meeting, *, at: datetime) -> None:
    """Put a meeting into the trash; the card stays where it is."""
    describe("delete_meeting")
    meeting.deleted_at = at


def _check_seen(contact: Contact, seen: Seen) -> None:
    waiting = open_meeting(contact.id)
    if seen != (Seen(waiting.id, waiting.version) if waiting else Seen(None, None)):
        raise _stale(waiting)


def _stale(stored: Meeting | None) -> Stale:
    theirs = form_values(stored) if stored else {}
    return Stale(_("This meeting was changed in another window."), theirs)


def _begin(contact: Contact, day: date, zone: str, at: datetime) -> Meeting:
    """Add a meeting with a contact that is agreed on, and not held yet."""
    agreed, career = MeetingStatus.AGREED, contact.career_id
    meeting = Meeting(contact_id=contact.id, career_id=career, status=agreed, day=day, zone=zone, created_at=at)
    db.session.add(meeting)
    return meeting


def _set(meeting: Meeting, at: datetime, **facts: Any) -> None:
    """Give a meeting these facts; one that comes to be settled frees the times that were offered for it."""
    minutes = facts.get("minutes")
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Invalid("minutes", _("Give the minutes as a number, like 20."))
    status, day = facts.get("status", meeting.status), facts.get("day", meeting.day)
    if status is MeetingStatus.HELD and day > day_of(at, facts.get("zone", meeting.zone)):
        raise Invalid("day", _("This day is still to come."))
    is_settled = status in SETTLED and (meeting.id is None or status is not meeting.status)
    for name, value in facts.items():
        setattr(meeting, name, value)
    if meeting.id is not None and facts.keys() != {"status"}:
        meeting.version += 1
    if is_settled:
        free_times.release_theirs(meeting.contact_id)
    db.session.flush()


def _come_to_met(contact: Contact, day: date, at: datetime) -> None:
    board.advance(contact, to=Stage.MET, at=at)
    if contact.touch_on is not None and contact.touch_on <= day:
        contact.touch_on = None  # what was due has happened
