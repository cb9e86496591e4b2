"""Keeping things to share, and remembering for whom they were used."""

from datetime import datetime

from sqlalchemy import select

from infoview.db import db, describe
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Contact
from infoview.models.reminding import Share, Shared
from infoview.text import clean_line, safe_url


def add(*, body: str, url: str, topic: str, career_id: int | None, at: datetime) -> Share:
    """Keep something to share. Raises Invalid for an address that is none."""
    describe("share")
    share = Share(created_at=at)
    _set(share, body=body, url=url, topic=topic, career_id=career_id)
    db.session.add(share)
    db.session.flush()
    return share


def edit(share: Share, *, body: str, url: str, topic: str, career_id: int | None, version: int | None) -> None:
    """Change it. Raises Stale if `version` is not the stored one, Invalid as `add` does."""
    describe("share")
    if version != share.version:
        raise Stale(_("This was changed in another window."), {"body": share.body, "url": share.url})
    _set(share, body=body, url=url, topic=topic, career_id=career_id)
    share.version += 1


def delete(share: Share, *, at: datetime) -> None:
    """Put it into the trash."""
    describe("share")
    share.deleted_at = at


def pass_on(share: Share, contact: Contact, *, at: datetime) -> None:
    """Remember that it was put into a message to a contact; said twice it is remembered once."""
    describe("share")
    had = select(Shared.id).where(Shared.share_id == share.id, Shared.contact_id == contact.id)
    if db.session.scalar(had.limit(1)) is None:
        db.session.add(Shared(share_id=share.id, contact_id=contact.id, created_at=at))
        db.session.flush()


def _set(share: Share, *, body: str, url: str, topic: str, career_id: int | None) -> None:
    address = safe_url(url) if url else ""
    if address is None:
        raise Invalid("url", _("This is not an address. Write it like https://example.org."))
    share.body, share.url, share.topic, share.career_id = clean_line(body), address, clean_line(topic), career_id
