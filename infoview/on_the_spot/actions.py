"""Beginning a conversation that nobody has prepared, and keeping one that was had."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from infoview.clock import day_of
from infoview.db import db
from infoview.debriefs.actions import debrief_of
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.meetings import actions as meetings
from infoview.meetings.queries import going_on, waiting
from infoview.models import Contact, Meeting
from infoview.models.meeting import LONGEST_TALK, MeetingStatus
from infoview.people import namesakes, quick_add
from infoview.people.adding import add_understood
from infoview.questions import picking

GENERAL = ("path-start", "day-last", "sources-people")
"""The questions that fit everybody, in the order to ask them."""
BEST = 3


def talk_now(contact: Contact, *, zone: str, at: datetime) -> Meeting:
    """Begin to talk with a contact: what was agreed for today begins, else a meeting nobody has agreed on.

    A conversation that goes on, or went on at that instant, is this one: what is sent twice is one conversation.
    """
    agreed = None if going_on(contact.id, at=at) else _agreed_today(contact, at)
    if agreed is None:
        return meetings.start_now(contact, zone=zone, at=at)
    meetings.begin(agreed, at=at)
    return agreed


def _agreed_today(contact: Contact, at: datetime) -> Meeting | None:
    agreed = (each for each in waiting(contact.id) if each.status is MeetingStatus.AGREED and not each.started_at)
    return next((each for each in agreed if each.day == day_of(at, each.zone)), None)


def end(meeting: Meeting, *, began: datetime, at: datetime) -> None:
    """Note that a conversation is over, unless it is known: notes that lay about for long were of a usual one."""
    if meeting.ended_at is None:
        is_late = at - began > LONGEST_TALK
        meetings.end(meeting, at=began + timedelta(minutes=meeting.minutes or 0) if is_late else at)


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
    return add_understood(heard, at=at)


def note(meeting: Meeting, answers: Iterable[str], notes: str, *, at: datetime) -> None:
    """Keep what was said to the general questions, and what else; what stood there before stays, and once is enough."""
    for code, answer in zip(GENERAL, answers, strict=True):
        if answer or not meeting.debriefed_at:
            row = picking.add(meeting, code=code, at=at)
            row.answer = added(row.answer, answer)
            row.answered_at = row.answered_at or (at if answer else None)
    if notes:
        debrief = debrief_of(meeting, at=at)
        debrief.notes = added(debrief.notes, notes)
    db.session.flush()


def added(before: str, more: str) -> str:
    """Return a text with more below it, unless it says that already; one that was sent before may have grown."""
    parts = before.split("\n\n") if before else []
    tails = ["\n\n".join(parts[place:]) for place in range(len(parts))]
    if not more or f"\n\n{more}\n\n" in f"\n\n{before}\n\n":
        return before
    known = next((place for place, tail in enumerate(tails) if more.startswith(tail + "\n")), len(parts))
    return "\n\n".join([*parts[:known], more])
