"""A meeting with all that is prepared for it, in a fixed number of queries."""

from dataclasses import dataclass

from sqlalchemy import func, select

from infoview.accounts.queries import profile
from infoview.db import db, owner_id
from infoview.errors import NotThere
from infoview.models import Account, Career, Contact, Meeting, Organization, PhoneNumber


@dataclass(frozen=True, slots=True)
class Subject:
    """A meeting with the rows its preparation is kept in; where the person works and what they do may be unknown."""

    meeting: Meeting
    contact: Contact
    organization: Organization | None
    career: Career | None
    account: Account


def subject(meeting_id: int) -> Subject:
    """Return a meeting with what belongs to it: two queries. Raises NotThere."""
    row = db.session.execute(
        select(Meeting, Contact, Organization, Career)
        .join(Contact, Contact.id == Meeting.contact_id)
        .outerjoin(Organization, Organization.id == Contact.organization_id)
        .outerjoin(Career, Career.id == func.coalesce(Meeting.career_id, Contact.career_id))
        .where(Meeting.id == meeting_id)
    ).one_or_none()
    if row is None:
        raise NotThere
    meeting, contact, organization, career = row
    return Subject(meeting, contact, organization, career, profile(owner_id()))


def phone(contact_id: int) -> str:
    """Return the number to call somebody at, "" if none is known."""
    numbers = select(PhoneNumber.number).where(PhoneNumber.contact_id == contact_id).order_by(PhoneNumber.position)
    return db.session.scalar(numbers.limit(1)) or ""
