"""The list of careers, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from infoview.db import db
from infoview.i18n import _, ngettext
from infoview.labels import VERDICTS
from infoview.models import Career, Contact, Stage
from infoview.paging import Page, Place
from infoview.text import fold

SIZE = 50
MET = [stage for stage in Stage if stage.rank >= Stage.MET.rank]


@dataclass(frozen=True, slots=True)
class Row:
    """A career as the list shows it."""

    id: int
    name: str
    people: str
    verdict: str


def page(q: str = "", *, number: int = 1) -> Page[Row]:
    """Return a page of careers whose name holds `q`, by name: three queries."""
    held = Career.folded.contains(fold(q), autoescape=True)
    place = Place(number, db.session.scalar(select(func.count(Career.id)).where(held)) or 0, SIZE)
    named = select(Career.id, Career.name, Career.verdict).where(held).order_by(Career.folded)
    rows = db.session.execute(named.limit(SIZE).offset(place.offset)).all()
    words = _people([row.id for row in rows])
    return Page([_row(row, words[row.id]) for row in rows], place)


def _row(row: Any, people: str) -> Row:
    return Row(row.id, row.name, people, str(VERDICTS[row.verdict]) if row.verdict else "")


def people_words(career: Career) -> str:
    """Return how many people belong to one of the careers."""
    return _people([career.id])[career.id]


def _people(ids: list[int]) -> dict[int, str]:
    """Return in words how many people belong to each, counted for these only: there may be thousands."""
    met = func.sum(case((Contact.stage.in_(MET), 1), else_=0))
    counted = select(Contact.career_id, func.count(Contact.id), met).where(Contact.career_id.in_(ids))
    found = {row[0]: (row[1], row[2]) for row in db.session.execute(counted.group_by(Contact.career_id))}
    return {row_id: _words(*found.get(row_id, (0, 0))) for row_id in ids}


def _words(count: int, met: int) -> str:
    people = ngettext("%(num)s person", "%(num)s people", count) if count else _("Nobody yet")
    return _("%(people)s, %(count)s met", people=people, count=met) if met else people
