"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from infoview.i18n import _

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Place:
    """A page's place in a list of `count` rows: one that there is, whatever number was asked for."""

    asked: int
    count: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // self.size))

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return min(max(1, self.asked), self.pages)

    @property
    def offset(self) -> int:
        """How many rows come before it."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list."""

    rows: Sequence[Row]
    place: Place

    @property
    def count(self) -> int:
        """How many rows the whole list has."""
        return self.place.count

    @property
    def back(self) -> int | None:
        """The number of the page before, if there is one."""
        return self.place.number - 1 if self.place.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after, if there is one."""
        return self.place.number + 1 if self.place.number < self.place.pages else None

    @property
    def words(self) -> str:
        """Which rows of how many these are."""
        first = self.place.offset + 1
        last = self.place.offset + len(self.rows)
        return _("%(first)s–%(last)s of %(count)s", first=first, last=last, count=self.count)
