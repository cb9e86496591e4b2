"""Gathers the facts a message may use from what is stored about the contact and the user."""

from datetime import date

from sqlalchemy import func, select

from infoview.clock import day_of
from infoview.db import db
from infoview.models import Account, Contact, Meeting, Message, Stage
from infoview.models.contact import Permission
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Direction, MessageKind
from infoview.outreach.facts import Asked, Facts, Found, Me, Met, Recipient
from infoview.outreach.phrases import day_said


def gather(contact: Contact, account: Account, *, language: str, today: date) -> Facts:
    """Return the facts for a message to `contact` in `language`: a fixed number of queries."""
    return Facts(
        language=language,
        contact=_recipient(contact),
        me=_me(account, language),
        found=Found(contact.found_by, contact.found_text),
        asked=Asked(when=_asked_when(contact, account.zone, today, language)),
        meeting=_met(contact, today, language),
        career=contact.career.name if contact.career else None,
    )


def last_meeting(contact: Contact) -> Meeting | None:
    """Return the last conversation that was held."""
    held = select(Meeting).where(Meeting.contact_id == contact.id, Meeting.status == MeetingStatus.HELD)
    return db.session.scalar(held.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(1))


def _recipient(contact: Contact) -> Recipient:
    referrer = contact.referred_by.full_name if contact.referred_by else None
    permission = contact.may_use_name
    return Recipient(
        name=contact.full_name,
        address_as=contact.address_as,
        organization=contact.organization.name if contact.organization else None,
        referrer=referrer if permission is Permission.YES else None,
        short_name=contact.given_name or contact.full_name,
        is_referred=referrer is not None,
        unasked_referrer=referrer if permission is Permission.NOT_ASKED else None,
    )


def _me(account: Account, language: str) -> Me:
    ending = account.sign_off.splitlines() if language == account.language else []
    return Me(
        name=account.name,
        about=account.background,
        explores=account.exploring,
        phone=account.phone,
        ending=tuple(ending),
    )


def _asked_when(contact: Contact, zone: str, today: date, language: str) -> str | None:
    asked_at = db.session.scalar(
        select(func.max(Message.sent_at)).where(
            Message.contact_id == contact.id,
            Message.direction == Direction.OUT,
            Message.kind == MessageKind.REQUEST,
            Message.withdrawn_at.is_(None),
        )
    )
    return day_said(day_of(asked_at, zone), today, language) if asked_at else None


def _met(contact: Contact, today: date, language: str) -> Met:
    named = db.session.execute(
        select(Contact.full_name, Contact.stage).where(Contact.referred_by_id == contact.id).order_by(Contact.id)
    ).all()
    meeting = last_meeting(contact)
    return Met(
        when=day_said(meeting.day, today, language) if meeting else None,
        notes=meeting.learned if meeting else None,
        advice=tuple(advice.body for advice in meeting.advice) if meeting else (),
        people=tuple(person.full_name for person in named),
        people_met=tuple(p.full_name for p in named if p.stage is not None and p.stage.rank >= Stage.MET.rank),
    )
