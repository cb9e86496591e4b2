"""What was heard about an organization from the people there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from infoview.db import db
from infoview.i18n import _, day_words
from infoview.models import Contact, Debrief, Meeting, MeetingQuestion
from infoview.models.meeting import MeetingStatus
from infoview.models.question import Topic

MOST = 50  # of each, the latest first


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation with somebody there, what was learned in it, and the impressions of the place."""

    meeting_id: int
    contact_id: int
    who: str
    when: str
    learned: str
    impressions: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody there answered to a question about the organization, their own words in quotation marks."""

    id: int
    meeting_id: int
    contact_id: int
    who: str
    when: str
    question: str
    answer: str


def meetings(organization_id: int, today: date) -> list[Held]:
    """Return the latest conversations held with people of an organization: one query."""
    facts = select(*_WHO, Meeting.learned, Debrief.impressions).outerjoin(Debrief, Debrief.meeting_id == Meeting.id)
    held = _of(facts, organization_id).where(Meeting.status == MeetingStatus.HELD)
    return [
        Held(**_who(row, today), learned=row.learned, impressions=row.impressions or "")
        for row in db.session.execute(held)
    ]


def answers(organization_id: int, today: date) -> list[Said]:
    """Return the latest answers about an organization by people there: one query."""
    facts = select(*_WHO, MeetingQuestion.id, MeetingQuestion.text, MeetingQuestion.answer, MeetingQuestion.is_quote)
    asked = _of(facts.join(MeetingQuestion, MeetingQuestion.meeting_id == Meeting.id), organization_id)
    given = asked.where(MeetingQuestion.topic == Topic.ORGANIZATION, MeetingQuestion.answer != "")
    return [
        Said(row.id, **_who(row, today), question=row.text, answer=_quoted(row.answer) if row.is_quote else row.answer)
        for row in db.session.execute(given)
    ]


_WHO = (Meeting.id.label("meeting_id"), Meeting.day, Contact.id.label("contact_id"), Contact.full_name)


def _of(facts: Select[*tuple[Any, ...]], organization_id: int) -> Select[*tuple[Any, ...]]:
    there = facts.join(Contact, Contact.id == Meeting.contact_id).where(Contact.organization_id == organization_id)
    return there.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(MOST)


def _quoted(words: str) -> str:
    return _("“%(words)s”", words=words)


def _who(row: Any, today: date) -> dict[str, Any]:
    when = day_words(min(row.day, today), today)
    return {"meeting_id": row.meeting_id, "contact_id": row.contact_id, "who": row.full_name, "when": when}
