"""Forms about staying in touch: how often, and that it happened."""

from collections.abc import Collection
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from infoview.forms import DayField, Form, Required
from infoview.i18n import _, _l, ngettext
from infoview.logbook.actions import MET, WROTE
from infoview.today.cadence import MONTHS_IF_WARM, MONTHS_OTHERWISE

RHYTHMS = (1, 2, 3, 4, 6, 9, 12, 18, 24)


def rhythms(more: Collection[int] = ()) -> list[tuple[str, str]]:
    """Return how often one can be in touch, each with its words; "" is as often as the warmth says.

    `more` are numbers of months that somebody has chosen elsewhere.
    """
    return [("", ""), *((str(n), _every(n)) for n in sorted({*RHYTHMS, *more}))]


def usual() -> tuple[str, str]:
    """Return how often one is in touch as usual, in words: with most people, and with those one knows well."""
    return _("As usual: %(often)s", often=_every(MONTHS_OTHERWISE)), _(
        "As usual: %(often)s", often=_every(MONTHS_IF_WARM)
    )


def _every(months: int) -> str:
    return ngettext("every month", "every %(num)s months", months)


class TouchForm(Form):
    """How they were in touch."""

    how = RadioField(
        _l("What happened?"),
        [Required(_l("Choose what happened."))],
        choices=[SelectChoice(MET, _l("Met in passing")), SelectChoice(WROTE, _l("They wrote"))],
    )


class CadenceForm(Form):
    """How often to be in touch, and a day of its own if there is one."""

    months = SelectField(_l("How often?"))
    on = DayField(_l("Next time"))

    def __init__(self, *args: Any, is_warm: bool, chosen: int | None = None, **kwargs: Any) -> None:
        """Offer the rhythms in words, and the one that was chosen."""
        super().__init__(*args, **kwargs)
        offered = rhythms([chosen] if chosen else [])
        self.months.choices = [SelectChoice(value, words or usual()[is_warm]) for value, words in offered]

    @property
    def number(self) -> int | None:
        """How many months, None for as usual."""
        return int(self.months.data) if self.months.data else None
