"""Keeping what came back."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Select, select

from infoview.board import actions as board
from infoview.clock import day_of
from infoview.db import db, describe, zone
from infoview.logbook.actions import instant_on
from infoview.models import Contact, EmailAddress, Message, Stage
from infoview.models.message import Answer, Channel, Direction, MessageKind
from infoview.people.details import set_emails
from infoview.replies.reading import Received


def keep_reply(
    contact: Contact, received: Received, *, answer: Answer | None, channel: Channel, at: datetime
) -> Message:
    """Remember what a contact wrote; a mail that is kept already is not kept again, but returned as it is.

    Who writes back was asked: their card is in Requested at least. A no moves nothing. What has no day, or one to
    come, came now. A mail that no human wrote is kept too, but it answers nothing and moves nothing.
    """
    describe("answer")
    known = find_kept(contact, received)
    if known is not None:
        return known
    message = Message(
        contact_id=contact.id,
        direction=Direction.IN,
        kind=MessageKind.OTHER if received.is_automatic else MessageKind.REPLY,
        channel=channel,
        subject=received.subject,
        body=received.body,
        quoted=received.quoted,
        attachments="\n".join(received.attachments),
        address=received.sender,
        header_id=received.header_id,
        answer=None if received.is_automatic else answer,
        sent_at=received.sent_at if is_dated(received, at) and received.sent_at else at,
        created_at=at,
    )
    db.session.add(message)
    db.session.flush()
    if received.is_automatic:
        return message
    if contact.touch_on is not None and contact.touch_on <= day_of(message.sent_at, zone()):
        contact.touch_on = None  # what was due has happened
    if answer is not Answer.NO:
        board.advance(contact, to=Stage.REQUESTED, at=at)
    return message


def dated(received: Received, *, day: date | None, zone: str, now: datetime) -> Received:
    """Return what was pasted with its day: what it says itself, else the one the user gave, else today.

    Raises Invalid for a day to come.
    """
    if is_dated(received, now):
        return received
    return replace(received, sent_at=instant_on(day or day_of(now, zone), zone=zone, now=now))


def is_dated(received: Received, at: datetime) -> bool:
    """Whether a mail says when it was sent, and that is not still to come."""
    return received.sent_at is not None and received.sent_at <= at


def find_kept(contact: Contact, received: Received) -> Message | None:
    """Return the message that a mail became when it was kept before, unless that was undone."""
    theirs = select(Message).where(
        Message.contact_id == contact.id, Message.direction == Direction.IN, Message.withdrawn_at.is_(None)
    )
    if received.header_id:
        theirs = theirs.where(Message.header_id == received.header_id)
    elif received.sent_at is not None:
        theirs = theirs.where(Message.sent_at == received.sent_at, Message.body == received.body)
    else:
        return None
    return db.session.scalar(theirs.order_by(Message.id).limit(1))


def note_address(contact: Contact, address: str, *, at: datetime) -> None:
    """Add an address to those of a contact, behind them. Raises Invalid for one that is none."""
    describe("edit")
    noted = list(db.session.scalars(_addresses(contact)))
    if address.casefold() not in map(str.casefold, noted):
        set_emails(contact, [*noted, address], at=at)


def _addresses(contact: Contact) -> Select[str]:
    return select(EmailAddress.address).where(EmailAddress.contact_id == contact.id).order_by(EmailAddress.position)
