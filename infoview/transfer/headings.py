"""Where the headings of a CSV file stand, and what separates its columns."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from infoview.errors import Invalid
from infoview.i18n import _
from infoview.transfer import columns
from infoview.transfer.records import Lines, Row, cells_of, records, without_empty_end

_WITHIN = 30
_DELIMITERS = ",;\t"


def find(text: str) -> tuple[int, str]:
    """Return the line of the headings and the delimiter: the one whose headings are best understood.

    Where none is understood it is the first line, with the delimiter that fits the lines below it.
    Raises Invalid if there is none.
    """
    best: tuple[int, str] | None = None
    most = 0
    for number, line in _first_lines(text):
        for delimiter in _DELIMITERS:
            mapping = columns.guess(cells_of(line, delimiter))
            understood = sum(column is not None for column in mapping)
            if columns.has_name(mapping) and understood > most:
                best, most = (number, delimiter), understood
    return best or _first_line_of_columns(text)


def _first_lines(text: str) -> Iterator[tuple[int, str]]:
    lines = Lines(text)
    for line in islice(lines, _WITHIN):
        if line.strip() and not line.lower().startswith("sep="):  # Excel's way of naming the delimiter
            yield lines.number, line


def _first_line_of_columns(text: str) -> tuple[int, str]:
    first = next((number for number, _line in _first_lines(text)), 1)
    best, best_share = "", 0.5
    for delimiter in _DELIMITERS:
        share = _share_of_equal_rows(text, delimiter, first)
        if share > best_share:
            best, best_share = delimiter, share
    if not best:
        raise Invalid(
            "file",
            _(
                "This does not look like a CSV file: there are no headings in it, and no columns. "
                "Choose a file with one person per line, such as Connections.csv."
            ),
        )
    return first, best


def _share_of_equal_rows(text: str, delimiter: str, first: int) -> float:
    """Return how many of the first rows have the same number of cells, more than one: from 0 to 1."""
    widths: Counter[int] = Counter()
    for record in islice(records(text, delimiter, first), _WITHIN):
        widths[len(without_empty_end(record.cells)) if isinstance(record, Row) else 0] += 1
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return count / widths.total() if width > 1 else 0
