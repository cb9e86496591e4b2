"""The facts behind next steps, for one contact or many, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import String, exists, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from infoview.clock import day_of
from infoview.db import nudge_rule, zone
from infoview.i18n import as_language, language
from infoview.kept import Kept
from infoview.many import AMONG, ids_text
from infoview.models import Contact, Mail, Message, Stage
from infoview.models.mail import MailState
from infoview.models.message import Answer, Direction, MessageKind
from infoview.today import leftovers, meetings, next_step
from infoview.today.next_step import Facts, Step
from infoview.today.rhythm import Rhythm


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
    opted_out_at: Any


FACT_COLUMNS = (
    Contact.stage,
    Contact.stage_at,
    Contact.warmth,
    Contact.touch_months,
    Contact.touch_on,
    Contact.paused_at,
    Contact.closed_at,
    Contact.opted_out_at,
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
_OTHER = aliased(Contact)
# Who could be asked next at the same organization: nobody who rests, has been written to, or does not want to be.
_OTHERS_THERE = Kept(
    select(Contact.id, _OTHER.id.label("other_id"), _OTHER.full_name)
    .join(_OTHER, _OTHER.organization_id == Contact.organization_id)
    .where(
        Contact.id.in_(AMONG),
        _OTHER.id != Contact.id,
        or_(_OTHER.stage.is_(None), _OTHER.stage == Stage.IDENTIFIED),
        _OTHER.paused_at.is_(None),
        _OTHER.closed_at.is_(None),
        _OTHER.opted_out_at.is_(None),
        ~exists().where(
            Message.contact_id == _OTHER.id, Message.direction == Direction.OUT, Message.withdrawn_at.is_(None)
        ),
        ~exists().where(Mail.contact_id == _OTHER.id, Mail.state == MailState.QUEUED),
    )
    .order_by(_OTHER.stage.is_(None), _OTHER.sort_name, _OTHER.id)
)
_MAILS = Kept(
    select(Mail.id, Mail.contact_id, Mail.state, Mail.due_at)
    .where(Mail.contact_id.in_(AMONG), Mail.state != MailState.SENT, Mail.state != MailState.CANCELLED)
    .order_by(Mail.id)
)
_OUT, _IN = Direction.OUT.value, Direction.IN.value
_REPLY = MessageKind.REPLY.value
_ASKED = {
    MessageKind.REQUEST.value: "requested_at",
    MessageKind.NUDGE.value: "nudged_at",
    MessageKind.THANK_YOU.value: "thanked_at",
    MessageKind.REPLY_TO_NO.value: "consoled_at",
    MessageKind.CONFIRMATION.value: "confirmed_at",
}


def steps(contacts: Iterable[OnBoard], *, now: datetime) -> dict[int, Step | None]:
    """Return the next step of each contact by id: five queries at most, however many there are."""
    rows = list(contacts)
    told: dict[int, dict[str, Any]] = defaultdict(dict)
    if asked := [row.id for row in rows if row.stage is not None]:
        ids = ids_text(asked)
        _tell_messages(ids, told)
        meetings.tell(ids, told, now)
        leftovers.tell(ids, told, day_of(now, zone()))
        _tell_mails(ids, told)
    here, rhythm = zone(), Rhythm(*nudge_rule())
    nothing: dict[str, Any] = {}
    with as_language(language()):  # looked up once, not for every word
        found = {
            row.id: next_step.of(_facts(row, told.get(row.id, nothing)), now=now, zone=here, rhythm=rhythm)
            for row in rows
        }
        return found | _with_others(found)


def step_of(contact: Contact, *, now: datetime) -> Step | None:
    """Return the next step of one contact."""
    return steps([contact], now=now)[contact.id]


def _with_others(found: dict[int, Step | None]) -> dict[int, Step]:
    """Return the steps that are to ask somebody else there, each with who that could be."""
    asking = {id_: step for id_, step in found.items() if step is not None and step.rule == "ask-another"}
    if not asking:
        return {}
    others: dict[int, tuple[int, str]] = {}
    for row in _OTHERS_THERE.rows(ids=ids_text(asking)):
        others.setdefault(row.id, (row.other_id, row.full_name))
    return {id_: next_step.ask_next(asking[id_], who) for id_, who in others.items()}


def _facts(row: OnBoard, told: dict[str, Any]) -> Facts:
    return Facts(
        stage=row.stage,
        stage_at=row.stage_at,
        warmth=row.warmth,
        touch_months=row.touch_months,
        touch_on=row.touch_on,
        is_resting=row.paused_at is not None or row.closed_at is not None,
        has_opted_out=row.opted_out_at is not None,
        **told,
    )


def _tell_messages(ids: str, told: dict[int, dict[str, Any]]) -> None:
    answers: dict[int, dict[Answer | None, datetime]] = defaultdict(dict)
    for contact_id, direction, kind, answer, at in _SPOKEN.rows(ids=ids):
        if direction == _IN and kind != _REPLY:
            continue  # no human wrote it
        facts = told[contact_id]
        facts["contact_at"] = max(at, facts.get("contact_at", at))
        if direction == _OUT and kind in _ASKED:
            facts[_ASKED[kind]] = max(at, facts.get(_ASKED[kind], at))
        elif direction == _IN:
            answers[contact_id][answer] = max(at, answers[contact_id].get(answer, at))
    here = zone()
    for contact_id, given in answers.items():
        asked = told[contact_id].get("requested_at")
        since = {answer: at for answer, at in given.items() if asked is None or next_step.answers(at, asked, here)}
        answer = _last(since or given)
        told[contact_id] |= {"answer": answer, "answered_at": given[answer]}


def _last(given: dict[Answer | None, datetime]) -> Answer | None:
    """Return the answer that counts: the last one. A yes or no stands although they wrote again."""
    told = sorted(given, key=lambda answer: given[answer])
    if told[-1] is None and len(told) > 1 and told[-2] is not Answer.LATER:
        return told[-2]
    return told[-1]


def _tell_mails(ids: str, told: dict[int, dict[str, Any]]) -> None:
    """Tell of the mail that waits for the user's word, else of the one that leaves last."""
    for mail_id, contact_id, state, due_at in _MAILS.rows(ids=ids):
        if told[contact_id].get("mail") not in next_step.STUCK:
            told[contact_id] |= {"mail": state, "mail_at": due_at, "mail_id": mail_id}
