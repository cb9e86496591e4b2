"""How often to be in touch: a word every three months to a warm contact, every six to others, or as the user said.

It is counted from the last contact of any kind. A fixed offset of the contact's own spreads them out, so that people
who were met on one day do not all fall due on one.
"""

from calendar import monthrange
from datetime import date

from infoview.models.contact import Warmth

MONTHS_IF_WARM, MONTHS_OTHERWISE = 3, 6
MOST_DAYS_APART = 7


def months_between(warmth: Warmth | None, own: int | None) -> int:
    """Return how many months to let pass between two contacts: the user's `own` number, else that of the warmth."""
    return own or (MONTHS_IF_WARM if warmth is Warmth.WARM else MONTHS_OTHERWISE)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def spread(contact_id: int) -> int:
    """Return how many days later than its cadence a contact falls due: always the same, from none to seven.

    Contacts that were added one after the other are days apart.
    """
    return contact_id * 3 % (MOST_DAYS_APART + 1)
