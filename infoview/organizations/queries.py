"""The list of organizations, in a fixed number of queries."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from infoview.db import db
from infoview.i18n import _, ngettext
from infoview.models import Contact, Organization, Stage
from infoview.paging import Page, Place
from infoview.text import fold

SIZE = 50
ASKED, MET = ([stage for stage in Stage if stage.rank >= first.rank] for first in (Stage.REQUESTED, Stage.MET))


@dataclass(frozen=True, slots=True)
class Row:
    """An organization as the list shows it."""

    id: int
    name: str
    coverage: str
    is_practice: bool


def page(q: str = "", *, number: int = 1) -> Page[Row]:
    """Return a page of organizations whose name holds `q`, by name: three queries."""
    held = Organization.folded.contains(fold(q), autoescape=True)
    place = Place(number, db.session.scalar(select(func.count(Organization.id)).where(held)) or 0, SIZE)
    named = select(Organization.id, Organization.name, Organization.is_practice).where(held)
    rows = db.session.execute(named.order_by(Organization.folded).limit(SIZE).offset(place.offset)).all()
    words = coverages([row.id for row in rows])
    shown = [Row(row.id, row.name, words[row.id], row.is_practice) for row in rows]
    return Page(shown, place)


def coverage(organization: Organization) -> str:
    """Return in words how many people there are known, asked and met."""
    return coverages([organization.id])[organization.id]


def coverages(ids: list[int]) -> dict[int, str]:
    """Return the same for each, counted for these only: there may be thousands. One query."""
    asked, met = (func.sum(case((Contact.stage.in_(stages), 1), else_=0)) for stages in (ASKED, MET))
    counted = select(Contact.organization_id, func.count(Contact.id), asked, met)
    there = counted.where(Contact.organization_id.in_(ids)).group_by(Contact.organization_id)
    found = {row[0]: (row[1], row[2], row[3]) for row in db.session.execute(there)}
    return {row_id: _words(*found.get(row_id, (0, 0, 0))) for row_id in ids}


def _words(people: int, asked: int, met: int) -> str:
    if not people:
        return _("Nobody yet")
    words = [ngettext("%(num)s person", "%(num)s people", people)]
    words += [_("%(count)s asked", count=asked)] if asked else []
    words += [_("%(count)s met", count=met)] if met else []
    return ", ".join(words)
