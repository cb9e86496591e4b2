"""Whom a meeting is with, and what about: what its questions are worded for."""

from dataclasses import dataclass

from sqlalchemy import func, select

from infoview.db import db
from infoview.errors import NotThere
from infoview.i18n import language
from infoview.models import Career, Contact, Meeting, Organization
from infoview.models.contact import Formality, Warmth
from infoview.questions.bank import LANGUAGES, merge


@dataclass(frozen=True, slots=True)
class Situation:
    """A meeting with its contact; `language` is the one it is held in."""

    meeting_id: int
    contact_id: int
    name: str
    minutes: int | None
    career_id: int | None
    career: str
    role: str
    organization_id: int | None
    organization: str
    language: str
    is_familiar: bool

    def merge(self, text: str) -> str:
        """Return a question as this person is asked it."""
        return merge(text, career=self.career, role=self.role, organization=self.organization, language=self.language)


def situation(meeting_id: int) -> Situation:
    """Return whom a meeting is with and what about: one query. Raises NotThere."""
    of_it = func.coalesce(Meeting.career_id, Contact.career_id)
    found = db.session.execute(
        select(Meeting.minutes, Contact, Career.id, Career.name, Organization.id, Organization.name)
        .join(Contact, Contact.id == Meeting.contact_id)
        .outerjoin(Career, Career.id == of_it)
        .outerjoin(Organization, Organization.id == Contact.organization_id)
        .where(Meeting.id == meeting_id)
    ).one_or_none()
    if found is None:
        raise NotThere
    minutes, contact, career_id, career, organization_id, organization = found
    spoken = contact.language or language()
    return Situation(
        meeting_id=meeting_id,
        contact_id=contact.id,
        name=contact.full_name,
        minutes=minutes,
        career_id=career_id,
        career=career or "",
        role=contact.title,
        organization_id=organization_id,
        organization=organization or "",
        language=spoken if spoken in LANGUAGES else LANGUAGES[0],
        is_familiar=contact.formality is Formality.FAMILIAR or contact.warmth is Warmth.WARM,
    )
