"""The rows of a debrief that come and go: surprises, demands, and lines of the ledger.

One that is not there yet is written in boxes named after its place ("surprise-new3-expected"): the first words make
the row, and sent again they find it. So nobody has to press a button before typing, and nothing is made twice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, select, union_all

from infoview.boxes import Box, Line, Typed
from infoview.db import db
from infoview.ledger.actions import follow_up_on
from infoview.ledger.boxes import boxes_of as boxes_of_line
from infoview.ledger.words import BY_WORD
from infoview.models import Demand, Lead, Meeting, Resource, Surprise
from infoview.models.debrief import Ability
from infoview.models.ledger import LedgerEntry, ResourceKind

KINDS: dict[str, type[Any]] = {"surprise": Surprise, "demand": Demand, **BY_WORD}
MOST = 200
_NEW = re.compile(rf"was-({'|'.join(KINDS)})-new([0-9]{{1,9}})(?:-[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Written:
    """A row, and the name with which its boxes begin."""

    kind: str
    name: str
    row: Any

    @property
    def is_new(self) -> bool:
        """Whether it waits for its first words."""
        return self.row.id is None

    @property
    def boxes(self) -> list[Box]:
        """What can be written in it."""
        if self.kind == "surprise":
            return [Box(f"{self.name}-{column}", self.row, column) for column in ("expected", "actual")]
        if self.kind == "demand":
            return [Box(self.name, self.row, "body", Line), Box(f"{self.name}-ability", self.row, "ability", Ability)]
        return boxes_of_line(self.row, self.name)

    @property
    def is_touched(self) -> bool:
        """Whether anything was written or chosen in it."""
        return any(box.value not in ("", ResourceKind.OTHER.value) for box in self.boxes)

    @property
    def has_words(self) -> bool:
        """Whether there is something in it."""
        return bool(self.row.expected or self.row.actual) if self.kind == "surprise" else bool(self.row.body)


def of_meeting(meeting: Meeting, typed: Typed) -> dict[str, list[Written]]:
    """Return the rows of a meeting by their kind, with those `typed` begins, or one to begin: seven queries."""
    sent, places = _sent(typed), {} if typed else _next_places(meeting)
    found = {}
    for kind, model in KINDS.items():
        rows = select(model).where(model.meeting_id == meeting.id).order_by(model.position, model.id).limit(MOST)
        there = list(db.session.scalars(rows))
        wanted = sent.get(kind, []) if typed else [places.get(kind, 0)]
        written = [Written(kind, f"{kind}-{row.id}", row) for row in there]
        if len(there) < MOST:
            written += [_at_place(kind, place, there, meeting) for place in wanted]
        found[kind] = written
    return found


def begin(rows: Iterable[Written], *, at: datetime) -> None:
    """Store the rows in which something was written."""
    for written in rows:
        if written.is_new and written.is_touched:
            if isinstance(written.row, Lead) and written.row.due_on is None:
                written.row.due_on = follow_up_on(db.get_row(Meeting, written.row.meeting_id), at)
            db.session.add(written.row)
    db.session.flush()


def _at_place(kind: str, place: int, there: list[Any], meeting: Meeting) -> Written:
    """Return the row at that place, or an empty one that is not stored."""
    name = f"{kind}-new{place}"
    for row in there:
        if row.position == place:
            return Written(kind, name, row)
    row = KINDS[kind]()
    row.meeting_id, row.position = meeting.id, place
    if kind != "surprise":
        row.body = ""
    if isinstance(row, LedgerEntry):
        row.contact_id = meeting.contact_id
    if isinstance(row, Resource):
        row.kind = ResourceKind.OTHER
    return Written(kind, name, row)


def _sent(typed: Typed) -> dict[str, list[int]]:
    """Return the places of new rows that a form sends, a few of each kind at most."""
    found: dict[str, list[int]] = {}
    for name in typed:
        if new := _NEW.fullmatch(name):
            places = found.setdefault(new[1], [])
            if int(new[2]) not in places and len(places) < 20:
                places.append(int(new[2]))
    return found


def _next_places(meeting: Meeting) -> dict[str, int]:
    """Return the place after the last row of each kind, those in the trash included: undo brings them back."""
    lasts = union_all(
        *(
            select(literal(kind).label("kind"), func.max(model.position).label("last")).where(
                model.meeting_id == meeting.id
            )
            for kind, model in KINDS.items()
        )
    )
    rows = db.session.execute(lasts, execution_options={"include_deleted": True})
    return {row.kind: 0 if row.last is None else min(row.last + 1, 10**9 - 1) for row in rows}
