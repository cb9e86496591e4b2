"""When to follow up on a request: the user's rule, worked out to the instant.

One nudge at most; after that somebody else at the organization is asked. Working days are Monday to Friday.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infoview.clock import day_of
from infoview.models.account import NudgeRule

NUDGE_AFTER, ANOTHER_AFTER = 3, 7  # working days after the request
FRIDAY, LATEST_FOR_THIS_WEEK = 4, 2  # who is asked after a Wednesday has too little time until Friday


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the user chose: a rule, and the days it waits if it counts days."""

    rule: NudgeRule = NudgeRule.AFTER_DAYS
    days: int = 7

    @property
    def nudges(self) -> bool:
        """Whether a request without an answer is followed by a nudge."""
        return self.rule in (NudgeRule.AFTER_DAYS, NudgeRule.WORKING_DAYS)

    def nudge_at(self, asked: datetime, zone: str) -> datetime | None:
        """Return when a nudge is due; None if there shall be none."""
        match self.rule:
            case NudgeRule.AFTER_DAYS:
                return asked + timedelta(days=self.days)
            case NudgeRule.WORKING_DAYS:
                return _begin(working_days_later(day_of(asked, zone), NUDGE_AFTER), zone)
            case _:
                return None

    def another_at(self, asked: datetime, nudged: datetime | None, zone: str) -> datetime | None:
        """Return when it is time to ask somebody else there; None for never."""
        last = max(asked, nudged or asked)
        match self.rule:
            case NudgeRule.AFTER_DAYS:
                return last + timedelta(days=self.days)
            case NudgeRule.WORKING_DAYS:
                after_request = working_days_later(day_of(asked, zone), ANOTHER_AFTER)
                after_nudge = working_days_later(day_of(last, zone), NUDGE_AFTER)
                return _begin(max(after_request, after_nudge), zone)
            case NudgeRule.UNTIL_FRIDAY:
                return _begin(friday_after(day_of(last, zone)) + timedelta(days=1), zone)
            case NudgeRule.NEVER:
                return None


def working_days_later(day: date, number: int) -> date:
    """Return the day that is `number` working days after `day`."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() <= FRIDAY
    return day


def friday_after(day: date) -> date:
    """Return the Friday until which an answer is awaited: this week's for who was asked by Wednesday, else the next."""
    friday = day + timedelta(days=(FRIDAY - day.weekday()) % 7)
    return friday if day.weekday() <= LATEST_FOR_THIS_WEEK or day.weekday() > FRIDAY else friday + timedelta(weeks=1)


def _begin(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
