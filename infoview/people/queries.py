"""What the contact page shows, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import column, literal, select, union_all

from infoview.db import db
from infoview.errors import NotThere
from infoview.kept import Kept
from infoview.models import (
    Career,
    Contact,
    ContactTag,
    EmailAddress,
    Link,
    Message,
    Note,
    Organization,
    PhoneNumber,
    Tag,
)
from infoview.models.message import MessageKind
from infoview.people import namesakes

_CAREERS_AND_TAGS = Kept(
    union_all(
        select(literal("career").label("kind"), Career.id, Career.name, Career.folded),
        select(literal("tag").label("kind"), Tag.id, Tag.name, Tag.folded),
    ).order_by(column("folded"))
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something with a page of its own."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """A contact with everything that hangs on them."""

    contact: Contact
    organization: Named | None
    career: Named | None
    referrer: Named | None
    emails: list[str]
    phones: list[str]
    links: list[str]
    tags: list[Named]
    named: list[Named]

    @property
    def short_name(self) -> str:
        """What to call them in a heading."""
        return self.contact.given_name or (self.contact.full_name.split() or ["?"])[0]


def person(contact_id: int) -> Person:
    """Return a contact with everything that hangs on them. Raises NotThere."""
    contact = db.get_row(Contact, contact_id)
    return Person(
        contact=contact,
        organization=_named(Organization, contact.organization_id),
        career=_named(Career, contact.career_id),
        referrer=_referrer(contact.referred_by_id),
        emails=_texts(EmailAddress.address, EmailAddress, contact_id),
        phones=_texts(PhoneNumber.number, PhoneNumber, contact_id),
        links=_texts(Link.url, Link, contact_id),
        tags=_tags(contact_id),
        named=_rows(
            select(Contact.id, Contact.full_name.label("name"))
            .where(Contact.referred_by_id == contact_id)
            .order_by(Contact.sort_name)
        ),
    )


def has_thanked_referrer(person: Person) -> bool:
    """Whether who named a contact has been told how the conversation went."""
    if person.referrer is None:
        return False
    thanks = (
        Message.contact_id == person.referrer.id,
        Message.about_id == person.contact.id,
        Message.kind == MessageKind.REFERRER_THANKS,
        Message.withdrawn_at.is_(None),
    )
    return db.session.scalar(select(Message.id).where(*thanks).limit(1)) is not None


def form_values(person: Person) -> dict[str, Any]:
    """Return the facts of a contact as the contact form holds them."""
    contact = person.contact
    same = (
        "full_name", "given_name", "family_name", "address_as", "pronouns", "language", "title", "place", "zone",
        "found_by", "found_text", "may_use_name", "ease", "value", "warmth", "version",
    )  # fmt: skip
    return {name: getattr(contact, name) for name in same} | {
        "organization": person.organization.name if person.organization else "",
        "career": person.career.name if person.career else "",
        "referred_by": namesakes.label_of(person.referrer.id, person.referrer.name) if person.referrer else "",
        "emails": person.emails,
        "phones": person.phones,
        "links": person.links,
        "tags": ", ".join(tag.name for tag in person.tags),
    }


def note(note_id: int) -> tuple[Note, Contact]:
    """Return a note with its contact. Raises NotThere."""
    row = db.session.execute(
        select(Note, Contact).join(Contact, Contact.id == Note.contact_id).where(Note.id == note_id)
    ).one_or_none()
    if row is None:
        raise NotThere
    return row[0], row[1]


def careers() -> list[Named]:
    """Return every career, by name."""
    return _rows(select(Career.id, Career.name).order_by(Career.folded))


def careers_and_tags() -> tuple[list[Named], list[Named]]:
    """Return every career and every tag, by name: one query."""
    rows = _CAREERS_AND_TAGS.rows()
    careers, tags = ([Named(row.id, row.name) for row in rows if row.kind == kind] for kind in ("career", "tag"))
    return careers, tags


def _named(model: type[Any], row_id: int | None) -> Named | None:
    return next(iter(_rows(select(model.id, model.name).where(model.id == row_id))), None)


def _referrer(contact_id: int | None) -> Named | None:
    return next(iter(_rows(select(Contact.id, Contact.full_name.label("name")).where(Contact.id == contact_id))), None)


def _tags(contact_id: int) -> list[Named]:
    tags = select(Tag.id, Tag.name).join(ContactTag, ContactTag.tag_id == Tag.id)
    return _rows(tags.where(ContactTag.contact_id == contact_id).order_by(Tag.folded))


def _rows(statement: Any) -> list[Named]:
    return [Named(row.id, row.name) for row in db.session.execute(statement)]


def _texts(column: Any, model: Any, contact_id: int) -> list[str]:
    return list(db.session.scalars(select(column).where(model.contact_id == contact_id).order_by(model.position)))
