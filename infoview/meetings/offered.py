"""The free times a contact was offered, one of which they may have taken."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from infoview.clock import day_of
from infoview.free_times.queries import to_come
from infoview.models import Contact
from infoview.zones import both_at, wall_of


@dataclass(frozen=True, slots=True)
class Offered:
    """A free time offered to a contact: its words, and what it means for the form."""

    id: int
    words: str
    day: date
    start: time
    minutes: int

    @property
    def facts(self) -> dict[str, Any]:
        """What the form holds when it is chosen, in the user's time."""
        return {"day": self.day, "start": self.start, "minutes": self.minutes}


def offered(contact: Contact, *, zone: str, now: datetime) -> list[Offered]:
    """Return the times that were offered to a contact and are still to come: two queries."""
    today = day_of(now, zone)
    found = []
    for slot in to_come(now):
        if slot.contact_id == contact.id:
            wall = wall_of(slot.starts_at, zone)
            words = both_at(slot.starts_at, zone, contact.zone or zone, today=today)
            found.append(Offered(slot.id, words[:1].upper() + words[1:], wall.date(), wall.time(), slot.minutes))
    return found
