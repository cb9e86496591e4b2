"""From people of a file to rows, with one statement per table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from infoview.bulk import bulk_insert
from infoview.db import db
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
                "organization_id": organizations.get(person.organization),
                "connected_on": person.connected_on,
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
    """Return the ids of the people's organizations by name, and of those made now."""
    folded = {name: fold(name) for name in dict.fromkeys(person.organization for person in people)}
    ids: dict[str, int] = dict(db.session.execute(select(Organization.folded, Organization.id)).all())
    missing: dict[str, str] = {}
    for name, key in folded.items():
        if key and key not in ids:
            missing.setdefault(key, name)
    made = bulk_insert(Organization, [{"name": name, "folded": key, "created_at": at} for key, name in missing.items()])
    ids.update(zip(missing, made, strict=True))
    return {name: ids[key] for name, key in folded.items() if key}, list(made)


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
    if person.note:
        yield {"contact_id": contact_id, "day": today, "body": person.note}
