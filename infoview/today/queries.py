"""The facts behind next steps, for one contact or many, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import String, func, select, type_coerce

from infoview.db import zone
from infoview.i18n import as_language, clock_words, language
from infoview.kept import Kept
from infoview.many import AMONG, ids_text
from infoview.models import Contact, Meeting, Message
from infoview.models.meeting import MeetingStatus, ends_at
from infoview.models.message import Direction, MessageKind
from infoview.today import next_step
from infoview.today.next_step import Facts, Step


class OnBoard(Protocol):
    """What a contact's own row tells: a `Contact`, or a row with these columns."""

    id: Any
    stage: Any
    stage_at: Any
    warmth: Any
    touch_months: Any
    touch_on: Any
    paused_at: Any
    closed_at: Any


FACT_COLUMNS = (
    Contact.stage,
    Contact.stage_at,
    Contact.warmth,
    Contact.touch_months,
    Contact.touch_on,
    Contact.paused_at,
    Contact.closed_at,
)


# Hundreds of rows for a board: direction and kind stay the plain texts they are stored as.
_SPOKEN = Kept(
    select(
        Message.contact_id,
        type_coerce(Message.direction, String).label("direction"),
        type_coerce(Message.kind, String).label("kind"),
        Message.answer,
        func.max(Message.sent_at).label("at"),
    )
    .where(Message.contact_id.in_(AMONG), Message.withdrawn_at.is_(None))
    .group_by(Message.contact_id, Message.direction, Message.kind, Message.answer)
)
_MEETINGS = Kept(
    select(Meeting.contact_id, Meeting.status, Meeting.day, Meeting.start, Meeting.minutes, Meeting.zone)
    .where(Meeting.contact_id.in_(AMONG), Meeting.status != MeetingStatus.CANCELLED)
    .order_by(Meeting.day, Meeting.start)
)
_OUT, _IN = Direction.OUT.value, Direction.IN.value
_ASKED = {
    MessageKind.REQUEST.value: "requested_at",
    MessageKind.NUDGE.value: "nudged_at",
    MessageKind.THANK_YOU.value: "thanked_at",
}


def steps(contacts: Iterable[OnBoard], *, now: datetime) -> dict[int, Step | None]:
    """Return the next step of each contact by id: two queries at most, however many there are."""
    rows = list(contacts)
    told: dict[int, dict[str, Any]] = defaultdict(dict)
    if asked := [row.id for row in rows if row.stage is not None]:
        ids = ids_text(asked)
        _tell_messages(ids, told)
        _tell_meetings(ids, told, now)
    here = zone()
    nothing: dict[str, Any] = {}
    with as_language(language()):  # looked up once, not for every word
        return {row.id: next_step.of(_facts(row, told.get(row.id, nothing)), now=now, zone=here) for row in rows}


def step_of(contact: Contact, *, now: datetime) -> Step | None:
    """Return the next step of one contact."""
    return steps([contact], now=now)[contact.id]


def _facts(row: OnBoard, told: dict[str, Any]) -> Facts:
    return Facts(
        stage=row.stage,
        stage_at=row.stage_at,
        warmth=row.warmth,
        touch_months=row.touch_months,
        touch_on=row.touch_on,
        is_resting=row.paused_at is not None or row.closed_at is not None,
        **told,
    )


def _tell_messages(ids: str, told: dict[int, dict[str, Any]]) -> None:
    for contact_id, direction, kind, answer, at in _SPOKEN.rows(ids=ids):
        facts = told[contact_id]
        facts["contact_at"] = max(at, facts.get("contact_at", at))
        if direction == _OUT and kind in _ASKED:
            facts[_ASKED[kind]] = max(at, facts.get(_ASKED[kind], at))
        elif direction == _IN and at >= facts.get("answered_at", at):
            facts["answered_at"], facts["answer"] = at, answer


def _tell_meetings(ids: str, told: dict[int, dict[str, Any]], now: datetime) -> None:
    for contact_id, status, day, start, minutes, place in _MEETINGS.rows(ids=ids):
        facts, end = told[contact_id], ends_at(day, start, minutes, place)
        if status is MeetingStatus.HELD:
            facts["met_at"] = min(end, now)
            facts["contact_at"] = max(facts["met_at"], facts.get("contact_at", facts["met_at"]))
            for agreed in ("meets_until", "meets_day", "meets_time"):
                facts.pop(agreed, None)
        elif "meets_until" not in facts or facts["meets_until"] <= now:
            facts["meets_until"], facts["meets_day"] = end, day
            facts["meets_time"] = clock_words(start) if start else ""
