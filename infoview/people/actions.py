"""Adding and changing contacts."""

from datetime import datetime

from infoview.db import db, describe
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.models import Contact
from infoview.text import clean_line, fold


def add_contact(*, full_name: str, at: datetime) -> Contact:
    """Add a contact to People. Raises Invalid without a name."""
    describe("add")
    name = clean_line(full_name)
    if not name:
        raise Invalid("full_name", _("Give the contact a name."))
    contact = Contact(full_name=name, sort_name=sort_name(name), created_at=at)
    db.session.add(contact)
    db.session.flush()
    return contact


def sort_name(full_name: str, family_name: str = "") -> str:
    """Return the name contacts are sorted by: family name first, without case and accents."""
    parts = full_name.split()
    family = family_name or (parts[-1] if parts else "")
    return fold(f"{family} {full_name}")
