"""Beginning a conversation that nobody has prepared, and keeping one that was had."""

from collections.abc import Iterable
from datetime import datetime

from infoview.clock import day_of
from infoview.db import db
from infoview.debriefs.actions import debrief_of
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.meetings import actions as meetings
from infoview.models import Contact, Meeting, Stage
from infoview.people import namesakes, quick_add
from infoview.people.actions import add_contact
from infoview.questions import picking

GENERAL = ("path-start", "day-last", "sources-people")
"""The questions that fit everybody, in the order to ask them."""
BEST = 3


def talk_now(contact: Contact, *, zone: str, at: datetime) -> Meeting:
    """Begin to talk with a contact: what was agreed for today begins, else a meeting nobody has agreed on."""
    agreed = meetings.agreed_meeting(contact.id)
    if agreed is not None and agreed.started_at is None and agreed.day == day_of(at, agreed.zone):
        meetings.begin(agreed, at=at)
        return agreed
    return meetings.start_now(contact, zone=zone, at=at)


def pick_best(meeting: Meeting, *, at: datetime) -> None:
    """Plan the best questions for a meeting, unless some are planned."""
    if not picking.plan(meeting.id).questions:
        picking.pick_suggested(meeting, BEST, at=at)


def who_is_it(contact_id: int | None, name: str, *, at: datetime) -> Contact:
    """Return the contact who is on the phone: the one chosen, or the one of that name, added if there is none.

    A name that was typed counts more than a choice. Raises Invalid without either.
    """
    heard = quick_add.read(name)
    if not heard.name:
        if contact_id is None:
            raise Invalid("name", _("Write a name, even just a first one. All you have noted is still here."))
        return db.get_row(Contact, contact_id)
    known = namesakes.find(name, field="name") or namesakes.find(heard.name, field="name")
    if known is not None:
        return db.get_row(Contact, known)
    facts = {"title": heard.title, "organization": heard.organization}
    return add_contact(full_name=heard.name, at=at, stage=Stage.IDENTIFIED, **facts)  # type: ignore[arg-type]


def note(meeting: Meeting, answers: Iterable[str], notes: str, *, at: datetime) -> None:
    """Keep what was said to the general questions, and what else; what stood there before stays."""
    for code, answer in zip(GENERAL, answers, strict=True):
        if answer or not meeting.debriefed_at:
            row = picking.add(meeting, code=code, at=at)
            row.answer = _added(row.answer, answer)
            row.answered_at = row.answered_at or (at if answer else None)
    if notes:
        debrief = debrief_of(meeting, at=at)
        debrief.notes = _added(debrief.notes, notes)
    db.session.flush()


def _added(before: str, more: str) -> str:
    return "\n\n".join(filter(None, (before, more)))
