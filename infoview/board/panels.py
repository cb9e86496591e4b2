"""The one fact that belongs to a stage: offered after a move, free to be ignored."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from infoview import clock
from infoview.board.actions import keep_in_touch
from infoview.board.forms import MetForm, PanelForm, RhythmForm, WrittenForm
from infoview.db import db, zone
from infoview.errors import Refused
from infoview.i18n import _
from infoview.logbook.actions import log_message
from infoview.meetings.actions import hold
from infoview.meetings.queries import shown_as_held
from infoview.models import Contact, Meeting, Message, Stage
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind
from infoview.today.cadence import months_between, months_later

KINDS = {Stage.REQUESTED: MessageKind.REQUEST, Stage.THANKED: MessageKind.THANK_YOU}


@dataclass(frozen=True, slots=True)
class Panel:
    """A question of one or two fields about a card, and the message that can be written instead."""

    contact_id: int
    title: str
    form: WrittenForm | MetForm | RhythmForm
    kind: str | None = None
    words: str = ""


def offer(contact: Contact | None) -> Panel | None:
    """Return the panel to show after a move: none if the fact is known already."""
    return None if contact is None or _is_known(contact) else of(contact, formdata=None)


def of(contact: Contact, **posted: None) -> Panel | None:
    """Return the panel of a contact's stage: as posted, or with `formdata=None` as it is first shown."""
    name, today = contact.address_as or contact.given_name or contact.full_name, clock.today(zone())
    shown: dict[str, Any] = {**posted, "ids": "fact-", "asked_in": contact.stage.value if contact.stage else ""}
    if contact.stage is Stage.REQUESTED:
        form = WrittenForm(day=today, **shown)
        return Panel(contact.id, _("How did you ask %(name)s?", name=name), form, "request", _("Write it instead"))
    if contact.stage is Stage.MET:
        agreed = shown_as_held(contact.id, at=clock.now())
        met = MetForm(agreed, **shown) if agreed else MetForm(day=today, **shown)
        return Panel(contact.id, _("When did you meet %(name)s?", name=name), met)
    if contact.stage is Stage.THANKED:
        form = WrittenForm(day=today, **shown)
        return Panel(contact.id, _("How did you thank %(name)s?", name=name), form, "thank_you", _("Write it instead"))
    if contact.stage is Stage.IN_TOUCH:
        months = months_between(contact.warmth, contact.touch_months)
        rhythm = RhythmForm(months=months, on=contact.touch_on or months_later(today, months), **shown)
        return Panel(contact.id, _("When to write to %(name)s again?", name=name), rhythm, "update", _("Write now"))
    return None


def check_stage(contact: Contact, form: PanelForm) -> None:
    """Raise Refused if the card has left the stage the question was about: the answer is not about the new one."""
    if form.asked_in.data and (contact.stage is None or form.asked_in.data != contact.stage.value):
        raise Refused(_("This was changed in another window."))


def keep(contact: Contact, form: WrittenForm | MetForm | RhythmForm, *, at: datetime) -> None:
    """Keep what was told. Raises Invalid for a day to come, Refused as `check_stage` does."""
    check_stage(contact, form)
    if isinstance(form, WrittenForm) and contact.stage in KINDS:
        kind, channel, day = KINDS[contact.stage], Channel(form.channel.data), form.day.data
        log_message(contact, kind=kind, channel=channel, day=day or clock.today(zone()), zone=zone(), at=at)
    elif isinstance(form, MetForm):
        facts = {name: getattr(form, name).data for name in ("start", "minutes", "place")}
        hold(contact, day=form.day.data, zone=zone(), at=at, **facts)  # type: ignore[arg-type]
    elif isinstance(form, RhythmForm):
        keep_in_touch(contact, months=form.months.data, on=form.on.data)


def _is_known(contact: Contact) -> bool:
    kind = KINDS.get(contact.stage) if contact.stage else None
    if kind is not None:
        known = select(Message.id).where(
            Message.contact_id == contact.id,
            Message.kind == kind,
            Message.direction == Direction.OUT,
            Message.withdrawn_at.is_(None),
        )
    elif contact.stage is Stage.MET:
        known = select(Meeting.id).where(Meeting.contact_id == contact.id, Meeting.status == MeetingStatus.HELD)
    else:
        return contact.touch_on is not None
    return db.session.scalar(known.limit(1)) is not None
