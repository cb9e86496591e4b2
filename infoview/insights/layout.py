"""A tidy place for everybody on the map of who led to whom: columns from left to right, rows from top to bottom.

Pure geometry. Whoever led to somebody stands in the column before, level with the first of them; each branch has rows
of its own, so nothing can overlap. A ring of people who name each other is opened at the one known longest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

WIDTH = 216  # of a person's box, its height, and the free space beside and below
HEIGHT = 40
GAP_ACROSS = 48
GAP_DOWN = 12
MARGIN = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands."""

    id: int
    column: int
    row: int
    led_by: int | None

    @property
    def x(self) -> int:
        """Its left edge."""
        return MARGIN + self.column * (WIDTH + GAP_ACROSS)

    @property
    def y(self) -> int:
        """Its upper edge."""
        return MARGIN + self.row * (HEIGHT + GAP_DOWN)


@dataclass(frozen=True, slots=True)
class Layout:
    """Everybody's spot in the order of reading, and how large the picture is."""

    spots: tuple[Spot, ...]
    width: int
    height: int


def tidy(named_by: Mapping[int, int | None]) -> Layout:
    """Return where everybody stands. `named_by` says of each person, in their order, who named them.

    Somebody named by a person who is not among them, or by themselves, begins a branch.
    """
    led_by = _opened(named_by)
    led: dict[int | None, list[int]] = defaultdict(list)
    for person, by in led_by.items():
        led[by].append(person)
    sizes = _sizes(led)
    spots = tuple(_placed(sorted(led[None], key=lambda root: -sizes[root]), led, led_by))
    return Layout(
        spots,
        width=max((spot.x + WIDTH for spot in spots), default=0) + MARGIN,
        height=max((spot.y + HEIGHT for spot in spots), default=0) + MARGIN,
    )


def line_between(left: Spot, right: Spot) -> str:
    """Return the path of the line from one person to another they led to."""
    x, y = left.x + WIDTH, left.y + HEIGHT // 2
    end = right.y + HEIGHT // 2
    if end == y:
        return f"M{x} {y}H{right.x}"
    middle = x + GAP_ACROSS // 2
    return f"M{x} {y}H{middle - 8}Q{middle} {y} {middle} {y + 8}V{end - 8}Q{middle} {end} {middle + 8} {end}H{right.x}"


def _opened(named_by: Mapping[int, int | None]) -> dict[int, int | None]:
    """Return the same without rings: the first of each ring, in their order, was named by nobody."""
    led_by: dict[int, int | None] = {
        person: by if by in named_by and by != person else None for person, by in named_by.items()
    }
    known: set[int] = set()  # to lead back to somebody named by nobody
    for person in led_by:
        trail: dict[int, None] = {}
        at: int | None = person
        while at is not None and at not in known:
            if at in trail:
                ring = _from(list(trail), at)
                led_by[min(ring, key=list(led_by).index)] = None
                break
            trail[at] = None
            at = led_by[at]
        known.update(trail)
    return led_by


def _from(trail: Sequence[int], start: int) -> Sequence[int]:
    return trail[trail.index(start) :]


def _sizes(led: Mapping[int | None, Sequence[int]]) -> dict[int, int]:
    """Return how many people each branch holds."""
    order: list[int] = []
    waiting = list(led.get(None, ()))
    while waiting:
        order.append(waiting.pop())
        waiting += led.get(order[-1], ())
    sizes: dict[int, int] = {}
    for person in reversed(order):
        sizes[person] = 1 + sum(sizes[each] for each in led.get(person, ()))
    return sizes


def _placed(
    roots: Sequence[int], led: Mapping[int | None, Sequence[int]], led_by: Mapping[int, int | None]
) -> Iterable[Spot]:
    """Give everybody a spot, branch after branch; a row is used up by whoever led to nobody."""
    rows = count()
    row = 0
    waiting = [(root, 0, True) for root in reversed(roots)]
    while waiting:
        person, column, begins_row = waiting.pop()
        if begins_row:
            row = next(rows)
        yield Spot(person, column, row, led_by[person])
        first, *others = led.get(person, ()) or (None,)
        waiting += [(each, column + 1, True) for each in reversed(others) if each is not None]
        if first is not None:
            waiting.append((first, column + 1, False))
