"""What else is open with contacts: who was asked to introduce them, and what conversations left for the user to do.

That is their own next steps, promises, leads and advice, each by its day. It is one read with the introductions,
because a board asks few questions.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Date, String, bindparam, column, literal, null, select, type_coerce, union_all

from infoview.kept import Kept
from infoview.ledger.words import BY_WORD
from infoview.many import AMONG
from infoview.models import Contact, Debrief, Meeting, Message
from infoview.models.ledger import LedgerEntry
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Direction, MessageKind
from infoview.today.next_step import OWN_STEP, Left

_INTRODUCTION = "introduction"
_DUE = ("promise", "lead", "advice")


def _columns(contact: Any, kind: str, body: Any, due_on: Any, place: Any) -> Any:
    """Return the columns that all have in common; `place` orders those without a day."""
    return select(
        contact.label("contact_id"),
        literal(kind).label("kind"),
        body.label("body"),
        type_coerce(due_on, Date).label("due_on"),
        type_coerce(place, String).label("place"),
    )


def _of_kind(kind: str, model: type[LedgerEntry]) -> Any:
    """Return the open lines of a kind whose day has come: that they are for later says nothing about today."""
    return (
        _columns(model.contact_id, kind, model.body, model.due_on, Meeting.day)
        .join(Meeting, Meeting.id == model.meeting_id)
        .where(
            model.contact_id.in_(AMONG),
            model.done_at.is_(None),
            model.body != "",
            type_coerce(model.due_on, String) <= bindparam("today", type_=String),
        )
    )


_OPEN = Kept(
    union_all(
        _columns(Message.about_id, _INTRODUCTION, Contact.full_name, null(), Message.sent_at)
        .join(Contact, Contact.id == Message.contact_id)
        .where(
            Message.about_id.in_(AMONG),
            Message.kind == MessageKind.INTRODUCTION,
            Message.direction == Direction.OUT,
            Message.withdrawn_at.is_(None),
        ),
        _columns(Meeting.contact_id, OWN_STEP, Debrief.next_step, Debrief.next_step_on, Meeting.day)
        .join(Meeting, Meeting.id == Debrief.meeting_id)
        .where(
            Meeting.contact_id.in_(AMONG),
            Meeting.status == MeetingStatus.HELD,
            Debrief.next_step != "",
            Debrief.next_step_on.is_not(None),
        ),
        *(_of_kind(kind, BY_WORD[kind]) for kind in _DUE),
    ).order_by(column("due_on"), column("place"))
)


def tell(ids: str, told: dict[int, dict[str, Any]], today: date) -> None:
    """Tell who was asked last for an introduction, and what was left that has waited longest: one query.

    Of several own steps, that of the last conversation counts.
    """
    rows = _OPEN.rows(ids=ids, today=today.isoformat())
    own = _last_own(rows)
    for row in rows:
        facts = told[row.contact_id]
        if row.kind == _INTRODUCTION:
            facts["waits_for"] = row.body
        elif row.kind != OWN_STEP or own[row.contact_id] is row:
            when = "left" if row.due_on <= today else "planned"
            facts.setdefault(when, Left(row.kind, row.body, row.due_on))


def _last_own(rows: Iterable[Any]) -> dict[int, Any]:
    own = sorted((row for row in rows if row.kind == OWN_STEP), key=lambda row: row.place)
    return {row.contact_id: row for row in own}
