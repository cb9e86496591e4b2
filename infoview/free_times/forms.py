"""The forms on the page of free times."""

from collections.abc import Iterable
from datetime import date

from wtforms import SelectMultipleField

from infoview.forms import DayField, Form, MinutesField, Required, line
from infoview.free_times.clocks import LONGEST
from infoview.i18n import _l


class MarkForm(Form):
    """Some days, the times on each of them, and how long each is."""

    days = SelectMultipleField(_l("Days"), choices=[], validate_choice=False)
    day = DayField(_l("Another day"))
    starts = line(_l("Times"), required=_l("Write a time, like 9:00. Several are fine: 9:00, 14:30."), longest=LONGEST)
    minutes = MinutesField(
        _l("Minutes each"), [Required(_l("Give the minutes as a number, like 20."))], render_kw={"inputmode": "numeric"}
    )

    def chosen(self, near: Iterable[date]) -> list[date]:
        """Return the days that were picked among those offered, and the other one."""
        picked = set(self.days.data or ())
        other = [self.day.data] if self.day.data else []
        return [*(day for day in near if day.isoformat() in picked), *other]


class PhraseForm(Form):
    """When the user is mostly free, in their own words."""

    phrase = line(_l("I am usually free …"), longest=1000)
