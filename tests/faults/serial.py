"""One after the other: the acts that are in the database, done again in their order, give what it holds."""

from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from faults.acts import Act, Broken


@dataclass
class Board:
    """The columns, from the top, and the moves so far."""

    columns: dict[str | None, list[int]]
    moves: list[tuple[int, str | None, str | None]] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Any) -> "Board":
        """The board as a database holds it."""
        columns = defaultdict(list)
        for contact, stage in rows.execute("SELECT id, stage FROM contacts WHERE stage <> '' ORDER BY position"):
            columns[stage].append(contact)
        return cls(
            columns, list(rows.execute("SELECT contact_id, from_stage, to_stage FROM stage_changes ORDER BY id"))
        )

    def move(self, contact: int, to: str | None, before: int | None) -> None:
        """Put a card in front of another, or at the end of a column, or off the board."""
        left = next((stage for stage, cards in self.columns.items() if contact in cards), None)
        column = self.columns[to] if to else []
        if before == contact and contact in column:
            before = next(iter(column[column.index(contact) + 1 :]), None)
        if left is not None:
            self.columns[left].remove(contact)
        if to is not None:
            column.insert(column.index(before) if before in column else len(column), contact)
        if left != to:
            self.moves.append((contact, left, to))

    def add(self, contact: int, to: str) -> None:
        """Put a new card on top of a column."""
        self.columns[to].insert(0, contact)
        self.moves.append((contact, None, to))


def check(board: Board, acts: Iterable[Act], rows: Any) -> None:
    """Raise Broken unless the database is `board` after every act that is in it, in the order they were stored."""
    told = deepcopy(board)
    by_key = {act.once_key: act for act in acts if act.once_key}
    for key, location in rows.execute("SELECT key, location FROM once_keys ORDER BY id"):
        act = by_key.get(key)
        if act is not None and act.kind == "move":
            told.move(act.marks["contact"], act.fields["stage"] or None, act.marks["before"])
        elif act is not None and act.kind == "add":
            told.add(int(location.rpartition("/")[2]), act.fields["stage"])
    now = Board.of(rows)
    if now.moves != told.moves:
        place = next((n for n, pair in enumerate(zip(now.moves, told.moves)) if pair[0] != pair[1]), -1)
        raise Broken(f"the moves are another story, from {place} of {len(now.moves)}, {len(told.moves)} told")
    for stage in {*now.columns, *told.columns}:
        if now.columns.get(stage, []) != told.columns.get(stage, []):
            raise Broken(f"{stage} is {now.columns.get(stage)}, and was left {told.columns.get(stage)}")
