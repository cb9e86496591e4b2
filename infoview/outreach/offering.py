"""The free times a message can offer: those that are offered to its reader, and those that could be."""

from dataclasses import dataclass
from datetime import datetime

from infoview.clock import day_of
from infoview.errors import NotThere
from infoview.free_times import actions
from infoview.free_times.queries import Slot, to_come
from infoview.i18n import ngettext
from infoview.models import Contact
from infoview.models.message import MessageKind
from infoview.outreach.composer import Composer
from infoview.zones import both_at

USUAL = 3
NEXT, CHOSEN, NONE = "next", "chosen", "none"


@dataclass(frozen=True, slots=True)
class Tick:
    """A free time that can be offered, in the user's time and the reader's."""

    id: int
    words: str
    is_offered: bool


@dataclass(frozen=True, slots=True)
class Offering:
    """What can be offered. `is_said` off: the text names none of the times that are offered."""

    ticks: list[Tick]
    next_words: str
    is_said: bool

    @property
    def offered(self) -> list[Tick]:
        """The times that are offered to the reader."""
        return [tick for tick in self.ticks if tick.is_offered]


def offering(composer: Composer, now: datetime) -> Offering | None:
    """Return what a message can offer, None for one that offers no times: two queries."""
    asks = composer.kind is MessageKind.REQUEST
    if not asks and (composer.kind is not MessageKind.CONFIRMATION or composer.facts.agreed.day):
        return None
    contact = composer.contact
    slots = [slot for slot in to_come(now) if slot.contact_id == contact.id or slot.is_open_to(contact.id)]
    ticks = [_tick(slot, composer, now) for slot in slots]
    number = len(actions.next_open(slots, contact)[:USUAL])
    words = ngettext("Offer my next free time", "Offer my next %(num)s free times", number) if number else ""
    return Offering(ticks, words, _is_said(composer))


def keep_offer(contact: Contact, offer: str, slot_ids: list[str], *, at: datetime) -> None:
    """Offer a contact the next times, those chosen, or none. Raises Invalid for one that cannot be, NotThere."""
    if offer == NEXT:
        actions.offer_next(contact, count=USUAL, at=at)
    elif offer in (CHOSEN, NONE):
        chosen = slot_ids if offer == CHOSEN else []
        actions.offer(contact, [_id(text) for text in dict.fromkeys(chosen)], at=at)


def _tick(slot: Slot, composer: Composer, now: datetime) -> Tick:
    mine, theirs = composer.account.zone, composer.contact.zone or composer.account.zone
    words = both_at(slot.starts_at, mine, theirs, today=day_of(now, mine))
    return Tick(slot.id, words[:1].upper() + words[1:], slot.contact_id == composer.contact.id)


def _is_said(composer: Composer) -> bool:
    times = [words.partition(" (")[0] for words in composer.facts.asked.times]
    return not times or any(words in composer.sheet.body for words in times)


def _id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotThere
    return int(text)
