"""The filters that are on, each with the way to let go of it: the same on every list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infoview.i18n import _


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on; `without` are the others, for an address that lets go of it."""

    name: str
    text: str
    label: str
    without: dict[str, Any]


def chips(address: Mapping[str, Any], names: Mapping[str, str]) -> list[Chip]:
    """Return a chip for each filter in `address`, the parameters of a list's address; `names` are their words."""
    return [
        Chip(
            name,
            text,
            _("Remove the filter %(name)s", name=text),
            {other: value for other, value in address.items() if other != name},
        )
        for name, text in names.items()
        if name in address
    ]
