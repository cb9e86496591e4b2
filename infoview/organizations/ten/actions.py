"""Ranking the organizations the user would like best: at most ten, from 1, each with its reason."""

from datetime import datetime
from itertools import pairwise

from sqlalchemy import select

from infoview import naming
from infoview.boxes import Box
from infoview.db import db, describe
from infoview.errors import Invalid, Refused
from infoview.i18n import _
from infoview.models import Organization

MOST = 10


class WhyBox(Box):
    """Why an organization stands among the ten: each of them needs a reason."""

    __slots__ = ()

    def read(self, text: str) -> str:
        """Return the reason. Raises Invalid if it is missing, or too long."""
        why = str(super().read(text))
        if not why and self.row.rank is not None:
            raise Invalid(self.name, missing_why())
        return why


def missing_why() -> str:
    """Return what is said where the reason is missing."""
    return _("Say in a few words why it is among your ten: it helps you choose whom to ask first.")


def the_ten() -> list[Organization]:
    """Return the ranked organizations, the first one first."""
    ranked = select(Organization).where(Organization.rank.is_not(None))
    return list(db.session.scalars(ranked.order_by(Organization.rank, Organization.id)))


def add_by_name(name: str, *, why: str, at: datetime) -> Organization:
    """Do as `add_to_ten` with the organization of that name, known already or new."""
    organization = naming.find_or_add(Organization, name, at=at)
    if organization is None:
        raise Invalid("name", _("Give it a name."))
    if organization.rank is not None:
        raise Invalid("name", _("It is among your ten already, as number %(place)s.", place=organization.rank))
    add_to_ten(organization, why=why)
    return organization


def add_to_ten(organization: Organization, *, why: str) -> None:
    """Give an organization the last place among the ten.

    Raises Invalid for a reason that is missing or too long, and if the ten are full; one that stands there stays.
    """
    describe("rank")
    reason = Box("why", organization, "why").read(why)
    if not reason:
        raise Invalid("why", missing_why())
    ranked = the_ten()
    if organization not in ranked and len(ranked) >= MOST:
        raise Invalid("name", _("Your ten are full. Take one of them out first: it stays in the list of all."))
    organization.why = reason
    if organization not in ranked:
        _number([*ranked, organization])


def move(organization: Organization, *, to: int) -> None:
    """Put one of the ten at another place; before the first is the first, after the last is the last.

    One that is not among them any more stays out.
    """
    describe("rank")
    others = the_ten()
    if organization in others:
        others.remove(organization)
        others.insert(min(max(to, 1) - 1, len(others)), organization)
        _number(others)


def take_out(organization: Organization) -> None:
    """Take one out of the ten, its reason kept; those after it move up."""
    describe("rank")
    ranked = [each for each in the_ten() if each is not organization]
    organization.rank = None
    _number(ranked)


def settle() -> None:
    """Number the places anew after an act was undone. Raises Refused where two claim the same place by now."""
    ranked = the_ten()
    for before, after in pairwise(ranked):
        if before.rank == after.rank:
            raise Refused(_("This cannot be undone any more: your ten changed since."))
    _number(ranked)


def _number(ranked: list[Organization]) -> None:
    for place, organization in enumerate(ranked, start=1):
        organization.rank = place
    db.session.flush()
