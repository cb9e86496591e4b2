"""The list of careers, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select

from infoview.db import db
from infoview.i18n import _, ngettext
from infoview.models import Career, Contact, Stage
from infoview.paging import Page, Place
from infoview.text import fold

SIZE = 50
MET = [stage for stage in Stage if stage.rank >= Stage.MET.rank]


@dataclass(frozen=True, slots=True)
class Row:
    """A career as the list shows it."""

    id: int
    name: str
    people: str


def page(q: str = "", *, number: int = 1) -> Page[Row]:
    """Return a page of careers whose name holds `q`, by name: two queries."""
    named = Career.folded.contains(fold(q), autoescape=True)
    place = Place(number, db.session.scalar(select(func.count(Career.id)).where(named)) or 0, SIZE)
    rows = db.session.execute(_counted().where(named).limit(SIZE).offset(place.offset))
    return Page([_row(row) for row in rows], place)


def people_words(career: Career) -> str:
    """Return how many people belong to one of the careers."""
    return _row(db.session.execute(_counted().where(Career.id == career.id)).one()).people


def _counted() -> Select[*tuple[Any, ...]]:
    met = func.sum(case((Contact.stage.in_(MET), 1), else_=0))
    return (
        select(Career.id, Career.name, func.count(Contact.id).label("people"), met.label("met"))
        .outerjoin(Contact, Contact.career_id == Career.id)
        .group_by(Career.id)
        .order_by(Career.folded)
    )


def _row(row: Any) -> Row:
    people = ngettext("%(num)s person", "%(num)s people", row.people) if row.people else _("Nobody yet")
    return Row(row.id, row.name, _("%(people)s, %(count)s met", people=people, count=row.met) if row.met else people)
