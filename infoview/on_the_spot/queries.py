"""What a conversation that begins this minute needs to have on its page."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from infoview.db import db
from infoview.i18n import language
from infoview.models import Contact, Meeting, Stage
from infoview.models.meeting import MeetingStatus
from infoview.on_the_spot.actions import GENERAL
from infoview.questions import bank

MOST = 6


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody who may well be calling."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that fits everybody, and what to ask after it."""

    text: str
    follow_up: str


def likely(today: date) -> list[Likely]:
    """Return who may well be calling: those agreed with for today, then those asked last: one query."""
    agreed = and_(Meeting.contact_id == Contact.id, Meeting.status == MeetingStatus.AGREED, Meeting.day == today)
    rows = db.session.execute(
        select(Contact.id, Contact.full_name)
        .outerjoin(Meeting, agreed)
        .where(or_(Contact.stage == Stage.REQUESTED, Meeting.id.is_not(None)), Contact.closed_at.is_(None))
        .group_by(Contact.id)
        .order_by(func.max(Meeting.id).is_(None), Contact.stage_at.desc())
        .limit(MOST)
    )
    return [Likely(row.id, row.full_name) for row in rows]


def general_questions() -> list[Asked]:
    """Return the questions that fit everybody, in the order to ask them."""
    found = (bank.find(code, language()) for code in GENERAL)
    merged = ((each, bank.merge(each.text, language=language())) for each in found if each)
    return [Asked(text, bank.merge(each.follow_up, language=language())) for each, text in merged]
