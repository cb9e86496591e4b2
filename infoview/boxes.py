"""What is saved while it is typed, control by control, each against what it was before.

A box is one column of one row. A page sends with the new value what it showed before ("was"): where something else is
stored meanwhile, nothing is overwritten, and both are shown. Sent twice, because the first answer was lost, the second
finds its own value stored and changes nothing.
"""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from infoview.clock import EARLIEST_DAY, LATEST_DAY
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.text import clean, clean_line, safe_url

LONGEST_BOX = 10_000
LONGEST_LINE = 500
WAS = "was-"

Typed = Mapping[str, Sequence[str]]
"""A posted form: every name with all its values, in order."""


class Url(str):
    """The kind of a box that holds an address on the web."""


class Line(str):
    """The kind of a box that holds one line."""


@dataclass(frozen=True, slots=True)
class Box:
    """A control `name`, and the `column` of `row` it writes. `kind` is str, Line, Url, bool, int, date or an enum.

    An int lies from `least` to `most`. Nothing typed is "" for texts, off for bool, and None for the others.
    """

    name: str
    row: Any
    column: str
    kind: type[Any] = str
    least: int = 1
    most: int = 5

    @property
    def value(self) -> str:
        """What is stored, as the page shows it."""
        return shown(getattr(self.row, self.column))

    def read(self, text: str) -> Any:
        """Return a posted text as its column holds it. Raises Invalid for what it cannot be."""
        if issubclass(self.kind, Line | Url):
            line = clean_line(text)
            return self._url(line) if issubclass(self.kind, Url) else self._bounded(line, LONGEST_LINE)
        if self.kind is str:
            return self._bounded(clean(text).strip(), LONGEST_BOX)
        if self.kind is bool:
            return bool(text.strip())
        if text.strip() or not self._may_be_empty:
            return self._other(text.strip())
        return None

    @property
    def _may_be_empty(self) -> bool:
        columns = getattr(type(self.row), "__table__", None)
        return columns is None or bool(columns.columns[self.column].nullable)

    def _bounded(self, text: str, longest: int) -> str:
        if len(text) > longest:
            raise Invalid(self.name, _("This is too long: at most %(max)d characters.", max=longest))
        return text

    def _url(self, line: str) -> str:
        url = safe_url(line) if line else ""
        if url is None:
            raise Invalid(self.name, _("This is not a web address. It begins with https://"))
        return self._bounded(url, LONGEST_LINE)

    def _other(self, text: str) -> Any:
        try:
            if issubclass(self.kind, enum.Enum):
                return self.kind(text)
            if self.kind is date:
                day = date.fromisoformat(text)
                if EARLIEST_DAY <= day <= LATEST_DAY:
                    return day
            elif text.isascii() and text.isdigit() and len(text) < 10 and self.least <= int(text) <= self.most:
                return int(text)
        except ValueError:
            pass
        wrong_day = _("This is not a day. Choose one from 1900 to 2200.")
        raise Invalid(self.name, wrong_day if self.kind is date else _("Choose one of the values offered."))


@dataclass(slots=True)
class Outcome:
    """What became of each box by its name: the text stored now, what stands in the way, or what is wrong with it."""

    saved: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether everything that was sent is stored."""
        return not (self.conflicts or self.refused)

    @property
    def status(self) -> int:
        """The status of the answer: 200, 409 for what was changed elsewhere, 422 for what cannot be."""
        return 409 if self.conflicts else 422 if self.refused else 200

    def with_more(self, more: "Outcome") -> "Outcome":
        """Return what became of these boxes and of more."""
        return Outcome(self.saved | more.saved, self.conflicts | more.conflicts, self.refused | more.refused)


def keep(boxes: Iterable[Box], typed: Typed) -> Outcome:
    """Store what was typed into `boxes`, inside `transaction()`; each by itself, so one problem holds up no other.

    A box is looked at only if the form sends what it was before (`was-<name>`, several times if the page does not
    know which of several saves arrived). A control that is not sent beside it is off, or empty.
    """
    outcome = Outcome()
    for box in boxes:
        befores = typed.get(WAS + box.name)
        if befores is None:
            continue
        try:
            new = box.read(next(iter(typed.get(box.name, [])), ""))
        except Invalid as problem:
            outcome.refused[box.name] = problem.message
            continue
        stored = getattr(box.row, box.column)
        if len(befores) == 1 and _is_untouched(box, new, befores[0]):
            outcome.saved[box.name] = shown(stored)
            continue
        if shown(stored) != shown(new) and not any(_is_same(box, before) for before in befores):
            outcome.conflicts[box.name] = shown(stored)
            continue
        if shown(stored) != shown(new):
            setattr(box.row, box.column, new)
        outcome.saved[box.name] = shown(new)
    return outcome


def shown(value: Any) -> str:
    """Return a stored value as a page holds it in a control."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, enum.Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_same(box: Box, before: str) -> bool:
    """Whether a page that showed `before` showed what is stored."""
    return _read_again(box, before) == box.value


def _is_untouched(box: Box, new: Any, before: str) -> bool:
    """Whether a control comes back as the page showed it: whoever sends a whole form has not written in each box."""
    return _read_again(box, before) == shown(new)


def _read_again(box: Box, before: str) -> str | None:
    try:
        return shown(box.read(before))
    except Invalid:
        return None


# --- on the page ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Control:
    """A box as its page shows it: the value in it, and what counts as seen (`was`) when it is sent.

    `theirs` is a newer text that stands in the way, None if there is none. `error` says why what is typed cannot be
    kept.
    """

    name: str
    value: str
    was: str
    theirs: str | None = None
    error: str = ""


def controls(boxes: Iterable[Box], typed: Typed | None = None, outcome: Outcome | None = None) -> dict[str, Control]:
    """Return by its name how each box is shown: as stored, or after an `outcome` as it was typed.

    Whoever has been shown a newer text beside their own, and sends again, means their own.
    """
    return {box.name: _control(box, typed or {}, outcome or Outcome()) for box in boxes}


def _control(box: Box, typed: Typed, outcome: Outcome) -> Control:
    name = box.name
    mine = next(iter(typed.get(name, [])), "")
    if name in outcome.conflicts:
        theirs = outcome.conflicts[name]
        return Control(name, mine, theirs, theirs)
    if name in outcome.refused:
        return Control(name, mine, next(iter(typed.get(WAS + name, [])), ""), error=outcome.refused[name])
    return Control(name, box.value, box.value)
