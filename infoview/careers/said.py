"""What debriefs say of a career line by line: who said it, what several said, and which titles were heard. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from infoview.careers.folded import Folded
from infoview.careers.talks import Talk
from infoview.i18n import ngettext
from infoview.text import clean_line, fold

_BULLET = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+)")
_BETWEEN_TITLES = re.compile(r"[,;/\n]+|\s+·\s+")


@dataclass(slots=True)
class Line:
    """A line, and everybody who said it."""

    text: str
    talks: list[Talk]

    @property
    def count(self) -> int:
        """How many people said it."""
        return len({talk.contact_id for talk in self.talks})

    @property
    def words(self) -> str:
        """The same in words."""
        return ngettext("%(num)s person", "%(num)s people", self.count)


def lines(talks: Iterable[Talk], name: str) -> Folded[Line]:
    """Return the lines of one text of the debriefs."""
    return said((talk, line) for talk in talks for line in _lines(talk.texts[name]))


def titles(talks: Iterable[Talk]) -> Folded[Line]:
    """Return the titles heard, the most frequent first, whatever their case."""
    return said((talk, title) for talk in talks for title in _titles(talk.texts["titles"]))


def said(pairs: Iterable[tuple[Talk, str]]) -> Folded[Line]:
    """Return who said what, the same said twice as one line."""
    found: dict[str, Line] = {}
    for talk, text in pairs:
        line = found.setdefault(fold(text).rstrip("."), Line(text, []))
        if not line.talks or line.talks[-1] is not talk:  # who talks says all of it in a row
            line.talks.append(talk)
    return Folded(sorted(found.values(), key=lambda line: (line.count, line.talks[-1].day), reverse=True))


def _lines(text: str) -> list[str]:
    found = (clean_line(_BULLET.sub("", line)) for line in text.splitlines())
    return [line for line in found if line]


def _titles(text: str) -> list[str]:
    found = (clean_line(_BULLET.sub("", part)).rstrip(".") for part in _BETWEEN_TITLES.split(text))
    return [title for title in found if title]
