"""As much of a long list as is read at once; the rest is folded behind its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from infoview.i18n import ngettext

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Folded(Generic[Item]):
    """A list of which the first `most` are shown at once."""

    all: Sequence[Item]
    most: int = 8

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.all)

    @property
    def first(self) -> Sequence[Item]:
        """Those that are shown at once."""
        return self.all[: self.most]

    @property
    def others(self) -> Sequence[Item]:
        """Those behind their number."""
        return self.all[self.most :]

    @property
    def more(self) -> str:
        """How many those are, in words."""
        return ngettext("%(num)s more", "%(num)s more", len(self.others))
