"""From an uploaded CSV file to its table: headings, rows with their line numbers, and what could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from infoview.errors import Invalid
from infoview.i18n import _, ngettext
from infoview.transfer import headings
from infoview.transfer.decoding import decode
from infoview.transfer.defusing import restore
from infoview.transfer.records import MOST_ROWS, Problem, Row, records, too_many_rows, without_empty_end


@dataclass(frozen=True, slots=True)
class Table:
    """What a CSV file holds. Every row has as many cells as there are headings."""

    headings: list[str]
    rows: list[Row]
    problems: list[Problem]


def read_table(content: bytes) -> Table:
    """Return the table in an uploaded CSV file.

    The headings may stand below a few lines of notes. A line that cannot be read is reported
    and the others are kept. Raises Invalid for a file that is no table or exceeds a limit.
    """
    text = decode(content)
    first, delimiter = headings.find(text)
    found = records(text, delimiter, first)
    heading = next(found, None)
    if not isinstance(heading, Row):
        raise Invalid("file", _("The line with the headings (line %(line)s) could not be read.", line=first))
    table = Table([cell.strip() for cell in without_empty_end(heading.cells)], [], [])
    for record in _fitting(found, len(table.headings)):
        if isinstance(record, Problem):
            table.problems.append(record)
        else:
            table.rows.append(record)
        if len(table.rows) + len(table.problems) > MOST_ROWS:
            raise too_many_rows()
    if not table.rows and not table.problems:
        raise Invalid("file", _("There is a line of headings in this file, but nobody below it."))
    return table


def _fitting(found: Iterator[Row | Problem], width: int) -> Iterator[Row | Problem]:
    """Give the rows with exactly `width` cells each; a row that does not fit becomes a problem.

    Spreadsheets drop empty cells at the end of a row, so a short row is filled up. But not just below
    a broken line, where it is probably the rest of that line and not a person.
    """
    torn = False
    for record in found:
        if isinstance(record, Problem):
            torn = True
            yield record
            continue
        cells = without_empty_end(record.cells)
        if len(cells) > width or (torn and len(record.cells) < width):
            yield Problem(record.line, _misfit(len(record.cells), width))
            continue
        torn = False
        if any("\ufffd" in cell for cell in cells):
            yield Problem(record.line, _("A character on this line is damaged."))
            continue
        yield Row(record.line, [restore(cell) for cell in cells] + [""] * (width - len(cells)))


def _misfit(found: int, width: int) -> str:
    return ngettext(
        "This line has %(num)s cell, the headings have %(width)s.",
        "This line has %(num)s cells, the headings have %(width)s.",
        found,
        width=width,
    )
