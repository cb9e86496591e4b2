"""Who is known by a page that was shared."""

from sqlalchemy import select

from infoview.db import db
from infoview.models import Contact, Link
from infoview.transfer.signs import link_key


def known_by(link: str) -> Contact | None:
    """Return the contact who has this link already, or None; the same page may be written in several ways."""
    if not link:
        return None
    wanted = select(Contact).join(Link, Link.contact_id == Contact.id).where(Link.folded == link_key(link))
    return db.session.scalar(wanted.order_by(Contact.id).limit(1))
