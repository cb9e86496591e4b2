"""The facts behind next steps, for one contact or many, in a fixed number of queries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import func, select

from infoview.db import db, zone
from infoview.i18n import clock_words
from infoview.models import Contact, Meeting, Message
from infoview.models.meeting import MeetingStatus
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


def steps(contacts: Iterable[OnBoard], *, now: datetime) -> dict[int, Step | None]:
    """Return the next step of each contact by id: two queries, however many there are."""
    rows = list(contacts)
    ids = [row.id for row in rows]
    spoken, meetings = _messages(ids), _meetings(ids, now)
    here = zone()
    return {
        row.id: next_step.of(_facts(row, spoken.get(row.id, {}), meetings.get(row.id, {})), now=now, zone=here)
        for row in rows
    }


def step_of(contact: Contact, *, now: datetime) -> Step | None:
    """Return the next step of one contact."""
    return steps([contact], now=now)[contact.id]


def _facts(row: OnBoard, spoken: dict[str, Any], meetings: dict[str, Any]) -> Facts:
    contacts = [at for at in (spoken.get("contact_at"), meetings.get("met_at")) if at is not None]
    return Facts(
        stage=row.stage,
        stage_at=row.stage_at,
        warmth=row.warmth,
        touch_months=row.touch_months,
        touch_on=row.touch_on,
        is_resting=row.paused_at is not None or row.closed_at is not None,
        **{key: value for key, value in spoken.items() if key != "contact_at"},
        **meetings,
        contact_at=max(contacts, default=None),
    )


def _messages(ids: list[int]) -> dict[int, dict[str, Any]]:
    sent = func.max(Message.sent_at)
    rows = db.session.execute(
        select(Message.contact_id, Message.direction, Message.kind, Message.answer, sent)
        .where(Message.contact_id.in_(ids), Message.withdrawn_at.is_(None))
        .group_by(Message.contact_id, Message.direction, Message.kind, Message.answer)
    )
    names = {
        MessageKind.REQUEST: "requested_at",
        MessageKind.NUDGE: "nudged_at",
        MessageKind.THANK_YOU: "thanked_at",
    }
    found: dict[int, dict[str, Any]] = {}
    for contact_id, direction, kind, answer, at in rows:
        facts = found.setdefault(contact_id, {})
        facts["contact_at"] = max(at, facts.get("contact_at", at))
        if direction is Direction.OUT and kind in names:
            facts[names[kind]] = max(at, facts.get(names[kind], at))
        elif direction is Direction.IN and at >= facts.get("answered_at", at):
            facts["answered_at"], facts["answer"] = at, answer
    return found


def _meetings(ids: list[int], now: datetime) -> dict[int, dict[str, Any]]:
    rows = db.session.execute(
        select(Meeting)
        .where(Meeting.contact_id.in_(ids), Meeting.status != MeetingStatus.CANCELLED)
        .order_by(Meeting.day, Meeting.start)
    ).scalars()
    found: dict[int, dict[str, Any]] = {}
    for meeting in rows:
        facts = found.setdefault(meeting.contact_id, {})
        if meeting.status is MeetingStatus.HELD:
            facts["met_at"] = min(meeting.ends_at, now)
            for agreed in ("meets_until", "meets_day", "meets_time"):
                facts.pop(agreed, None)
        elif "meets_until" not in facts or facts["meets_until"] <= now:
            facts["meets_until"], facts["meets_day"] = meeting.ends_at, meeting.day
            facts["meets_time"] = clock_words(meeting.start) if meeting.start else ""
    return found
