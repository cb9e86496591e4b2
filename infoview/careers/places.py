"""The organizations one has heard about a career from, and those where one knows somebody for it: one query."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from infoview.careers.talks import Talk
from infoview.db import db
from infoview.i18n import _, ngettext
from infoview.models import Contact, Organization


@dataclass(frozen=True, slots=True)
class Place:
    """An organization, and how many people there one has met or knows."""

    id: int
    name: str
    words: str
    was_met: bool


def places(career_id: int, talks: Iterable[Talk]) -> list[Place]:
    """Return the organizations of a career, those where most people were met first."""
    met: dict[int, set[int]] = {}
    names: dict[int, str] = {}
    for talk in talks:
        if talk.organization_id is not None:
            met.setdefault(talk.organization_id, set()).add(talk.contact_id)
            names[talk.organization_id] = talk.organization
    known: dict[int, int] = {}
    rows = db.session.execute(
        select(Organization.id, Organization.name, func.count(Contact.id).label("people"))
        .join(Contact, Contact.organization_id == Organization.id)
        .where(Contact.career_id == career_id)
        .group_by(Organization.id)
    )
    for row in rows:
        names[row.id], known[row.id] = row.name, row.people
    found = [_place(row_id, name, len(met.get(row_id, ())), known.get(row_id, 0)) for row_id, name in names.items()]
    return sorted(
        found, key=lambda place: (-len(met.get(place.id, ())), -known.get(place.id, 0), place.name.casefold())
    )


def _place(row_id: int, name: str, met: int, known: int) -> Place:
    if met:
        return Place(row_id, name, ngettext("talked with %(num)s person", "talked with %(num)s people", met), True)
    words = ngettext("you know %(num)s person", "you know %(num)s people", known) if known else _("nobody yet")
    return Place(row_id, name, words, False)
