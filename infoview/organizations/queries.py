"""The list of organizations, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select

from infoview.db import db
from infoview.i18n import _, ngettext
from infoview.models import Contact, Organization, Stage
from infoview.paging import Page, Place
from infoview.text import fold

SIZE = 50
MET = [stage for stage in Stage if stage.rank >= Stage.MET.rank]


@dataclass(frozen=True, slots=True)
class Row:
    """An organization as the list shows it."""

    id: int
    name: str
    people: str


def page(q: str = "", *, number: int = 1) -> Page[Row]:
    """Return a page of organizations whose name holds `q`, by name: two queries."""
    named = Organization.folded.contains(fold(q), autoescape=True)
    place = Place(number, db.session.scalar(select(func.count(Organization.id)).where(named)) or 0, SIZE)
    rows = db.session.execute(_counted().where(named).limit(SIZE).offset(place.offset))
    return Page([_row(row) for row in rows], place)


def people_words(organization: Organization) -> str:
    """Return how many people belong to one of the organizations."""
    return _row(db.session.execute(_counted().where(Organization.id == organization.id)).one()).people


def _counted() -> Select[*tuple[Any, ...]]:
    met = func.sum(case((Contact.stage.in_(MET), 1), else_=0))
    return (
        select(Organization.id, Organization.name, func.count(Contact.id).label("people"), met.label("met"))
        .outerjoin(Contact, Contact.organization_id == Organization.id)
        .group_by(Organization.id)
        .order_by(Organization.folded)
    )


def _row(row: Any) -> Row:
    people = ngettext("%(num)s person", "%(num)s people", row.people) if row.people else _("Nobody yet")
    return Row(row.id, row.name, _("%(people)s, %(count)s met", people=people, count=row.met) if row.met else people)
