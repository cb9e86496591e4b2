"""Reads for importing: who is known already, what a file would bring, what came of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from infoview.db import CHUNK, db
from infoview.models import Change, Contact, EmailAddress, Import, Link, Message, Organization
from infoview.models.importing import ImportKind, ImportState
from infoview.transfer.columns import Mapping
from infoview.transfer.csv_reader import read_table
from infoview.transfer.matching import Matched, match
from infoview.transfer.people_reader import Person, Reading, read_people
from infoview.transfer.signs import Known

KEPT_FOR = timedelta(days=1)
MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file with columns that mean `mapping` would bring, compared with contacts up to the id `newest`."""

    mapping: Mapping
    reading: Reading
    matched: Matched
    newest: int

    def chosen(self, add: set[int]) -> list[Person]:
        """Return the people to add, in the order of the file: new ones, and those on the lines `add`."""
        wanted = [likeness.person for likeness in self.matched.perhaps if likeness.person.line in add]
        return sorted([*self.matched.new, *wanted], key=lambda person: person.line)


@dataclass(frozen=True, slots=True)
class Named:
    """A contact by name, to be shown with a link."""

    id: int
    full_name: str


def plan(content: bytes, mapping: Mapping) -> Plan:
    """Read a file and compare its people with the contacts. Raises Invalid if it cannot be read."""
    reading = read_people(read_table(content), mapping)
    newest = db.session.scalar(select(func.max(Contact.id))) or 0
    return Plan(mapping, reading, match(reading.people, known()), newest)


def known(after: int = 0) -> list[Known]:
    """Return the contacts with ids above `after` as matching needs them: three queries, however many there are."""
    emails, links = defaultdict(list), defaultdict(list)
    addresses = select(EmailAddress.contact_id, EmailAddress.address).where(EmailAddress.contact_id > after)
    for contact_id, address in db.session.execute(addresses):
        emails[contact_id].append(address)
    for contact_id, url in db.session.execute(select(Link.contact_id, Link.url).where(Link.contact_id > after)):
        links[contact_id].append(url)
    contacts = (
        select(Contact.id, Contact.full_name, Organization.name)
        .outerjoin(Organization, Organization.id == Contact.organization_id)
        .where(Contact.id > after)
        .order_by(Contact.id)
    )
    return [
        Known(id_, name, organization or "", tuple(emails.get(id_, ())), tuple(links.get(id_, ())))
        for id_, name, organization in db.session.execute(contacts)
    ]


def is_kept(upload: Import, *, at: datetime) -> bool:
    """Whether an upload can still be confirmed: its file is there, and younger than a day."""
    return upload.content is not None and at - upload.created_at < KEPT_FOR


def recent() -> list[Import]:
    """Return the last imports that brought people in and were not undone, the newest first."""
    shown = select(Import).where(
        Import.state == ImportState.CONFIRMED, Import.kind.in_([ImportKind.LINKEDIN, ImportKind.CSV])
    )
    return list(db.session.scalars(shown.order_by(Import.id.desc()).limit(MOST_RECENT)))


def used_since(brought: Import) -> list[Named]:
    """Return the contacts of an import that were used since: changed, written about, or named as referrer."""
    rows = db.session.execute(
        select(Contact.id, Contact.full_name)
        .where(Contact.import_id == brought.id, is_used(brought))
        .order_by(Contact.sort_name)
    )
    return [Named(id_, name) for id_, name in rows]


def unused_organizations(brought: Import) -> list[list[int]]:
    """Return the organizations an import made where nobody works now and nothing was changed, in chunks."""
    made: list[int] = brought.counts.get("organizations", [])
    return [_unused(brought, made[start : start + CHUNK]) for start in range(0, len(made), CHUNK)]


def _unused(brought: Import, ids: list[int]) -> list[int]:
    is_changed = select(Change.id).where(
        Change.row_table == Organization.__tablename__, Change.row_id == Organization.id, _is_since(brought)
    )
    works_there = select(Contact.id).where(Contact.organization_id == Organization.id)
    unused = select(Organization.id).where(Organization.id.in_(ids), ~is_changed.exists(), ~works_there.exists())
    return list(db.session.scalars(unused))


def is_used(brought: Import) -> ColumnElement[bool]:
    """The condition on `Contact` that somebody of this import was used since."""
    other = aliased(Contact)
    is_changed = select(Change.id).where(Change.contact_id == Contact.id, _is_since(brought))
    other_is_changed = select(Change.id).where(Change.contact_id == other.id, _is_since(brought))
    refers = select(other.id).where(
        other.referred_by_id == Contact.id,
        other.import_id.is_distinct_from(brought.id) | other_is_changed.exists(),
    )
    introduced = select(Message.id).where(Message.about_id == Contact.id)
    return or_(is_changed.exists(), refers.exists(), introduced.exists())


def _is_since(brought: Import) -> ColumnElement[bool]:
    # A file's people are made without leaving changes. Sample data is made by real acts, up to its confirmation.
    return Change.at > brought.confirmed_at if brought.kind is ImportKind.DEMO else Change.id.is_not(None)
