"""From the text of a CSV file to its records, each with the line it begins on."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from infoview.errors import Invalid
from infoview.i18n import _

MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 100_000
_MOST_LINES = 10 * MOST_ROWS
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

# A setting of the whole process; nothing else in it reads CSV.
csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one person, and the line of the file they begin on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the file that could not be read as it stands, and why."""

    line: int
    reason: str


class Lines:
    """The lines of a text, one by one, with a place to go back to."""

    def __init__(self, text: str, first: int = 1) -> None:
        self.text = text
        self.number = 0
        self.at = 0
        while self.number < first - 1:
            next(self)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        found = _LINE.match(self.text, self.at)
        if not found:
            raise StopIteration
        if self.number >= _MOST_LINES:
            raise too_many_rows()
        self.number += 1
        self.at = found.end()
        return found.group()


def records(text: str, delimiter: str, first: int) -> Iterator[Row | Problem]:
    """Give every record from line `first` on that is not blank; a broken one costs its first line only.

    A quotation mark that is never closed would swallow all that follows, so after an error
    reading goes on at the next line. Raises Invalid for a record beyond the limits.
    """
    lines = Lines(text, first)
    while True:
        began, at = lines.number + 1, lines.at
        try:
            for cells in csv.reader(lines, delimiter=delimiter, strict=True):
                if len(cells) > MOST_COLUMNS:
                    raise _too_many_columns(began)
                if any(cell and not cell.isspace() for cell in cells):
                    yield Row(began, cells)
                began, at = lines.number + 1, lines.at
            return
        except csv.Error as error:
            if "limit" in str(error):
                raise _too_long(began) from None
        lines.number, lines.at = began - 1, at
        next(lines)
        yield Problem(began, _("The quotation marks on this line do not match."))


def cells_of(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line that stands by itself; none if it cannot be one."""
    if line.count(delimiter) >= MOST_COLUMNS:
        return []
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def without_empty_end(cells: list[str]) -> list[str]:
    """Return the cells up to the last one that holds something."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


def too_many_rows() -> Invalid:
    """Say that a file is too long."""
    return Invalid(
        "file", _("This file has more than 20,000 lines. Split it and import the parts one after the other.")
    )


def _too_many_columns(line: int) -> Invalid:
    return Invalid("file", _("Line %(line)s of this file has more than 100 columns.", line=line))


def _too_long(line: int) -> Invalid:
    return Invalid(
        "file",
        _(
            "The text that begins on line %(line)s is longer than 100 kB. "
            "Perhaps a quotation mark on that line is never closed.",
            line=line,
        ),
    )
