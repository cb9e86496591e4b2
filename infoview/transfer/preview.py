"""What an import would do, and what it has done, as the pages show it."""

from dataclasses import dataclass

from infoview.i18n import _, _l, full_day, listed
from infoview.transfer.columns import Column
from infoview.transfer.csv_reader import Table
from infoview.transfer.matching import Likeness, Why
from infoview.transfer.people_reader import Person
from infoview.transfer.queries import Plan
from infoview.transfer.records import Problem

PAGE = 100
MOST_PROBLEMS = 200
SAMPLE = 8
EXAMPLES = 3

MEANINGS = {
    Column.NAME: _l("Full name"),
    Column.GIVEN_NAME: _l("Given name"),
    Column.FAMILY_NAME: _l("Family name"),
    Column.ORGANIZATION: _l("Organization"),
    Column.TITLE: _l("Title"),
    Column.EMAIL: _l("E-mail"),
    Column.PHONE: _l("Phone"),
    Column.LINK: _l("LinkedIn or other link"),
    Column.PLACE: _l("Place"),
    Column.CONNECTED_ON: _l("Connected on"),
    Column.NOTE: _l("Note"),
}
WHY = {
    Why.LINK: _l("Same link"),
    Why.EMAIL: _l("Same e-mail address"),
    Why.NAME_AND_ORGANIZATION: _l("Same name and organization"),
    Why.NAME: _l("Same name"),
    Why.SIMILAR_NAME: _l("Similar name, same organization"),
}


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A line of the list of people who are perhaps already there."""

    line: int
    name: str
    role: str
    known_id: int | None
    known_name: str
    why: str
    is_added: bool


@dataclass(frozen=True, slots=True)
class Capped:
    """The first problems of a list, and how many more there are."""

    shown: list[Problem]
    more: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do."""

    new: int
    known: int
    sample: list[tuple[str, str]]
    more_new: int
    perhaps: list[Perhaps]
    page: int
    pages: int
    unreadable: int
    problems: Capped
    left_out: Capped
    to_add: int


def preview(plan: Plan, add: set[int], page: int) -> Preview:
    """Return what confirming a plan would do, with one page of the people who are perhaps already there."""
    perhaps = plan.matched.perhaps
    pages = max(1, -(-len(perhaps) // PAGE))
    page = min(max(page, 1), pages)
    return Preview(
        new=len(plan.matched.new),
        known=len(perhaps),
        sample=[(person.full_name, role(person)) for person in plan.matched.new[:SAMPLE]],
        more_new=max(0, len(plan.matched.new) - SAMPLE),
        perhaps=[_row(likeness, add) for likeness in perhaps[(page - 1) * PAGE : page * PAGE]],
        page=page,
        pages=pages,
        unreadable=len(plan.reading.unreadable),
        problems=_capped(plan.reading.unreadable),
        left_out=_capped(plan.reading.left_out),
        to_add=len(plan.chosen(add)),
    )


def role(person: Person) -> str:
    """Return title and organization in one line."""
    return " · ".join(filter(None, (person.title, person.organization)))


def examples(table: Table) -> list[str]:
    """Return for each column the first different texts in it."""
    texts = []
    for place in range(len(table.headings)):
        cells = dict.fromkeys(" ".join(row.cells[place].split())[:60] for row in table.rows[:50])
        texts.append(", ".join([cell for cell in cells if cell][:EXAMPLES]))
    return texts


def _row(likeness: Likeness, add: set[int]) -> Perhaps:
    person, known = likeness.person, likeness.known
    return Perhaps(
        line=person.line,
        name=person.full_name,
        role=role(person),
        known_id=known.id,
        known_name=known.name if known.line is None else _("%(name)s, line %(line)s", name=known.name, line=known.line),
        why=str(WHY[likeness.why]),
        is_added=person.line in add,
    )


def _capped(problems: list[Problem]) -> Capped:
    return Capped(problems[:MOST_PROBLEMS], max(0, len(problems) - MOST_PROBLEMS))
