"""What the board shows, in a fixed number of queries however many cards there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, null, select, union_all
from sqlalchemy.orm import aliased

from infoview.board.forms import Filters
from infoview.db import db
from infoview.i18n import _
from infoview.kept import Kept
from infoview.models import Career, Contact, ContactTag, Organization, Stage
from infoview.people.search import matching
from infoview.today.acts import RULES_WITH_ACT
from infoview.today.next_step import Step
from infoview.today.queries import FACT_COLUMNS, steps

SCREEN = 40
_Referrer = aliased(Contact)
_COLUMNS = (
    Contact.id,
    Contact.full_name,
    Contact.title,
    Contact.position,
    *(column for column in FACT_COLUMNS if column.key not in ("paused_at", "paused_until", "closed_at")),
    null().label("paused_at"),  # whoever rests is not on the board
    null().label("paused_until"),
    null().label("closed_at"),
    Organization.name.label("organization"),
    Career.name.label("career"),
    _Referrer.full_name.label("referrer"),
)
_ACTIVE = (Contact.paused_at.is_(None), Contact.closed_at.is_(None))


class Card(NamedTuple):
    """A contact as the board shows it: lines of text, empty where there is nothing to say."""

    id: int
    name: str
    role: str
    facts: str
    step: str
    urgency: str
    act: str


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: how many cards it has, its first screen, and where the rest begins."""

    stage: Stage
    count: int
    cards: list[Card]
    after: int | None
    next_id: int | None


def columns(filters: Filters, *, now: datetime) -> list[Column]:
    """Return the five columns, each with its first screen: four queries at most."""
    rows = db.session.execute(_first_screens(filters)).all() if filters.is_set else _FIRST_SCREENS.rows()
    due = steps(rows, now=now)
    in_stage: dict[Stage, list[Any]] = {stage: [] for stage in Stage}
    for row in rows:
        in_stage[row.stage].append(row)
    is_all = all(len(cards) <= SCREEN for cards in in_stage.values())
    counted = {stage: len(cards) for stage, cards in in_stage.items()} if is_all else counts(filters)
    return [_column(stage, in_stage[stage], counted[stage], due) for stage in Stage]


def column(stage: Stage, filters: Filters, *, after: int | None, now: datetime) -> Column:
    """Return one column from the card after a place on."""
    rows = db.session.execute(_cards().where(Contact.id.in_(_screen(stage, filters, after)))).all()
    return _column(stage, rows, counts(filters)[stage], steps(rows, now=now))


def card(contact_id: int, *, now: datetime) -> Card | None:
    """Return one card, or None if the contact is not on the board."""
    rows = _CARD.rows(contact=contact_id)
    return _card(rows[0], steps(rows, now=now)) if rows else None


def counts(filters: Filters) -> dict[Stage, int]:
    """Return how many cards stand in each stage."""
    rows = db.session.execute(_counts(filters)).all() if filters.is_set else _COUNTS.rows()
    found = {row.stage: row.number for row in rows}
    return {stage: found.get(stage, 0) for stage in Stage}


def _counts(filters: Filters) -> Select[*tuple[Any, ...]]:
    numbers = select(Contact.stage, func.count(Contact.id).label("number"))
    shown = numbers.where(Contact.stage.is_not(None), *_ACTIVE, *_conditions(filters))
    return shown.group_by(Contact.stage)


def neighbours(stage: Stage, but: int) -> list[tuple[int, str]]:
    """Return id and name of the first cards of a stage, for choosing a place without a mouse."""
    rows = select(Contact.id, Contact.full_name).where(Contact.stage == stage, Contact.id != but, *_ACTIVE)
    return [(row.id, row.full_name) for row in db.session.execute(rows.order_by(Contact.position).limit(SCREEN))]


def _cards() -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .outerjoin(Organization, Organization.id == Contact.organization_id)
        .outerjoin(Career, Career.id == Contact.career_id)
        .outerjoin(_Referrer, _Referrer.id == Contact.referred_by_id)
    )


def _first_screens(filters: Filters) -> Select[*tuple[Any, ...]]:
    """Return the cards of all columns' first screens: which they are is said by ids alone, what they show once."""
    screens = (select(_screen(stage, filters).subquery()) for stage in Stage)
    return _cards().where(Contact.id.in_(union_all(*screens)))


def _screen(stage: Stage, filters: Filters, after: int | None = None) -> Select[int]:
    cards = select(Contact.id).where(Contact.stage == stage, *_ACTIVE, *_conditions(filters))
    if after is not None:
        cards = cards.where(Contact.position > after)
    return cards.order_by(Contact.position).limit(SCREEN + 1)


def _conditions(filters: Filters) -> Iterable[ColumnElement[bool]]:
    if filters.career:
        yield Contact.career_id == filters.career
    if filters.tag:
        yield Contact.id.in_(select(ContactTag.contact_id).where(ContactTag.tag_id == filters.tag))
    words = matching(filters.q)
    if words is not None:
        yield words


def _column(stage: Stage, rows: Iterable[Any], count: int, due: dict[int, Step | None]) -> Column:
    ordered = sorted(rows, key=lambda row: row.position)
    shown, more = ordered[:SCREEN], ordered[SCREEN:]
    return Column(
        stage,
        count,
        [_card(row, due) for row in shown],
        after=shown[-1].position if more else None,
        next_id=more[0].id if more else None,
    )


def _card(row: Any, due: dict[int, Step | None]) -> Card:
    step = due[row.id]
    via = _("via %(name)s", name=row.referrer) if row.referrer else ""
    return Card(
        row.id,
        row.full_name,
        " · ".join(filter(None, (row.title, row.organization))),
        " · ".join(filter(None, (row.career, via))),
        step.words if step else "",
        step.urgency.value if step else "",
        step.rule if step and step.rule in RULES_WITH_ACT else row.stage.value,
    )


# Asked without end, so made once.
_FIRST_SCREENS = Kept(_first_screens(Filters()))
_COUNTS = Kept(_counts(Filters()))
_CARD = Kept(_cards().where(Contact.id == bindparam("contact"), Contact.stage.is_not(None), *_ACTIVE))
