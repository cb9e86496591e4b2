"""All that is due, of everybody: in groups by urgency for Today, by days for the calendar.

It takes its steps from the rules that the cards of the board show the first of, so they cannot disagree.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from infoview.clock import day_of
from infoview.db import zone
from infoview.i18n import _
from infoview.today.candidates import candidates
from infoview.today.facts import OWN_STEP, Facts, Step, Urgency
from infoview.today.next_step import WHEN_NEAR, is_due
from infoview.today.other_steps import LINES
from infoview.today.queries import facts_of, steps_at, with_others
from infoview.today.reasons import to_write

NOW, TODAY, COMING, OPEN = "now", "today", "coming", "open"
GROUPS = (NOW, TODAY, COMING, OPEN)
WITHOUT_HURRY = frozenset({"draft", "said-no", "said-later"})
_RANKS = {Urgency.LATE: 0, Urgency.SOON: 1, Urgency.CALM: 2}
_SHOWN_AS_MEETINGS = WHEN_NEAR | {"talking"}
_SOON = timedelta(hours=24)
_AFTER_MEETINGS = frozenset({"thank", "write-up"})
_LEFT_TO_DO = LINES | {OWN_STEP}


@dataclass(frozen=True, slots=True)
class Row:
    """Something due: who it is about (`about` is their title and organization), what, and a reason in words."""

    contact_id: int
    name: str
    about: str
    step: Step
    why: str
    group: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is equally pressing: "now", "today", "coming" or "open", and its heading in words."""

    name: str
    words: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Agenda:
    """All that is due: groups with at least one row, and how many rows there are."""

    groups: list[Group]
    count: int


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that falls due on a day."""

    day: date
    contact_id: int
    name: str
    step: Step


def agenda(now: datetime) -> Agenda:
    """Return all that is due to the owner: seven queries at most, however much there is."""
    today = day_of(now, zone())
    people, facts = _people(now, until=today)
    due = _due(with_others(steps_at(facts, now)), today)
    to_touch = [people[id_] for id_, steps in due.items() if any(step.rule == "touch" for step in steps)]
    whys = to_write(to_touch, facts)
    found = [
        (people[id_], replace(step, why=step.why or whys.get(id_, "")) if step.rule == "touch" else step)
        for id_, steps in due.items()
        for step in steps
    ]
    return _grouped(sorted(found, key=partial(_order, now)), now)


def due_count(now: datetime) -> int:
    """Return how many things are due: five queries."""
    today = day_of(now, zone())
    _everybody, facts = _people(now, until=today)
    return sum(map(len, _due(steps_at(facts, now), today).values()))


def days(now: datetime, first: date, last: date) -> list[Dated]:
    """Return what falls due from one day to another if nothing happens until then, in order: five queries.

    What is due already stands on the day since when. Without a day, and meetings, which are shown as such, it is left
    out.
    """
    today = day_of(now, zone())
    people, facts = _people(now, until=max(last, today))
    falls_due = set(_overdue(facts, now, first, min(last, today)))
    for day, contacts in _days_to_come(facts, now, today, last).items():
        steps = _due(steps_at(contacts, _end_of(day)), day)
        falls_due |= {(id_, step) for id_, found in steps.items() for step in found if step.due == day >= first}
    dated = [
        Dated(step.due, id_, people[id_].full_name, step)
        for id_, step in falls_due
        if step.due is not None and not _is_shown_as_meeting(step, today)
    ]
    return sorted(dated, key=lambda each: (each.day, people[each.contact_id].sort_name, each.contact_id, each.step.key))


def _people(now: datetime, *, until: date) -> tuple[dict[int, Any], dict[int, Facts]]:
    """Return everybody of whom something may be due until a day, and their facts: five queries."""
    people = {row.id: row for row in candidates(until)}
    return people, facts_of(people.values(), now=now, until=until)


def _due(found: dict[int, list[Step]], today: date) -> dict[int, list[Step]]:
    return {id_: [step for step in steps if is_due(step, today)] for id_, steps in found.items()}


def _overdue(facts: dict[int, Facts], now: datetime, first: date, last: date) -> list[tuple[int, Step]]:
    due = _due(steps_at(facts, now), day_of(now, zone()))
    return [
        (id_, step)
        for id_, steps in due.items()
        for step in steps
        if step.due is not None and first <= step.due <= last
    ]


def _days_to_come(facts: dict[int, Facts], now: datetime, today: date, last: date) -> dict[date, dict[int, Facts]]:
    """Return the days on which something changes by itself, each with those of whom it does."""
    found: dict[date, dict[int, Facts]] = defaultdict(dict)
    for id_, steps in steps_at(facts, now).items():
        told = facts[id_]
        on = [*(step.due for step in steps), *(left.due_on for left in told.left), told.paused_until]
        for day in (*on, *(aside.until for aside in told.aside)):
            if day is not None and today < day <= last:
                found[day][id_] = told
    return found


def _is_shown_as_meeting(step: Step, today: date) -> bool:
    """Whether a step is about a meeting to come, to be written up when it is over."""
    is_to_come = step.rule == "write-up" and step.due is not None and step.due > today
    return is_to_come or step.rule in _SHOWN_AS_MEETINGS


def _end_of(day: date) -> datetime:
    """Return the last second of a day, by the owner's clocks."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone()))
    return midnight.astimezone(UTC) - timedelta(seconds=1)


def _order(now: datetime, found: tuple[Any, Step]) -> tuple[Any, ...]:
    """Return what puts the most pressing first; what has no day has waited for the user since it came."""
    row, step = found
    return _kind_of(step, now), _RANKS[step.urgency], step.due or date.min, row.sort_name, row.id


def _kind_of(step: Step, now: datetime) -> int:
    """Return the place of its kind: meetings, what follows from one, writing to people, what is left, drafts."""
    if _is_soon(step, now):
        return 0
    if step.rule in _AFTER_MEETINGS:
        return 1
    return 4 if step.rule == "draft" else 3 if step.rule in _LEFT_TO_DO else 2


def _is_soon(step: Step, now: datetime) -> bool:
    """Whether a step is about a meeting that goes on, or begins within a day."""
    return step.rule in _SHOWN_AS_MEETINGS and step.begins is not None and step.begins <= now + _SOON


def _grouped(found: list[tuple[Any, Step]], now: datetime) -> Agenda:
    rows: dict[str, list[Row]] = {name: [] for name in GROUPS}
    groups = [_group_of(step, day_of(now, zone())) for _who, step in found]
    first = NOW if NOW in groups else TODAY
    for (who, step), usual in zip(found, groups, strict=True):
        about, group = " · ".join(filter(None, (who.title, who.organization))), first if _is_soon(step, now) else usual
        rows[group].append(Row(who.id, who.full_name, about, step, step.why, group))
    words = {NOW: _("Now"), TODAY: _("For today"), COMING: _("Coming up"), OPEN: _("When you have a moment")}
    return Agenda([Group(name, words[name], rows[name]) for name in GROUPS if rows[name]], len(found))


def _group_of(step: Step, today: date) -> str:
    if step.urgency is Urgency.LATE or step.rule == "talking":
        return NOW
    if step.rule in WITHOUT_HURRY or (step.rule in LINES and step.urgency is Urgency.CALM):
        return OPEN
    is_to_come = step.rule in WHEN_NEAR and step.due is not None and step.due > today
    return COMING if is_to_come else TODAY
