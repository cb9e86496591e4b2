"""From the rows of a table to people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from infoview.i18n import _
from infoview.text import clean, clean_line, safe_url
from infoview.transfer.columns import Column, Mapping
from infoview.transfer.csv_reader import Table
from infoview.transfer.days import read_day
from infoview.transfer.records import Problem, Row
from infoview.transfer.signs import PROFILE

LONGEST_LINE = 200
LONGEST_LINK = 1_000
LONGEST_NOTE = 20_000
_ADDRESS = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]+\.[^\s@,;<>\".]{2,}")
_SEPARATORS = re.compile(r"[,;\n]|\s:::\s")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a file names, cleaned and ready to be stored, and the line they stand on."""

    line: int
    full_name: str
    given_name: str = ""
    family_name: str = ""
    organization: str = ""
    title: str = ""
    place: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    connected_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The people of a file, the lines that name nobody, and facts of people that had to be left out."""

    people: list[Person] = field(default_factory=list)
    unreadable: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)


class _TooLong(Exception):
    pass


def read_people(table: Table, mapping: Mapping) -> Reading:
    """Return the people in a table whose columns mean `mapping`.

    A line without a name, or with a text that is too long to keep, is unreadable. An e-mail address,
    link or day that cannot be one is left out and reported; its person is kept.
    """
    reading = Reading(unreadable=list(table.problems))
    places = {column: [n for n, c in enumerate(mapping) if c is column] for column in mapping if column}
    for row in table.rows:
        try:
            person = _person(row, places, reading.left_out)
        except _TooLong as problem:
            reading.unreadable.append(Problem(row.line, str(problem)))
            continue
        if person.full_name:
            reading.people.append(person)
        else:
            reading.unreadable.append(Problem(row.line, _("There is no name on this line.")))
    reading.unreadable.sort(key=lambda problem: problem.line)
    return reading


def _person(row: Row, places: dict[Column, list[int]], left_out: list[Problem]) -> Person:
    def texts(column: Column) -> list[str]:
        return [row.cells[place] for place in places[column] if row.cells[place]] if column in places else []

    def line(column: Column) -> str:
        found = texts(column)
        return _bounded(clean_line(found[0]), LONGEST_LINE) if found else ""

    given, family = line(Column.GIVEN_NAME), line(Column.FAMILY_NAME)
    return Person(
        line=row.line,
        full_name=line(Column.NAME) or _bounded(f"{given} {family}".strip(), LONGEST_LINE),
        given_name=given,
        family_name=family,
        organization=line(Column.ORGANIZATION),
        title=line(Column.TITLE),
        place=line(Column.PLACE),
        emails=tuple(_emails(texts(Column.EMAIL), row.line, left_out)),
        phones=tuple(_bounded(phone, LONGEST_LINE) for phone in _parts(texts(Column.PHONE))),
        links=tuple(_links(texts(Column.LINK), row.line, left_out)),
        connected_on=_day(texts(Column.CONNECTED_ON), row.line, left_out),
        note=_bounded(clean("\n\n".join(texts(Column.NOTE))).strip(), LONGEST_NOTE),
    )


def _bounded(text: str, longest: int) -> str:
    if len(text) > longest:
        raise _TooLong(
            _(
                "A text on this line is too long to keep: %(start)s… has more than %(most)s characters.",
                start=text[:20],
                most=longest,
            )
        )
    return text


def _parts(texts: Iterable[str]) -> list[str]:
    """Return what the cells list, each once, in order."""
    parts = (clean_line(part) for text in texts for part in _SEPARATORS.split(text))
    return list(dict.fromkeys(part for part in parts if part))


def _emails(texts: list[str], line: int, left_out: list[Problem]) -> list[str]:
    addresses = []
    for part in _parts(texts):
        if len(part) <= LONGEST_LINE and _ADDRESS.fullmatch(part):
            addresses.append(part)
        else:
            reason = _("“%(text)s” does not look like an e-mail address.", text=part[:80])
            left_out.append(Problem(line, reason))
    return addresses


def _links(texts: list[str], line: int, left_out: list[Problem]) -> list[str]:
    links = []
    for text in " ".join(texts).split():
        link = text if PROFILE.fullmatch(text) else safe_url(text)
        if link and len(link) <= LONGEST_LINK:
            links.append(link)
        else:
            left_out.append(Problem(line, _("“%(text)s” is not the address of a web page.", text=text[:80])))
    return list(dict.fromkeys(links))


def _day(texts: list[str], line: int, left_out: list[Problem]) -> date | None:
    text = " ".join(texts).strip()
    day = read_day(text)
    if text and day is None:
        left_out.append(Problem(line, _("“%(text)s” is not a day we can read.", text=text[:80])))
    return day
