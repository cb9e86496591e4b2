"""From people of a file to rows, with one statement per table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from infoview.db import bulk_insert, db
from infoview.i18n import _
from infoview.models import Contact, EmailAddress, Link, Note, Organization, PhoneNumber
from infoview.people.actions import sort_name
from infoview.text import fold
from infoview.transfer.people_reader import Person
from infoview.transfer.signs import link_key

Row = dict[str, Any]


def add_people(people: Sequence[Person], *, import_id: int, today: date, at: datetime) -> list[int]:
    """Store people in People, off the board; return the ids of the organizations made for them.

    How they were found stays open, so that the first message asks for it.
    """
    organizations, made = _organizations(people, at)
    ids = bulk_insert(
        Contact,
        [
            {
                "full_name": person.full_name,
                "given_name": person.given_name,
                "family_name": person.family_name,
                "sort_name": sort_name(person.full_name, person.family_name),
                "title": person.title,
                "place": person.place,
                "organization_id": organizations.get(fold(person.organization)),
                "import_id": import_id,
                "created_at": at,
            }
            for person in people
        ],
    )
    numbered = list(zip(ids, people, strict=True))
    bulk_insert(EmailAddress, [row for who in numbered for row in _emails(*who)])
    bulk_insert(PhoneNumber, [row for who in numbered for row in _phones(*who)])
    bulk_insert(Link, [row for who in numbered for row in _links(*who)])
    bulk_insert(Note, [{**row, "created_at": at} for who in numbered for row in _notes(*who, today)])
    return made


def _organizations(people: Sequence[Person], at: datetime) -> tuple[Mapping[str, int], list[int]]:
    """Return the ids of all organizations by folded name, and of those made now."""
    ids = dict(db.session.execute(select(Organization.folded, Organization.id)).tuples().all())
    missing = {fold(person.organization): person.organization for person in reversed(people) if person.organization}
    names = {folded: missing[folded] for folded in reversed(missing) if folded and folded not in ids}
    made = bulk_insert(
        Organization, [{"name": name, "folded": folded, "created_at": at} for folded, name in names.items()]
    )
    return ids | dict(zip(names, made, strict=True)), list(made)


def _emails(contact_id: int, person: Person) -> Iterator[Row]:
    for position, address in enumerate(person.emails):
        yield {"contact_id": contact_id, "address": address, "folded": address.casefold(), "position": position}


def _phones(contact_id: int, person: Person) -> Iterator[Row]:
    for position, number in enumerate(person.phones):
        yield {"contact_id": contact_id, "number": number, "position": position}


def _links(contact_id: int, person: Person) -> Iterator[Row]:
    for position, url in enumerate(person.links):
        yield {"contact_id": contact_id, "url": url, "folded": link_key(url), "position": position}


def _notes(contact_id: int, person: Person, today: date) -> Iterator[Row]:
    if person.connected_on:
        yield {"contact_id": contact_id, "day": person.connected_on, "body": _("Connected on LinkedIn.")}
    if person.note:
        yield {"contact_id": contact_id, "day": today, "body": person.note}
