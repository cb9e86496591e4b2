"""Days as LinkedIn and spreadsheets write them, always with English months."""

import re
from datetime import date

from infoview.clock import EARLIEST_DAY, LATEST_DAY

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ].*)?", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})", re.ASCII)


def read_day(text: str) -> date | None:
    """Return the day written as "05 Mar 2021", "Mar 5, 2021", "2021-03-05" or "5-Mar-21"; None for anything else.

    "03/05/2021" is None on purpose: nobody can tell March from May.
    """
    for form in (_DAY_FIRST, _MONTH_FIRST, _ISO):
        if found := form.fullmatch(text.strip()):
            return _day(found["year"], found["month"], int(found["day"]))
    return None


def _day(year: str, month: str, day: int) -> date | None:
    full_year = f"20{year}" if len(year) == 2 else year  # two digits only ever mean the years LinkedIn exists
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        found = date(int(full_year), number, day)
    except ValueError:
        return None
    return found if EARLIEST_DAY <= found <= LATEST_DAY else None
