"""Reads about meetings."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from infoview.db import db
from infoview.errors import NotThere
from infoview.models import Advice, Contact, Meeting
from infoview.models.contact import Permission


@dataclass(frozen=True, slots=True)
class Heard:
    """A meeting with its contact, the advice heard in it, and the people the contact named."""

    meeting: Meeting
    contact: Contact
    advice: list[str]
    people: list[tuple[int, str]]


def heard(meeting_id: int) -> Heard:
    """Return a meeting with what belongs to it. Raises NotThere."""
    row = db.session.execute(
        select(Meeting, Contact).join(Contact, Contact.id == Meeting.contact_id).where(Meeting.id == meeting_id)
    ).one_or_none()
    if row is None:
        raise NotThere
    meeting, contact = row
    advice = select(Advice.body).where(Advice.meeting_id == meeting.id).order_by(Advice.position)
    named = select(Contact.id, Contact.full_name).where(Contact.referred_by_id == contact.id)
    people = db.session.execute(named.order_by(Contact.sort_name))
    return Heard(meeting, contact, list(db.session.scalars(advice)), [(who.id, who.full_name) for who in people])


def form_values(heard: Heard) -> dict[str, Any]:
    """Return the facts of a meeting as its form holds them."""
    same = ("day", "start", "minutes", "mode", "place", "learned", "version")
    values = {name: getattr(heard.meeting, name) for name in same}
    return values | {"advice": "\n".join(heard.advice), "may_use_name": Permission.NOT_ASKED}
