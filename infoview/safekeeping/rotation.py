"""Which nightly backups may go: seven days and four weeks are kept."""

from collections.abc import Collection
from datetime import date

DAYS = 7
WEEKS = 4


def surplus(days: Collection[date], *, today: date) -> set[date]:
    """Return the days whose backups may go.

    Kept are the newest seven, and of the weeks before them the last backup each of the newest four. Backups are
    counted, not the days that have passed: a machine that was off for a year loses one, and a clock that jumps ahead
    empties no shelf. Backups from days to come, made while the clock was wrong, are counted by themselves: they
    push nothing out.
    """
    past = {day for day in days if day <= today}
    return _surplus(past) | _surplus(set(days) - past)


def _surplus(days: set[date]) -> set[date]:
    newest_first = sorted(days, reverse=True)
    older = newest_first[DAYS:]
    last_of_week: dict[tuple[int, int], date] = {}
    for day in older:
        last_of_week.setdefault(day.isocalendar()[:2], day)
    return set(older) - set(list(last_of_week.values())[:WEEKS])
