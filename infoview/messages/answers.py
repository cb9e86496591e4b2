"""Which requests were answered, and how: by a reply or a conversation, before the next request to the same person."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from infoview.models import Meeting, Message
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Answer, Direction, MessageKind

IS_REQUEST = and_(
    Message.direction == Direction.OUT, Message.kind == MessageKind.REQUEST, Message.withdrawn_at.is_(None)
)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_Next = aliased(Message)
_Reply = aliased(Message)


def is_answered() -> ColumnElement[bool]:
    """Return the condition that a request was answered."""
    until = _next_request()
    met = exists().where(
        Meeting.contact_id == Message.contact_id,
        Meeting.status != MeetingStatus.CANCELLED,
        Meeting.day >= func.date(Message.sent_at),
        Meeting.day < until,
    )
    return or_(_has_reply(until), met)


def said(answer: Answer) -> ColumnElement[bool]:
    """Return the condition that a message says yes, later or no, or is a request to which that was said."""
    says_so = and_(Message.direction == Direction.IN, Message.answer == answer, Message.withdrawn_at.is_(None))
    return or_(says_so, and_(IS_REQUEST, _has_reply(_next_request(), _Reply.answer == answer)))


def _has_reply(until: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        _Reply.contact_id == Message.contact_id,
        _Reply.direction == Direction.IN,
        _Reply.kind == MessageKind.REPLY,
        _Reply.withdrawn_at.is_(None),
        _Reply.sent_at >= Message.sent_at,
        _Reply.sent_at < until,
        *more,
    )


def _next_request() -> Any:
    """Return when the same person was asked anew, or a day that never comes."""
    later = (
        select(func.min(_Next.sent_at))
        .where(
            _Next.contact_id == Message.contact_id,
            _Next.direction == Direction.OUT,
            _Next.kind == MessageKind.REQUEST,
            _Next.withdrawn_at.is_(None),
            _Next.sent_at > Message.sent_at,
        )
        .correlate(Message)
        .scalar_subquery()
    )
    return func.coalesce(later, NEVER)
