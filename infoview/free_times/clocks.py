"""Times of the day as somebody types several of them: "9:00, 14:30"."""

import re
from datetime import time

from infoview.errors import Invalid
from infoview.i18n import _

LONGEST = 200
MOST_AT_ONCE = 12

_BETWEEN = re.compile(r"[,;/\n]+|\s+(?:and|or|et|ou)\s+", re.IGNORECASE)
_CLOCK = re.compile(r"([0-9]{1,2})(?:\s*[:.h]\s*([0-9]{2})?)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


def read_clocks(text: str) -> list[time]:
    """Return the times in a line, each once, the earliest first: "9, 14:30", "9 h 30 et 14 h", "2 pm".

    Raises Invalid for what is no time, for none, and for too many.
    """
    parts = [part.strip() for part in _BETWEEN.split(text[:LONGEST]) if part.strip()]
    if not parts:
        raise Invalid("starts", _("Write a time, like 9:00. Several are fine: 9:00, 14:30."))
    if len(parts) > MOST_AT_ONCE:
        raise Invalid("starts", _("This is too many: at most %(max)d.", max=MOST_AT_ONCE))
    return sorted({_read(part) for part in parts})


def _read(part: str) -> time:
    found = _CLOCK.fullmatch(part)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3][0] in "pP" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise Invalid("starts", _("“%(text)s” is not a time. Write it like 14:30.", text=part))
    return time(hour, minute)
