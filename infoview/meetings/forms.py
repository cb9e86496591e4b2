"""Forms about a conversation that was agreed on or took place."""

from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from infoview.forms import (
    DayField,
    Form,
    IdField,
    MinutesField,
    Required,
    ValidationError,
    WallTimeField,
    choice_of,
    line,
    prose,
)
from infoview.i18n import _, _l
from infoview.labels import MODES
from infoview.meetings.queries import Seen
from infoview.models import Meeting
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.text import safe_url
from infoview.zones import is_known


def _value(value: Any) -> str | None:
    return value.value if isinstance(value, MeetingMode | MeetingStatus) else (value or None)


class HoldForm(Form):
    """That a conversation took place, and the one thing learned."""

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
    learned = prose(_l("What did you learn?"), render_kw={"rows": 3})

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        return {**_when_and_where(self), "learned": self.learned.data or ""}


class AgreeForm(Form):
    """When, how and where to talk; with what is asked only about a meeting that is still to come."""

    waiting = IdField()
    version = IdField()
    status = RadioField(
        _l("Is it settled?"),
        [Optional()],
        choices=[
            SelectChoice(MeetingStatus.AGREED.value, _l("Agreed")),
            SelectChoice(MeetingStatus.PROPOSED.value, _l("Only proposed so far")),
        ],
        coerce=_value,
    )
    day = HoldForm.day
    start = HoldForm.start
    minutes = HoldForm.minutes
    mode = HoldForm.mode
    place = HoldForm.place
    zone = line(_l("In whose time?"), longest=64)
    link = line(_l("Link to the call"), longest=500)

    def validate_zone(self, field: Any) -> None:
        """Refuse a zone nobody knows."""
        if field.data and not is_known(field.data):
            raise ValidationError(_("Choose a place whose time is meant."))

    def validate_link(self, field: Any) -> None:
        """Keep a link as an address that can be opened."""
        if field.data:
            field.data = safe_url(field.data) or field.data
            if safe_url(field.data) is None:
                raise ValidationError(_("This is not a web address. It begins with https://"))

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it; the zone only if one was chosen."""
        zone = {"zone": self.zone.data} if self.zone.data else {}
        return {**_when_and_where(self), "link": self.link.data or "", **zone}

    @property
    def seen(self) -> Seen:
        """The meeting that waited when this form was shown."""
        return Seen(self.waiting.data, self.version.data)

    def stand_on(self, waiting: Meeting | None, why: str) -> None:
        """Show that what was typed would replace what is stored by now: sent again, it does."""
        self.general.append(why)
        self.waiting.data, self.version.data = (waiting.id, waiting.version) if waiting else (None, None)

    @property
    def status_asked(self) -> MeetingStatus:
        """Whether it is agreed on or proposed."""
        return MeetingStatus(self.status.data) if self.status.data else MeetingStatus.AGREED


def _when_and_where(form: Any) -> dict[str, Any]:
    return {
        "day": form.day.data,
        "start": form.start.data,
        "minutes": form.minutes.data,
        "mode": choice_of(MeetingMode)(form.mode.data),
        "place": form.place.data or "",
    }
