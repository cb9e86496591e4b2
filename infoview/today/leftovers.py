"""What else is open with contacts: who was asked to introduce them, what is left to do by a day, what is set aside.

Left to do are the user's own next steps and reminders, and promises, leads and advice, each by its day. It is one read
with the introductions and with what is set aside, because a board asks few questions.
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
from infoview.models.reminding import Reminder, SetAside
from infoview.today.facts import OWN_STEP, REMINDER, Aside, Left

LEDGER = ("promise", "lead", "advice")
_INTRODUCTION, _ASIDE, _BETWEEN = "introduction", "set-aside", "|"


def _columns(contact: Any, kind: str, row_id: Any, body: Any, due_on: Any, place: Any) -> Any:
    """Return the columns that all have in common; `place` orders those without a day."""
    return select(
        contact.label("contact_id"),
        literal(kind).label("kind"),
        row_id.label("row_id"),
        body.label("body"),
        type_coerce(due_on, Date).label("due_on"),
        type_coerce(place, String).label("place"),
    )


def _is_to_be_done(model: type[LedgerEntry] | type[Reminder]) -> tuple[Any, ...]:
    """Return what limits them to open lines whose day comes by `until`."""
    return (
        model.contact_id.in_(AMONG),
        model.done_at.is_(None),
        model.body != "",
        type_coerce(model.due_on, String) <= bindparam("until", type_=String),
    )


def _of_kind(kind: str, model: type[LedgerEntry]) -> Any:
    return (
        _columns(model.contact_id, kind, model.id, model.body, model.due_on, Meeting.day)
        .join(Meeting, Meeting.id == model.meeting_id)
        .where(*_is_to_be_done(model))
    )


_OPEN = Kept(
    union_all(
        _columns(Message.about_id, _INTRODUCTION, Message.id, Contact.full_name, null(), Message.sent_at)
        .join(Contact, Contact.id == Message.contact_id)
        .where(
            Message.about_id.in_(AMONG),
            Message.kind == MessageKind.INTRODUCTION,
            Message.direction == Direction.OUT,
            Message.withdrawn_at.is_(None),
        ),
        _columns(Meeting.contact_id, OWN_STEP, Meeting.id, Debrief.next_step, Debrief.next_step_on, Meeting.day)
        .join(Meeting, Meeting.id == Debrief.meeting_id)
        .where(
            Meeting.contact_id.in_(AMONG),
            Meeting.status == MeetingStatus.HELD,
            Debrief.next_step != "",
            Debrief.next_step_on.is_not(None),
        ),
        *(_of_kind(kind, BY_WORD[kind]) for kind in LEDGER),
        _columns(Reminder.contact_id, REMINDER, Reminder.id, Reminder.body, Reminder.due_on, Reminder.created_at).where(
            *_is_to_be_done(Reminder)
        ),
        _columns(
            SetAside.contact_id,
            _ASIDE,
            SetAside.id,
            SetAside.rule + _BETWEEN + SetAside.subject + _BETWEEN + SetAside.fact,
            SetAside.until,
            SetAside.created_at,
        ).where(SetAside.contact_id.in_(AMONG)),
    ).order_by(column("due_on"), column("place"), column("row_id"))
)


def tell(ids: str, told: dict[int, dict[str, Any]], until: date) -> None:
    """Tell who was asked last for an introduction, what is left to do until a day, what is set aside: one query.

    Of several own steps, that of the last conversation counts.
    """
    rows = _OPEN.rows(ids=ids, until=until.isoformat())
    own = _last_own(rows)
    for row in rows:
        facts = told[row.contact_id]
        if row.kind == _INTRODUCTION:
            facts["waits_for"] = row.body
        elif row.kind == _ASIDE:
            _tell_aside(row, facts)
        elif row.kind != OWN_STEP or own[row.contact_id] is row:
            facts.setdefault("left", []).append(Left(row.kind, row.body, row.due_on, row.row_id))


def _tell_aside(row: Any, facts: dict[str, Any]) -> None:
    rule, subject, fact = row.body.split(_BETWEEN, 2)
    facts.setdefault("aside", []).append(Aside((rule, subject, fact), row.due_on))


def _last_own(rows: Iterable[Any]) -> dict[int, Any]:
    own = sorted((row for row in rows if row.kind == OWN_STEP), key=lambda row: row.place)
    return {row.contact_id: row for row in own}
