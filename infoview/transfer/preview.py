"""What an import would do, as its pages show it."""

from dataclasses import dataclass

from infoview.i18n import _, _l, ngettext
from infoview.transfer.columns import Column, Mapping
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
    Why.LINK: _l("The same link as"),
    Why.EMAIL: _l("The same e-mail address as"),
    Why.NAME_AND_ORGANIZATION: _l("The same name and organization as"),
    Why.NAME: _l("The same name as"),
    Why.SIMILAR_NAME: _l("At the same organization, nearly the same name as"),
}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file on the page where its meaning is said."""

    heading: str
    example: str
    meaning: Column | None


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A line of the list of people who are perhaps already there."""

    line: int
    name: str
    role: str
    known_id: int | None
    known_name: str
    where: str
    why: str
    is_added: bool


@dataclass(frozen=True, slots=True)
class Problems:
    """The first problems of a list, and how many more there are."""

    shown: list[Problem]
    more: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A number and what it counts."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `confirm` is what its button says; empty if nobody can be added."""

    tallies: list[Tally]
    confirm: str
    sample: list[tuple[str, str]]
    more_new: str
    perhaps: list[Perhaps]
    pages: list[tuple[int, str]]
    page: str
    unreadable: Problems
    left_out: Problems


def preview(plan: Plan, add: set[int], page: int) -> Preview:
    """Return what confirming a plan would do, with one page of the people who are perhaps already there."""
    new, perhaps, unreadable = plan.matched.new, plan.matched.perhaps, plan.reading.unreadable
    pages = max(1, -(-len(perhaps) // PAGE))
    page = min(max(page, 1), pages)
    more_new = len(new) - SAMPLE
    return Preview(
        tallies=[
            Tally(len(new), ngettext("new person", "new people", len(new))),
            Tally(len(perhaps), _("perhaps already there")),
            Tally(len(unreadable), ngettext("unreadable line", "unreadable lines", len(unreadable))),
        ],
        confirm=_confirm_words(len(new), bool(perhaps), len(plan.chosen(add))),
        sample=[(person.full_name, role(person)) for person in new[:SAMPLE]],
        more_new=ngettext("And %(num)s more.", "And %(num)s more.", more_new) if more_new > 0 else "",
        perhaps=[_perhaps(likeness, add) for likeness in perhaps[(page - 1) * PAGE : page * PAGE]],
        pages=_other_pages(page, pages),
        page=_("Page %(page)s of %(pages)s", page=page, pages=pages),
        unreadable=first_problems(unreadable),
        left_out=first_problems(plan.reading.left_out),
    )


def column_rows(table: Table, mapping: Mapping) -> list[ColumnRow]:
    """Return the columns of a table, each with the first different texts in it."""
    rows = []
    for place, (heading, meaning) in enumerate(zip(table.headings, mapping, strict=False)):
        texts = dict.fromkeys(" ".join(row.cells[place].split())[:60] for row in table.rows[:50])
        example = ", ".join([text for text in texts if text][:EXAMPLES])
        name = heading or _("Column %(number)s", number=place + 1)
        rows.append(ColumnRow(name, example or "—", meaning))
    return rows


def role(person: Person) -> str:
    """Return title and organization in one line."""
    return " · ".join(filter(None, (person.title, person.organization)))


def first_problems(problems: list[Problem]) -> Problems:
    """Return as many problems as a page shows."""
    return Problems(problems[:MOST_PROBLEMS], max(0, len(problems) - MOST_PROBLEMS))


def _confirm_words(new: int, has_perhaps: bool, chosen: int) -> str:
    if has_perhaps and not new:
        return _("Import those ticked")
    if has_perhaps:
        return ngettext("Import %(num)s person and those ticked", "Import %(num)s people and those ticked", new)
    return ngettext("Import %(num)s person", "Import %(num)s people", new) if chosen else ""


def _other_pages(page: int, pages: int) -> list[tuple[int, str]]:
    near = [(page - 1, _("Earlier lines")), (page + 1, _("Later lines"))]
    return [(number, words) for number, words in near if 1 <= number <= pages]


def _perhaps(likeness: Likeness, add: set[int]) -> Perhaps:
    person, known = likeness.person, likeness.known
    return Perhaps(
        line=person.line,
        name=person.full_name,
        role=role(person),
        known_id=known.id,
        known_name=known.name if known.line is None else _("%(name)s, line %(line)s", name=known.name, line=known.line),
        where=_("Line %(line)s", line=person.line),
        why=str(WHY[likeness.why]),
        is_added=person.line in add,
    )
