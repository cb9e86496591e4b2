"""Why a mail must not leave any more: looked at when its turn has come, and again right before it is handed over."""

import re
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from infoview.clock import day_of
from infoview.db import db, zone
from infoview.models import Contact, Mail, Meeting, Message, Stage
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Direction, MessageKind
from infoview.outreach.delivery import is_address

ASKS = frozenset({MessageKind.REQUEST, MessageKind.NUDGE})


def obstacle(mail: Mail) -> str:
    """Return why a mail must not be sent any more, a word of `failures.py`; "" if it may."""
    contact = db.session.get(Contact, mail.contact_id)
    if contact is None:
        return "contact"
    if contact.opted_out_at is not None:
        return "opted-out"
    if mail.draft_id is None:
        return "draft"
    if not as_called(mail.address):
        return "address"
    asks_in_vain = _overtaken(mail, contact) if mail.kind in ASKS else ""
    if mail.invitation and not asks_in_vain and not _is_as_invited(mail):
        return "meeting"
    return asks_in_vain or ("resting" if _rests_since(contact, mail.created_at) else "")


def _is_as_invited(mail: Mail) -> bool:
    """Whether the meeting a mail brings is still as it says; a changed one has a higher number."""
    uid, sequence = (re.search(rf"^{name}:([^@\r\n]+)", mail.invitation, re.MULTILINE) for name in ("UID", "SEQUENCE"))
    if uid is None or sequence is None:
        return True
    stored = db.session.scalar(select(Meeting.sequence).where(Meeting.uid == uid[1]))
    return stored is None or str(stored) == sequence[1]


def as_called(address: str) -> str:
    """Return an address as servers call it, its domain in plain letters; "" if it is none."""
    name, _at, domain = address.rpartition("@")
    try:
        called = f"{name}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return ""
    return called if is_address(called) else ""


def _overtaken(mail: Mail, contact: Contact) -> str:
    """Return what has happened since a request or a nudge was planned that makes it one too many; "" if nothing.

    It counts when something was noted, not the day it is about: an answer of last week may be kept only now. An
    automatic reply is no answer.
    """
    if _is_kept(mail, Message.direction == Direction.IN, Message.kind == MessageKind.REPLY):
        return "answered"
    if _has_met(contact, mail.created_at):
        return "met"
    another = Message.draft_id.is_distinct_from(mail.draft_id)
    return "written" if _is_kept(mail, Message.direction == Direction.OUT, Message.kind == mail.kind, another) else ""


def _is_kept(mail: Mail, *which: ColumnElement[bool]) -> bool:
    kept = select(Message.id).where(
        Message.contact_id == mail.contact_id, Message.created_at > mail.created_at, Message.withdrawn_at.is_(None)
    )
    return db.session.scalar(kept.where(*which).limit(1)) is not None


def _has_met(contact: Contact, since: datetime) -> bool:
    """Whether they talked since, or agreed to. One agreed on before and held since shows by its card, or its day."""
    is_new = Meeting.created_at > since
    held_later = (Meeting.status == MeetingStatus.HELD) & (Meeting.day > day_of(since, zone()))
    theirs = select(Meeting.id).where(Meeting.contact_id == contact.id, Meeting.status != MeetingStatus.CANCELLED)
    if db.session.scalar(theirs.where(or_(is_new, held_later)).limit(1)) is not None:
        return True
    is_beyond = contact.stage is not None and contact.stage.rank > Stage.REQUESTED.rank
    return is_beyond and contact.stage_at is not None and contact.stage_at > since


def _rests_since(contact: Contact, since: datetime) -> bool:
    """Whether a contact was closed or paused since; who rested before is written to knowingly."""
    return any(at is not None and at > since for at in (contact.closed_at, contact.paused_at))
