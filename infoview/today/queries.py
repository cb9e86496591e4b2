"""The steps of one contact or many, from the facts as they are stored, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from infoview.clock import day_of
from infoview.db import nudge_rule, zone
from infoview.i18n import as_language, language
from infoview.kept import Kept
from infoview.many import AMONG, ids_text
from infoview.models import Contact, Mail, Message, Stage
from infoview.models.mail import MailState
from infoview.models.message import Direction
from infoview.today import leftovers, meetings, messages, next_step, outbox
from infoview.today.facts import Facts, Step
from infoview.today.request_steps import ask_next
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
    paused_until: Any
    closed_at: Any
    opted_out_at: Any


FACT_COLUMNS = (
    Contact.stage,
    Contact.stage_at,
    Contact.warmth,
    Contact.touch_months,
    Contact.touch_on,
    Contact.paused_at,
    Contact.paused_until,
    Contact.closed_at,
    Contact.opted_out_at,
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


def steps(contacts: Iterable[OnBoard], *, now: datetime) -> dict[int, Step | None]:
    """Return the next step of each contact by id: five queries at most, however many there are."""
    return {id_: found[0] if found else None for id_, found in all_steps(contacts, now=now).items()}


def step_of(contact: Contact, *, now: datetime) -> Step | None:
    """Return the next step of one contact."""
    return steps([contact], now=now)[contact.id]


def all_steps(contacts: Iterable[OnBoard], *, now: datetime) -> dict[int, list[Step]]:
    """Return all steps of each contact by id, the next one first: five queries at most, however many there are."""
    found = steps_at(facts_of(contacts, now=now, until=day_of(now, zone())), now)
    return with_others(found)


def steps_at(facts: dict[int, Facts], now: datetime) -> dict[int, list[Step]]:
    """Return all steps of each contact as they are at an instant, if nothing happens until then: no query."""
    here, rhythm = zone(), Rhythm(*nudge_rule())
    with as_language(language()):  # looked up once, not for every word
        return {id_: next_step.all_of(told, now=now, zone=here, rhythm=rhythm) for id_, told in facts.items()}


def facts_of(contacts: Iterable[OnBoard], *, now: datetime, until: date) -> dict[int, Facts]:
    """Return the facts of each contact by id, with what was left to do until a day: four queries."""
    rows = list(contacts)
    told: dict[int, dict[str, Any]] = defaultdict(dict)
    if rows:
        ids = ids_text([row.id for row in rows])
        messages.tell(ids, told, zone())
        meetings.tell(ids, told, now)
        leftovers.tell(ids, told, until)
        outbox.tell(ids, told)
    nothing: dict[str, Any] = {}
    return {row.id: _facts(row, told.get(row.id, nothing)) for row in rows}


def with_others(found: dict[int, list[Step]]) -> dict[int, list[Step]]:
    """Return the steps, those to ask somebody else there with who that could be: one query at most."""
    asking = [id_ for id_, steps in found.items() if any(step.rule == "ask-another" for step in steps)]
    if not asking:
        return found
    others: dict[int, tuple[int, str]] = {}
    for row in _OTHERS_THERE.rows(ids=ids_text(asking)):
        others.setdefault(row.id, (row.other_id, row.full_name))
    return found | {
        id_: [ask_next(step, who) if step.rule == "ask-another" else step for step in found[id_]]
        for id_, who in others.items()
    }


def _facts(row: OnBoard, told: dict[str, Any]) -> Facts:
    is_closed = row.closed_at is not None
    return Facts(
        stage=row.stage,
        stage_at=row.stage_at,
        contact_id=row.id,
        warmth=row.warmth,
        touch_months=row.touch_months,
        touch_on=row.touch_on,
        is_resting=row.paused_at is not None or is_closed,
        paused_until=None if is_closed else row.paused_until,
        has_opted_out=row.opted_out_at is not None,
        **told,
    )
