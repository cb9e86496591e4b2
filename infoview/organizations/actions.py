"""Adding, changing and deleting organizations."""

from datetime import datetime

from infoview import naming
from infoview.db import describe
from infoview.i18n import _
from infoview.models import Organization
from infoview.organizations.ten import actions as ten


def add_organization(name: str, *, notes: str = "", at: datetime) -> Organization:
    """Add an organization. Raises Invalid without a name, or if there is one of that name."""
    return naming.add(Organization, name, notes=notes, at=at, taken=_taken())


def edit_organization(organization: Organization, *, name: str, notes: str, version: int | None) -> None:
    """Change an organization. Raises Invalid as `add_organization` does, Stale for another `version` than stored."""
    naming.edit(organization, name=name, notes=notes, version=version, taken=_taken())


def delete_organization(organization: Organization, *, at: datetime) -> None:
    """Put an organization into the trash, and out of the ten; its contacts stay."""
    describe("delete")
    if organization.rank is not None:
        ten.take_out(organization)
    naming.delete(organization, at=at)


def _taken() -> str:
    return _("There is an organization with this name already.")
