"""The list of organizations, in a fixed number of queries."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

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
    """Return a page of organizations whose name holds `q`, by name: three queries."""
    held = Organization.folded.contains(fold(q), autoescape=True)
    place = Place(number, db.session.scalar(select(func.count(Organization.id)).where(held)) or 0, SIZE)
    named = select(Organization.id, Organization.name).where(held).order_by(Organization.folded)
    rows = db.session.execute(named.limit(SIZE).offset(place.offset)).all()
    words = _people([row.id for row in rows])
    return Page([Row(row.id, row.name, words[row.id]) for row in rows], place)


def people_words(organization: Organization) -> str:
    """Return how many people belong to one of the organizations."""
    return _people([organization.id])[organization.id]


def _people(ids: list[int]) -> dict[int, str]:
    """Return in words how many people belong to each, counted for these only: there may be thousands."""
    met = func.sum(case((Contact.stage.in_(MET), 1), else_=0))
    counted = select(Contact.organization_id, func.count(Contact.id), met).where(Contact.organization_id.in_(ids))
    found = {row[0]: (row[1], row[2]) for row in db.session.execute(counted.group_by(Contact.organization_id))}
    return {row_id: _words(*found.get(row_id, (0, 0))) for row_id in ids}


def _words(count: int, met: int) -> str:
    people = ngettext("%(num)s person", "%(num)s people", count) if count else _("Nobody yet")
    return _("%(people)s, %(count)s met", people=people, count=met) if met else people
