"""Who led to whom: the people on the map, their lines, and the same as rows of a table. One query."""

from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from infoview.db import db
from infoview.i18n import _, listed, ngettext
from infoview.insights import layout
from infoview.labels import STAGES
from infoview.models import Contact, Organization

LONGEST_NAME = 20  # letters that fit into a box
LONGEST_ROLE = 26
PIXELS_A_REM = 16
MOST_NAMED = 12  # in one cell of the table


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person on the map: their box, what stands in it, and what is read aloud."""

    id: int
    x: int
    y: int
    name: str
    role: str
    stage: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A person in the table behind the map."""

    id: int
    name: str
    stage: str
    stage_name: str
    by_id: int | None
    by: str
    led_to: str


@dataclass(frozen=True, slots=True)
class Map:
    """The whole picture; sizes in the picture's own units, and in rem so that it grows with the text."""

    people: list[Somebody]
    paths: list[str]
    lines: list[Line]
    width: int
    height: int
    words: str

    @property
    def box(self) -> tuple[int, int]:
        """Width and height of a person's box."""
        return layout.WIDTH, layout.HEIGHT

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in rem."""
        return self.width / PIXELS_A_REM, self.height / PIXELS_A_REM


def drawn() -> Map:
    """Return the map of everybody who was named by somebody, or led to somebody."""
    rows = {row.id: row for row in db.session.execute(_people())}
    named_by = {row.id: row.referred_by_id if row.referred_by_id in rows else None for row in rows.values()}
    tidy = layout.tidy(named_by)
    spots = {spot.id: spot for spot in tidy.spots}
    led_to: dict[int, list[str]] = {}
    for spot in tidy.spots:
        by = named_by[spot.id]
        if by is not None:
            led_to.setdefault(by, []).append(rows[spot.id].full_name)
    return Map(
        people=[_somebody(rows[spot.id], spot, rows) for spot in tidy.spots],
        paths=[layout.line_between(spots[spot.led_by], spot) for spot in tidy.spots if spot.led_by is not None],
        lines=[_line(rows[spot.id], rows, led_to.get(spot.id, [])) for spot in tidy.spots],
        width=tidy.width,
        height=tidy.height,
        words=_words(rows, led_to),
    )


def shortened(text: str, longest: int) -> str:
    """Return as much of a text as fits into so many letters of usual width."""
    room = longest
    for place, letter in enumerate(text):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return text[: max(1, place - 1)].rstrip() + "…"
    return text


def _people() -> Any:
    named = aliased(Contact)
    people = select(
        Contact.id,
        Contact.full_name,
        Contact.title,
        Contact.stage,
        Contact.closed_at,
        Contact.paused_at,
        Contact.referred_by_id,
        Organization.name.label("organization"),
    ).outerjoin(Organization, Organization.id == Contact.organization_id)
    leads = select(named.referred_by_id).where(named.referred_by_id.is_not(None))
    among = select(named.id).where(named.id == Contact.referred_by_id)
    return people.where(or_(among.exists(), Contact.id.in_(leads))).order_by(Contact.id)


def _somebody(row: Any, spot: layout.Spot, rows: dict[int, Any]) -> Somebody:
    stage, by = _stage_words(row), rows.get(row.referred_by_id)
    role = ", ".join(filter(None, (row.title, row.organization)))
    words = [row.full_name, role, stage, _("named by %(name)s", name=by.full_name) if by else ""]
    return Somebody(
        id=row.id,
        x=spot.x,
        y=spot.y,
        name=shortened(row.full_name, LONGEST_NAME),
        role=shortened(stage + (f" · {row.title or row.organization}" if role else ""), LONGEST_ROLE),
        stage=_mark(row),
        words=", ".join(filter(None, words)),
    )


def _line(row: Any, rows: dict[int, Any], led_to: list[str]) -> Line:
    by = rows.get(row.referred_by_id)
    return Line(
        id=row.id,
        name=row.full_name,
        stage=_mark(row),
        stage_name=_stage_words(row),
        by_id=by.id if by else None,
        by=by.full_name if by else "",
        led_to=_some(led_to),
    )


def _some(names: list[str]) -> str:
    """Return the names in words, the first of them if there are many."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    more = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], ngettext("%(num)s more", "%(num)s more", more)])


def _mark(row: Any) -> str:
    """Return the stage whose mark and hue somebody has; "" for who is not on the board."""
    return row.stage.value if row.stage and row.closed_at is None and row.paused_at is None else ""


def _stage_words(row: Any) -> str:
    if row.closed_at is not None:
        return _("Closed")
    if row.paused_at is not None:
        return _("Paused")
    return str(STAGES[row.stage]) if row.stage else _("Not on the board")


def _words(rows: dict[int, Any], led_to: dict[int, list[str]]) -> str:
    """Return in a sentence how much came of being named."""
    count = sum(map(len, led_to.values()))
    words = ngettext("%(num)s person came through somebody else.", "%(num)s people came through somebody else.", count)
    best = max(led_to, key=lambda person: len(led_to[person]), default=None)
    if best is None or len(led_to[best]) < 2:
        return words
    most = _("%(name)s named the most: %(count)s.", name=rows[best].full_name, count=len(led_to[best]))
    return f"{words} {most}"
