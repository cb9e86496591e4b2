"""The rows of Today as they are shown: words, the page each act leads to, and what names a step in a form."""

import re
from dataclasses import dataclass
from datetime import date

from infoview.i18n import _, ngettext
from infoview.models.message import MessageKind
from infoview.today import acts
from infoview.today.agenda import Agenda, Group, Row

MOST = 20  # of a group: more at once is no calm list; the rest is shown when asked for


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a day was not taken for a step, which is named by its contact, rule, subject and fact."""

    step: tuple[int, str, str, str]
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """A row: `id` names it on the page, `path` is where its act leads, below the address of the app."""

    id: str
    contact_id: int
    name: str
    about: str
    words: str
    urgency: str
    why: str
    act: str
    icon: str
    path: str
    rule: str
    subject: str
    fact: str
    can_be_done: bool
    problem: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is equally pressing, under its heading; `more` rows are left out, the first of them named `next_id`."""

    name: str
    words: str
    items: list[Item]
    more: int
    next_id: str

    @property
    def more_words(self) -> str:
        """What the link to the rest says."""
        return ngettext("Show one more", "Show %(num)s more", self.more)


@dataclass(frozen=True, slots=True)
class Listed:
    """The list: how many things are due, in parts."""

    count: int
    parts: list[Part]

    @property
    def words(self) -> str:
        """How much there is to do."""
        return ngettext("One thing to do.", "%(num)s things, the most pressing first.", self.count)


def listed(agenda: Agenda, *, is_all: bool, refused: Refusal | None = None) -> Listed:
    """Return the agenda as it is shown: the most pressing rows of each group, or all of them.

    The row of a step whose new day was `refused` says why.
    """
    table, most = acts.of_list(), agenda.count if is_all else MOST
    return Listed(agenda.count, [_part(group, table, most, refused) for group in agenda.groups])


def _part(group: Group, table: dict[str, acts.Act], most: int, refused: Refusal | None) -> Part:
    items = [_item(row, table, refused) for row in group.rows[:most]]
    rest = group.rows[most:]
    return Part(group.name, group.words, items, len(rest), _id(rest[0]) if rest else "")


def done_words(kind: MessageKind | None, name: str) -> str:
    """Return what was done, when what was written to somebody is of that kind."""
    if kind is None:
        return _("Done.")
    words = {
        MessageKind.THANK_YOU: _("Thanked %(name)s.", name=name),
        MessageKind.NUDGE: _("Nudged %(name)s.", name=name),
    }
    return words.get(kind) or _("Kept: you wrote to %(name)s.", name=name)


def row_words(*, first: date, monday: date) -> dict[str, str]:
    """Return what is the same on every row, made once: `first` is the first day to choose, `monday` what it offers."""
    return {
        "done": _("Done"),
        "later": _("Later"),
        "tomorrow": _("Tomorrow"),
        "next_week": _("Next week"),
        "day": _("Another day"),
        "until": _("Show it again then"),
        "first": first.isoformat(),
        "monday": monday.isoformat(),
    }


def _id(row: Row) -> str:
    return re.sub(r"[^a-z0-9]+", "-", f"{row.contact_id} {row.step.rule} {row.step.subject}".lower()).strip("-")


def _item(row: Row, table: dict[str, acts.Act], refused: Refusal | None) -> Item:
    step = row.step
    act = acts.of(step, table)
    return Item(
        id=_id(row),
        contact_id=row.contact_id,
        name=row.name,
        about=row.about,
        words=step.words,
        urgency=step.urgency.value,
        why=row.why,
        act=act.words,
        icon=act.icon,
        path=acts.path(row.contact_id, step, act),
        rule=step.rule,
        subject=step.subject,
        fact=step.fact,
        can_be_done=step.rule not in acts.WAIT_FOR_A_FACT,
        problem=refused.words if refused and refused.step == (row.contact_id, *step.key) else "",
    )
