"""The days that the calendar shows: a month in whole weeks, or a week, with what falls on each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from babel.dates import format_date, format_skeleton

from infoview.calendar import queries
from infoview.calendar.kinds import title_of
from infoview.clock import EARLIEST_DAY, LATEST_DAY
from infoview.i18n import _, clock_words, language
from infoview.zones import weekday_and_day

MONTH, WEEK = "month", "week"
MOST_ON_A_DAY = {MONTH: 4, WEEK: 40}


@dataclass(frozen=True, slots=True)
class Item:
    """Something on a day: a meeting at its time, or a step that falls due; `page` and `row_id` are where it leads."""

    words: str
    page: str
    row_id: int
    time: str = ""
    note: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day with what falls on it; `more` is how much of that is left out here."""

    day: date
    words: str
    is_today: bool
    is_beside: bool
    is_past: bool = False
    items: tuple[Item, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """The days to show, all of one month or week; `day` is the one that was asked for."""

    view: str
    day: date
    first: date
    last: date
    today: date

    @property
    def title(self) -> str:
        """Its name: "November 2026"; of a week its first and last day."""
        if self.view == MONTH:
            return str(format_skeleton("yMMMM", self.day, locale=language()))
        first, last = weekday_and_day(self.first), weekday_and_day(self.last)
        return _("%(first)s to %(last)s", first=first, last=last)

    @property
    def before(self) -> date | None:
        """A day of the span before this one, None before the calendar begins."""
        day = self.first - timedelta(days=7) if self.view == WEEK else self.day.replace(day=1) - timedelta(days=1)
        return day if day >= EARLIEST_DAY else None

    @property
    def after(self) -> date | None:
        """A day of the span after this one, None after the calendar ends."""
        day = self.last + timedelta(days=1) if self.view == WEEK else _next_month(self.day)
        return day if day <= LATEST_DAY else None

    @property
    def weekdays(self) -> list[str]:
        """The names of the days of a week."""
        monday = _monday(self.first)
        return [str(format_date(monday + timedelta(days=n), "EEE", locale=language())) for n in range(7)]

    def days(self) -> Iterator[Day]:
        """Yield its days, in whole weeks."""
        day = _monday(self.first)
        while day <= self.last or day.weekday():
            is_beside = not self.first <= day <= self.last
            yield Day(day, weekday_and_day(day), day == self.today, is_beside, day < self.today and not is_beside)
            day += timedelta(days=1)


def begins_today(days: list[Day]) -> bool:
    """Whether a list of these days can begin at today, because what was before is not all there is to see."""
    return any(day.is_today and not day.is_beside for day in days) and any(day.is_past and day.items for day in days)


def span(view: str, day: str, *, today: date) -> Span:
    """Return the span that an address asks for: today's month if it asks for nothing that can be shown."""
    asked = _day(day) or today
    if view == WEEK:
        return Span(WEEK, asked, _monday(asked), _monday(asked) + timedelta(days=6), today)
    first = asked.replace(day=1)
    return Span(MONTH, asked, first, _next_month(first) - timedelta(days=1), today)


def filled(span: Span, *, now: datetime, here: str) -> list[Day]:
    """Return the days of a span, each with its meetings in their order and then what is due: a few queries."""
    days = list(span.days())
    found: dict[date, list[Item]] = defaultdict(list)
    for met in queries.meetings(days[0].day, days[-1].day, here=here):
        time = clock_words(met.start) if met.start else ""
        note = _("not agreed yet") if met.is_proposed else ""
        found[met.day].append(Item(met.name, "meetings.show", met.id, time=time, note=note))
    for each in queries.due(now, days[0].day, days[-1].day):
        title, urgency = title_of(each.step, each.name), each.step.urgency.value
        found[each.day].append(Item(title, "people.show", each.contact_id, urgency=urgency))
    most = MOST_ON_A_DAY[span.view]
    return [replace(day, items=tuple(found[day.day][:most]), more=max(0, len(found[day.day]) - most)) for day in days]


def _next_month(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST_DAY <= day <= LATEST_DAY else None
