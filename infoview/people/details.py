"""E-mail addresses, phone numbers, links and tags of a contact: the first of each kind is the primary one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from infoview.db import db
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.models import Contact, ContactTag, EmailAddress, Link, PhoneNumber, Tag
from infoview.text import clean_line, fold, safe_url
from infoview.transfer.signs import link_key

MOST_OF_A_KIND = 20
LONGEST = 500
LONGEST_TAG = 60


def set_emails(contact: Contact, addresses: Sequence[str], *, at: datetime) -> None:
    """Keep exactly these addresses, in this order. Raises Invalid for one that is none."""
    from email_validator import EmailNotValidError, validate_email  # slow to load: not at every start

    wanted = _lines(addresses)
    for address in wanted:
        try:
            validate_email(address, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise Invalid("emails", _("“%(text)s” does not look like an e-mail address.", text=address)) from None
    _set(contact, EmailAddress, "address", wanted, str.casefold, at=at)


def set_phones(contact: Contact, numbers: Sequence[str], *, at: datetime) -> None:
    """Keep exactly these numbers, in this order."""
    _set(contact, PhoneNumber, "number", _lines(numbers), None, at=at)


def set_links(contact: Contact, urls: Sequence[str], *, at: datetime) -> None:
    """Keep exactly these links, in this order. Raises Invalid for one that is no http or https address."""
    wanted = []
    for text in _lines(urls):
        url = safe_url(text)
        if url is None:
            raise Invalid("links", _("“%(text)s” is not the address of a web page.", text=text))
        wanted.append(url)
    _set(contact, Link, "url", wanted, link_key, at=at)


def set_tags(contact: Contact, names: Sequence[str], *, at: datetime) -> None:
    """Keep exactly these tags, making those there are not yet. Raises Invalid for too many, or one too long."""
    wanted = {fold(name): name for name in _lines(names)}
    if len(wanted) > MOST_OF_A_KIND:
        raise Invalid("tags", _("This is too many: at most %(max)d.", max=MOST_OF_A_KIND))
    if any(len(name) > LONGEST_TAG for name in wanted.values()):
        raise Invalid("tags", _("This is too long: at most %(max)d characters.", max=LONGEST_TAG))
    kept = {
        tag.folded: row
        for row, tag in db.session.execute(
            select(ContactTag, Tag).join(Tag, Tag.id == ContactTag.tag_id).where(ContactTag.contact_id == contact.id)
        )
    }
    for folded, row in kept.items():
        if folded not in wanted:
            row.deleted_at = at
    for folded in wanted.keys() - kept.keys():
        db.session.add(ContactTag(contact_id=contact.id, tag_id=_tag(wanted[folded]).id))
    db.session.flush()


def tag_names(text: str) -> list[str]:
    """Return the tags written in one line, separated by commas."""
    return _lines(text.split(","))


def _tag(name: str) -> Tag:
    tag = db.session.scalar(select(Tag).where(Tag.folded == fold(name)))
    if tag is None:
        tag = Tag(name=name, folded=fold(name))
        db.session.add(tag)
        db.session.flush()
    return tag


def _lines(texts: Sequence[str]) -> list[str]:
    """Return what is written, without what is empty or there twice."""
    seen: dict[str, str] = {}
    for text in texts:
        line = clean_line(text)[:LONGEST]
        if line:
            seen.setdefault(fold(line), line)
    return list(seen.values())


def _set(
    contact: Contact,
    model: type[Any],
    column: str,
    wanted: list[str],
    folding: Callable[[str], str] | None,
    *,
    at: datetime,
) -> None:
    """Make the rows of a contact those wanted: one that stays keeps its id, so that undo finds it."""
    rows = {
        getattr(row, column): row for row in db.session.scalars(select(model).where(model.contact_id == contact.id))
    }
    for text, row in rows.items():
        if text not in wanted:
            row.deleted_at = at
    for position, text in enumerate(wanted):
        if text in rows:
            rows[text].position = position
        else:
            more = {"folded": folding(text)} if folding else {}
            db.session.add(model(contact_id=contact.id, position=position, **{column: text}, **more))
    db.session.flush()
