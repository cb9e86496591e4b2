"""The ten as their list shows them, in a fixed number of queries."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from infoview.db import db
from infoview.i18n import _
from infoview.models import Contact, Organization, Stage
from infoview.organizations import queries

NAMED = 3  # of those who work there, the nearest ones
NEARNESS = case(*((Contact.stage == stage, stage.rank) for stage in Stage), else_=-1)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One of the ten. `up` and `down` are the places next to its own, None where there is none."""

    id: int
    place: int
    name: str
    coverage: str
    known: list[tuple[int, str]]
    is_practice: bool
    up: int | None
    down: int | None


def ranked(ten: list[Organization]) -> list[Ranked]:
    """Return the ten in their order, with who is known there: two queries."""
    words = queries.coverages([each.id for each in ten])
    known = _known([each.id for each in ten])
    last = len(ten)
    return [
        Ranked(
            id=each.id,
            place=place,
            name=each.name,
            coverage=words[each.id],
            known=known.get(each.id, []),
            is_practice=each.is_practice,
            up=place - 1 if place > 1 else None,
            down=place + 1 if place < last else None,
        )
        for place, each in enumerate(ten, start=1)
    ]


def standing(organization: Organization) -> str:
    """Return in words where an organization stands among the ten, "" if it does not: one query."""
    if organization.rank is None:
        return ""
    before = select(func.count(Organization.id)).where(Organization.rank < organization.rank)
    return _("Number %(place)s of your ten", place=1 + (db.session.scalar(before) or 0))


def _known(ids: list[int]) -> dict[int, list[tuple[int, str]]]:
    """Return who of each organization is known best: those met before those asked, and these before the others."""
    order = func.row_number().over(partition_by=Contact.organization_id, order_by=(NEARNESS.desc(), Contact.sort_name))
    people = select(Contact.id, Contact.full_name, Contact.organization_id, order.label("place"))
    there = people.where(Contact.organization_id.in_(ids)).subquery()
    found: dict[int, list[tuple[int, str]]] = {}
    for row in db.session.execute(select(there).where(there.c.place <= NAMED).order_by(there.c.place)):
        found.setdefault(row.organization_id, []).append((row.id, row.full_name))
    return found
