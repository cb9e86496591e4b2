"""Reads for importing: who is known already, what a file would bring, what came of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from infoview.db import db
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
    theirs = select(Contact.id).where(Contact.import_id == brought.id)
    changed = select(Change.contact_id).where(Change.contact_id.in_(theirs), _is_since(brought))
    other = aliased(Contact)
    referrers = select(other.referred_by_id).where(
        other.referred_by_id.in_(theirs), other.import_id.is_distinct_from(brought.id) | other.id.in_(changed)
    )
    introduced = select(Message.about_id).where(Message.about_id.in_(theirs))
    used = or_(Contact.id.in_(changed), Contact.id.in_(referrers), Contact.id.in_(introduced))
    rows = select(Contact.id, Contact.full_name).where(Contact.import_id == brought.id, used)
    return [Named(id_, name) for id_, name in db.session.execute(rows.order_by(Contact.sort_name))]


def unused_organizations(brought: Import) -> list[int]:
    """Return the organizations an import made where nobody works now and nothing was changed."""
    made = set(brought.counts.get("organizations", []))
    is_change = (Change.row_table == Organization.__tablename__, _is_since(brought))
    changed = db.session.scalars(select(Change.row_id).where(*is_change).distinct())
    peopled = db.session.scalars(select(Contact.organization_id).distinct())
    return sorted(made.difference(changed, peopled, _researched(brought)))


def _researched(brought: Import) -> list[int]:
    """Return the organizations with research notes, which leave no change; sample data brings some of its own."""
    notes = (Organization.strengths, Organization.culture, Organization.news, Organization.competitors)
    if brought.kind is ImportKind.DEMO:
        return []
    return list(db.session.scalars(select(Organization.id).where(or_(*(note != "" for note in notes)))))


def _is_since(brought: Import) -> ColumnElement[bool]:
    # A file's people are made without leaving changes. Sample data is made by real acts, up to its confirmation.
    return Change.at > brought.confirmed_at if brought.kind is ImportKind.DEMO else Change.id.is_not(None)
