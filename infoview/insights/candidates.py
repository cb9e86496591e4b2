"""Whom to ask next: Identified people by ease times value, a page at a time, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from infoview.careers.meetings_of import career_told_of, was_held
from infoview.db import db
from infoview.i18n import _
from infoview.insights.reasons import MIDDLE, Known, reasons
from infoview.models import Career, Contact, LearningGoal, Meeting, Organization, Stage
from infoview.models.contact import Permission
from infoview.paging import Page, Place

SIZE = 25
MOST_TO_PRACTISE = 3
MET = [stage for stage in Stage if stage.rank >= Stage.MET.rank]
COULD_BE_ASKED = (
    Contact.stage == Stage.IDENTIFIED,
    Contact.paused_at.is_(None),
    Contact.closed_at.is_(None),
    Contact.opted_out_at.is_(None),
)
_WAS_MET = or_(Contact.stage.in_(MET), exists().where(Meeting.contact_id == Contact.id, was_held))
_REFERRER = aliased(Contact)
_POINTS = func.coalesce(Contact.ease, MIDDLE) * func.coalesce(Contact.value, MIDDLE)
_MAY_SAY_SO = case(((Contact.may_use_name == Permission.YES) & _REFERRER.id.is_not(None), 0), else_=1)
_ORDER = (_POINTS.desc(), _MAY_SAY_SO, Organization.rank.is_(None), Organization.rank, Contact.position, Contact.id)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked next, with the reasons in words."""

    id: int
    name: str
    role: str
    career: str
    ease: int | None
    value: int | None
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """A career that somebody on the list belongs to."""

    id: int
    name: str


def page(career_id: int | None = None, *, number: int = 1) -> Page[Candidate]:
    """Return a page of the people who could be asked, the best first: five queries."""
    shown = [*COULD_BE_ASKED, *([Contact.career_id == career_id] if career_id else [])]
    place = Place(number, db.session.scalar(select(func.count(Contact.id)).where(*shown)) or 0, SIZE)
    rows = db.session.execute(_people(*shown).order_by(*_ORDER).limit(SIZE).offset(place.offset)).all()
    return Page(_candidates(rows), place)


def best() -> Candidate | None:
    """Return the one to ask first: four queries at most."""
    rows = db.session.execute(_people(*COULD_BE_ASKED).order_by(*_ORDER).limit(1)).all()
    return next(iter(_candidates(rows)), None)


def candidate(contact_id: int) -> Candidate | None:
    """Return one of them; None for who is not, or no longer, among them."""
    rows = db.session.execute(_people(*COULD_BE_ASKED, Contact.id == contact_id)).all()
    return next(iter(_candidates(rows)), None)


def to_practise() -> list[Candidate] | None:
    """Return people at organizations to practise with, the easiest first; None once somebody was met: two queries."""
    if db.session.scalar(select(Contact.id).where(_WAS_MET).limit(1)) is not None:
        return None
    easiest = (func.coalesce(Contact.ease, MIDDLE).desc(), Contact.position, Contact.id)
    people = _people(*COULD_BE_ASKED, Organization.is_practice).order_by(*easiest).limit(MOST_TO_PRACTISE)
    return [_candidate(row, Known()) for row in db.session.execute(people)]


def careers() -> list[Choice]:
    """Return the careers of those who could be asked, by name."""
    asked = exists().where(Contact.career_id == Career.id, *COULD_BE_ASKED)
    rows = db.session.execute(select(Career.id, Career.name).where(asked).order_by(Career.folded))
    return [Choice(row.id, row.name) for row in rows]


def _people(*conditions: ColumnElement[bool] | Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(Contact.id, Contact.full_name, Contact.title, Contact.ease, Contact.value, Contact.may_use_name),
            _REFERRER.full_name.label("referrer"),
            Organization.id.label("organization_id"),
            Organization.name.label("organization"),
            Organization.rank,
            Organization.is_practice,
            Career.id.label("career_id"),
            Career.name.label("career"),
            Career.verdict,
        )
        .outerjoin(_REFERRER, _REFERRER.id == Contact.referred_by_id)
        .outerjoin(Organization, Organization.id == Contact.organization_id)
        .outerjoin(Career, Career.id == Contact.career_id)
        .where(*conditions)
    )


def _candidates(rows: Iterable[Any]) -> list[Candidate]:
    rows = list(rows)
    covered = _met_at({row.organization_id for row in rows})
    careers = {row.career_id for row in rows}
    heard, goals = _heard(careers), _open_goals(careers)
    return [
        _candidate(
            row,
            Known(
                ease=row.ease,
                value=row.value,
                referrer=row.referrer or "",
                may_use_name=row.may_use_name,
                organization=row.organization or "",
                rank=row.rank,
                is_practice=bool(row.is_practice),
                is_met_there=row.organization_id in covered,
                career=row.career or "",
                verdict=row.verdict,
                heard=heard.get(row.career_id, 0),
                open_goals=goals.get(row.career_id, 0),
            ),
        )
        for row in rows
    ]


def _candidate(row: Any, known: Known) -> Candidate:
    role = " · ".join(filter(None, (row.title, row.organization)))
    return Candidate(row.id, row.full_name, role, row.career or "", row.ease, row.value, reasons(known))


def _met_at(organization_ids: set[int | None]) -> set[int | None]:
    """Return those organizations at which somebody was met."""
    people = select(Contact.organization_id).where(Contact.organization_id.in_(organization_ids - {None}), _WAS_MET)
    return set(db.session.scalars(people.distinct()))


def _heard(career_ids: set[int | None]) -> dict[int, int]:
    """Return how many people have told of each career."""
    told = select(career_told_of.label("career_id"), func.count(Contact.id.distinct()))
    told = told.select_from(Meeting).join(Contact, Contact.id == Meeting.contact_id).where(was_held)
    rows = db.session.execute(told.where(career_told_of.in_(career_ids - {None})).group_by(career_told_of))
    return {row[0]: row[1] for row in rows}


def _open_goals(career_ids: set[int | None]) -> dict[int, int]:
    """Return how many things to learn about each career are open."""
    goals = select(LearningGoal.career_id, func.count(LearningGoal.id)).where(LearningGoal.settled_at.is_(None))
    rows = db.session.execute(goals.where(LearningGoal.career_id.in_(career_ids - {None})).group_by("career_id"))
    return {row[0]: row[1] for row in rows}


def ratings() -> dict[str, str]:
    """Return what can be rated, in words."""
    return {"ease": _("Easy to ask"), "value": _("Much to learn")}
