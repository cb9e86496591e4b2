"""The words on the page of a debrief."""

from dataclasses import dataclass

from infoview.i18n import _
from infoview.labels import ABILITIES, FITS, PERMISSIONS, VERDICTS
from infoview.ledger.words import RESOURCE_KINDS

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen on the page, each with its words."""

    ratings: Options
    verdicts: Options
    abilities: Options
    permissions: Options
    resources: Options
    fits: Options


def choices() -> Choices:
    """Return everything that can be chosen, in the language shown."""
    none = [("", _("Not said"))]
    return Choices(
        ratings=[*((str(number), str(number)) for number in range(1, 6)), *none],
        verdicts=[*((verdict.value, str(name)) for verdict, name in VERDICTS.items()), ("", _("Not yet"))],
        abilities=[*((ability.value, str(name)) for ability, name in ABILITIES.items()), *none],
        permissions=[(permission.value, str(name)) for permission, name in PERMISSIONS.items()],
        resources=[(kind.value, str(name)) for kind, name in RESOURCE_KINDS.items()],
        fits=[(name, str(label)) for name, label in FITS.items()],
    )
