"""Marking free times, offering them to one person at a time, releasing and deleting them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time

from sqlalchemy import select

from infoview.db import db, describe
from infoview.errors import Invalid
from infoview.free_times import queries
from infoview.i18n import _
from infoview.models import Account, Contact, FreeSlot
from infoview.outreach.phrases import is_sentence
from infoview.text import clean_line
from infoview.zones import instant_of, wall_of

MOST_TO_COME = 100
MOST_OFFERED = 5
LEAST_MINUTES, MOST_MINUTES = 5, 480
LONGEST_PHRASE = 120
DAY_BEGINS, DAY_ENDS = 7, 21  # hours at which somebody may be asked to talk


def mark(days: Collection[date], starts: Collection[time], *, minutes: int, zone: str, at: datetime) -> tuple[int, int]:
    """Mark each of these times on each of these days as free; return how many are new, and how many are over.

    What is marked already is not marked twice. A time that the change of clocks skips is kept as clocks will show it.
    Raises Invalid for a length that cannot be, for nothing, and for too many.
    """
    describe("mark_times")
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Invalid("minutes", _("Give the minutes as a number, like 20."))
    if not days:
        raise Invalid("days", _("Choose a day."))
    known = {slot.starts_at for slot in queries.to_come(at)}
    wanted = {instant_of(day, start, zone) for day in days for start in starts}
    new = sorted(instant for instant in wanted if instant > at and instant not in known)
    if len(known) + len(new) > MOST_TO_COME:
        raise Invalid("starts", _("This is too many: at most %(max)d free times to come.", max=MOST_TO_COME))
    for instant in new:
        wall = wall_of(instant, zone)
        slot = FreeSlot(day=wall.date(), start=wall.time(), minutes=minutes, zone=zone, created_at=at)
        db.session.add(slot)
    db.session.flush()
    return len(new), sum(instant <= at for instant in wanted)


def offer(contact: Contact, slot_ids: Collection[int], *, at: datetime) -> int:
    """Offer exactly these times to a contact, and return how many; those offered to them before are released.

    Raises Invalid for one any of which is offered to somebody else, that is taken or over, and for too many; NotThere
    for what is none.
    """
    describe("offer_times")
    if len(slot_ids) > MOST_OFFERED:
        raise Invalid("slots", _("This is a lot to read: offer at most %(max)d times.", max=MOST_OFFERED))
    found = {slot.id: slot for slot in queries.to_come(at)}
    for slot_id in slot_ids:
        row = db.get_row(FreeSlot, slot_id)
        if row.id not in found:
            raise Invalid("slots", _("One of these times is over. Choose another."))
        _check(found[row.id], contact)
    for row in _theirs(contact.id):
        if row.id not in slot_ids:
            row.contact_id = row.offered_at = None
    for slot_id in slot_ids:
        row = db.get_row(FreeSlot, slot_id)
        if row.contact_id != contact.id:
            row.contact_id, row.offered_at = contact.id, at
    db.session.flush()
    return len(slot_ids)


def offer_next(contact: Contact, *, count: int = 3, at: datetime) -> int:
    """Offer a contact the next times that nobody else is offered, those they are offered already among them.

    Times at which it is night where they are count only if there are no others. Raises Invalid if there is none.
    """
    slots = next_open(queries.to_come(at), contact)[:count]
    if not slots:
        raise Invalid("slots", _("There is no free time left to offer. Mark some first."))
    return offer(contact, [slot.id for slot in slots], at=at)


def next_open(slots: Collection[queries.Slot], contact: Contact) -> list[queries.Slot]:
    """Return those that can be offered to a contact, those at night where they are only if there are no others."""
    open_ones = [slot for slot in slots if slot.is_open_to(contact.id)]
    hours = {slot.id: wall_of(slot.starts_at, contact.zone or slot.zone).hour for slot in open_ones}
    return [slot for slot in open_ones if DAY_BEGINS <= hours[slot.id] < DAY_ENDS] or open_ones


def release(slot: FreeSlot) -> None:
    """Take back the offer of a time: it can be offered to anybody again."""
    describe("release_times")
    slot.contact_id = slot.offered_at = None


def release_theirs(contact_id: int) -> int:
    """Take back every offer to a contact, as a part of what is being done; return how many there were."""
    slots = _theirs(contact_id)
    for slot in slots:
        slot.contact_id = slot.offered_at = None
    return len(slots)


def delete(slot: FreeSlot, *, at: datetime) -> None:
    """Take a free time away."""
    describe("delete_time")
    slot.deleted_at = at


def keep_phrase(account: Account, text: str) -> None:
    """Keep when the user is mostly free: the end of "I am usually free …". Raises Invalid for what is no such end."""
    phrase = clean_line(text).rstrip(". ")
    if len(phrase) > LONGEST_PHRASE:
        raise Invalid("phrase", _("This is too long: at most %(max)d characters.", max=LONGEST_PHRASE))
    if is_sentence(phrase):
        raise Invalid("phrase", _("Leave out the beginning: only finish the sentence “I am usually free …”."))
    account.free_times = phrase


def _check(slot: queries.Slot, contact: Contact) -> None:
    if slot.contact_id not in (None, contact.id):
        words = _("One of these times is offered to %(name)s. Release it first, or choose another.", name=slot.name)
        raise Invalid("slots", words)
    if (rival := slot.rival_of(contact.id)) is not None:
        raise Invalid("slots", _("This overlaps a time you offered to %(name)s.", name=rival.name))
    if slot.taken is not None:
        raise Invalid("slots", _("You talk with %(name)s at one of these times.", name=slot.taken.name))


def _theirs(contact_id: int) -> Sequence[FreeSlot]:
    return db.session.scalars(select(FreeSlot).where(FreeSlot.contact_id == contact_id)).all()
