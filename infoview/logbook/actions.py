"""Remembering an answer that came, or a message that was written, somewhere else."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from infoview.board import actions as board
from infoview.clock import day_of
from infoview.db import db, describe
from infoview.errors import Invalid
from infoview.free_times.actions import release_theirs
from infoview.i18n import _
from infoview.models import Contact, Message, Stage
from infoview.models.message import Answer, Channel, Direction, MessageKind
from infoview.outreach.actions import stage_after
from infoview.outreach.routes import KINDS

NOON = time(12)
MET, WROTE = "met", "wrote"


def log_answer(
    contact: Contact, *, answer: Answer, channel: Channel, day: date, zone: str, body: str = "", at: datetime
) -> Message:
    """Remember that a contact answered a request.

    Who says yes or later was asked: their card is in Requested at least. A no moves nothing, and the times that
    were offered to them are free again. Raises Invalid for a day to come.
    """
    describe("answer")
    message = _log(contact, Direction.IN, MessageKind.REPLY, channel, day, zone, body, at)
    message.answer = answer
    _follow(contact, answer, at)
    return message


def tell_answer(contact: Contact, *, answer: Answer, zone: str, at: datetime) -> Message:
    """Remember in one click what a contact said: in what they wrote last, or else today, the way they were asked.

    Said twice it is remembered once.
    """
    describe("answer")
    asked, reply = _latest(contact, Direction.OUT), _latest(contact, Direction.IN)
    is_to_this = reply is not None and (asked is None or reply.sent_at >= asked.sent_at)
    if reply is None or not is_to_this or reply.answer not in (None, answer):
        channel = asked.channel if asked else Channel.EMAIL
        return log_answer(contact, answer=answer, channel=channel, day=day_of(at, zone), zone=zone, at=at)
    reply.answer = answer
    _follow(contact, answer, at)
    return reply


def log_message(
    contact: Contact, *, kind: MessageKind, channel: Channel, day: date, zone: str, body: str = "", at: datetime
) -> Message:
    """Remember that the user wrote to a contact; the card moves as if it had been sent from here.

    Raises Invalid for a day to come.
    """
    describe("message")
    message = _log(contact, Direction.OUT, kind, channel, day, zone, body, at)
    to = stage_after(kind, contact.stage) if kind in KINDS else None
    if to is not None:
        board.advance(contact, to=to, at=at)
    return message


def log_touch(contact: Contact, *, how: str, zone: str, at: datetime) -> Message:
    """Remember that they met in passing today, or that a contact wrote: keeping in touch counts from now on."""
    describe("touch")
    today = day_of(at, zone)
    if how == WROTE:
        return _log(contact, Direction.IN, MessageKind.REPLY, Channel.EMAIL, today, zone, "", at)
    return _log(contact, Direction.OUT, MessageKind.OTHER, Channel.IN_PERSON, today, zone, _("Met in passing"), at)


def usual_kind(stage: Stage | None) -> MessageKind:
    """Return what the user most likely wrote to a contact in that stage."""
    kinds = {
        None: MessageKind.REQUEST,
        Stage.IDENTIFIED: MessageKind.REQUEST,
        Stage.REQUESTED: MessageKind.NUDGE,
        Stage.MET: MessageKind.THANK_YOU,
    }
    return kinds.get(stage, MessageKind.UPDATE)


def instant_on(day: date, *, zone: str, now: datetime) -> datetime:
    """Return the instant that stands for `day`: now if it is today, else its noon. Raises Invalid for a day to come."""
    today = day_of(now, zone)
    if day > today:
        raise Invalid("day", _("This day is still to come."))
    return now if day == today else datetime.combine(day, NOON, ZoneInfo(zone))


def _follow(contact: Contact, answer: Answer, at: datetime) -> None:
    if answer is Answer.NO:
        release_theirs(contact.id)
    else:
        board.advance(contact, to=Stage.REQUESTED, at=at)


def _latest(contact: Contact, direction: Direction) -> Message | None:
    """Return the latest request to a contact, a nudge included, or what they wrote last."""
    kinds = (MessageKind.REPLY,) if direction is Direction.IN else (MessageKind.REQUEST, MessageKind.NUDGE)
    theirs = select(Message).where(
        Message.contact_id == contact.id,
        Message.direction == direction,
        Message.kind.in_(kinds),
        Message.withdrawn_at.is_(None),
    )
    return db.session.scalar(theirs.order_by(Message.sent_at.desc(), Message.id.desc()).limit(1))


def _log(
    contact: Contact,
    direction: Direction,
    kind: MessageKind,
    channel: Channel,
    day: date,
    zone: str,
    body: str,
    at: datetime,
) -> Message:
    message = Message(
        contact_id=contact.id,
        direction=direction,
        kind=kind,
        channel=channel,
        body=body,
        sent_at=instant_on(day, zone=zone, now=at),
        created_at=at,
    )
    db.session.add(message)
    if contact.touch_on is not None and contact.touch_on <= day:
        contact.touch_on = None  # what was due has happened
    db.session.flush()
    return message
