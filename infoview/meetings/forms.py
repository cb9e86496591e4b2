"""Forms about a conversation that was agreed on or took place."""

from typing import Any

from wtforms import IntegerField, RadioField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from infoview.forms import DayField, Form, IdField, Required, choice_of, line, prose
from infoview.i18n import _, _l
from infoview.labels import MODES, PERMISSIONS
from infoview.models.contact import Permission
from infoview.models.meeting import MeetingMode


class MinutesField(IntegerField):  # type: ignore[misc]
    """A number of minutes, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; say in words what is wrong with it."""
        text = valuelist[0].strip() if valuelist else ""
        if text and not (text.isascii() and text.isdigit() and len(text) < 6):
            self.data = None
            raise ValueError(_("Give the minutes as a number, like 20."))
        self.data = int(text) if text else None


class WallTimeField(TimeField):  # type: ignore[misc]
    """A time of the day, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; say in words what is wrong with it."""
        try:
            super().process_formdata(valuelist if valuelist and valuelist[0].strip() else [])
        except ValueError:
            raise ValueError(_("This is not a time. Write it like 14:30.")) from None


def _value(value: Any) -> str | None:
    return value.value if isinstance(value, MeetingMode | Permission) else (value or None)


class AgreeForm(Form):
    """When, how and where to talk."""

    day = DayField(_l("When?"), [Required(_l("Choose a day."))])
    start = WallTimeField(_l("At what time?"), [Optional()], format="%H:%M")
    minutes = MinutesField(_l("Minutes"), [Optional()], render_kw={"inputmode": "numeric"})
    mode = RadioField(
        _l("How?"),
        [Optional()],
        choices=[*(SelectChoice(each.value, name) for each, name in MODES.items()), SelectChoice("", _l("Not said"))],
        coerce=_value,
    )

    place = line(_l("Where?"))

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        return {
            "day": self.day.data,
            "start": self.start.data,
            "minutes": self.minutes.data,
            "mode": choice_of(MeetingMode)(self.mode.data),
            "place": self.place.data or "",
        }


class HoldForm(AgreeForm):
    """That a conversation took place, and the one thing learned."""

    learned = prose(_l("What did you learn?"), render_kw={"rows": 3})

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        return {**super().facts(), "learned": self.learned.data or ""}


class MeetingForm(HoldForm):
    """Everything about a conversation that took place."""

    version = IdField()
    advice = prose(_l("Advice you were given"), render_kw={"rows": 3})
    people = prose(_l("People they named"), render_kw={"rows": 3})
    may_use_name = RadioField(
        _l("May you use their name with them?"),
        [Optional()],
        choices=[SelectChoice(each.value, name) for each, name in PERMISSIONS.items()],
        coerce=_value,
    )

    @property
    def permission(self) -> Permission:
        """Whether the contact's name may be used with the people they named."""
        return Permission(self.may_use_name.data) if self.may_use_name.data else Permission.NOT_ASKED
