"""The conversations that tell of a career, each with what was written up of it: one query."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from infoview.careers.meetings_of import career_told_of, tells_of, was_held
from infoview.db import db
from infoview.i18n import day_words
from infoview.models import Contact, Debrief, Meeting, Organization
from infoview.models.career import Verdict

FITS = ("interests", "values", "needs", "skills")
_TEXTS = ("notes", "more_to_know", "impressions", "liked", "disliked", "ways_in", "titles", "verdict_why")


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: with whom, when, and what stands in its debrief; empty where nothing was written.

    `fits` and `whys` are by the words of `FITS`. `role` is what they are and where.
    """

    id: int
    contact_id: int
    who: str
    role: str
    title: str
    organization_id: int | None
    organization: str
    day: date
    when: str
    was_held: bool
    learned: str
    texts: dict[str, str]
    fits: dict[str, int | None]
    whys: dict[str, str]
    confidence: tuple[int | None, int | None]
    verdict: Verdict | None

    @property
    def has_words(self) -> bool:
        """Whether something was written down freely."""
        return bool(self.learned or self.texts["notes"] or self.texts["impressions"])

    @property
    def is_rated(self) -> bool:
        """Whether it says anything about how well the career fits, or how sure the user is."""
        return any(self.fits.values()) or any(self.confidence)


def of_career(career_id: int, *, today: date) -> list[Talk]:
    """Return the conversations about a career, the first one first: one query."""
    return [_talk(row, today) for row in db.session.execute(_of(tells_of(career_id)))]


def of_careers(career_ids: list[int], *, today: date) -> dict[int, list[Talk]]:
    """Return the conversations about each of the careers, the first one first: one query."""
    found: dict[int, list[Talk]] = {career_id: [] for career_id in career_ids}
    for row in db.session.execute(_of(career_told_of.in_(career_ids)).add_columns(career_told_of.label("career_id"))):
        found[row.career_id].append(_talk(row, today))
    return found


def _of(condition: Any) -> Any:
    talks = select(
        *(Meeting.id, Meeting.contact_id, Meeting.day, Meeting.learned, Contact.full_name, Contact.title),
        was_held.label("was_held"),
        Organization.id.label("organization_id"),
        Organization.name.label("organization"),
        *(getattr(Debrief, name) for name in _TEXTS),
        *(getattr(Debrief, f"{word}_{name}") for name in FITS for word in ("fit", "why")),
        *(Debrief.confidence_before, Debrief.confidence_after, Debrief.verdict),
    )
    return (
        talks.join(Contact, Contact.id == Meeting.contact_id)
        .outerjoin(Organization, Organization.id == Contact.organization_id)
        .outerjoin(Debrief, Debrief.meeting_id == Meeting.id)
        .where(condition)
        .order_by(Meeting.day, Meeting.start, Meeting.id)
    )


def _talk(row: Any, today: date) -> Talk:
    return Talk(
        id=row.id,
        contact_id=row.contact_id,
        who=row.full_name,
        role=", ".join(filter(None, (row.title, row.organization))),
        title=row.title,
        organization_id=row.organization_id,
        organization=row.organization or "",
        day=row.day,
        when=day_words(min(row.day, today) if row.was_held else row.day, today),
        was_held=bool(row.was_held),
        learned=row.learned,
        texts={name: getattr(row, name) or "" for name in _TEXTS},
        fits={name: getattr(row, f"fit_{name}") for name in FITS},
        whys={name: getattr(row, f"why_{name}") or "" for name in FITS},
        confidence=(row.confidence_before, row.confidence_after),
        verdict=row.verdict,
    )
