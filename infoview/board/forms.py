"""The shape of a move, and of the filters in the board's address."""

from dataclasses import asdict, dataclass
from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from infoview.forms import DayField, Form, IdField, Required, choice_of, line
from infoview.i18n import _l, ngettext
from infoview.labels import CHANNELS, STAGES
from infoview.models import Stage
from infoview.models.message import Channel

CHANNELS_TO_ASK = (Channel.EMAIL, Channel.LINKEDIN, Channel.PHONE, Channel.IN_PERSON)
RHYTHMS = (1, 2, 3, 6, 12)


class MoveForm(Form):
    """Where a card goes: a stage, or none to take it off the board, and the card it goes before."""

    stage = SelectField(
        _l("Stage"),
        choices=[*(SelectChoice(stage.value, name) for stage, name in STAGES.items()), SelectChoice("", "")],
        validate_choice=True,
    )
    before = IdField(_l("Before"))

    @property
    def to(self) -> Stage | None:
        """The stage asked for."""
        stage: Stage | None = choice_of(Stage)(self.stage.data)
        return stage


class PanelForm(Form):
    """The one fact of a stage; `asked_in` is the stage the card was in when it was asked for."""

    asked_in = HiddenField()


class WrittenForm(PanelForm):
    """How and when someone was asked or thanked."""

    channel = RadioField(
        _l("How?"),
        choices=[SelectChoice(each.value, CHANNELS[each]) for each in CHANNELS_TO_ASK],
        default=Channel.EMAIL.value,
    )
    day = DayField(_l("When?"), [Required(_l("Choose a day."))])


class MetForm(PanelForm):
    """When, how long and where a conversation was."""

    day = DayField(_l("Which day?"), [Required(_l("Choose a day."))])
    start = TimeField(_l("From"), [Optional()])
    minutes = IntegerField(
        _l("Minutes"), [Optional(), NumberRange(1, 1440, _l("Give the minutes as a number, like 20."))]
    )
    place = line(_l("Where?"))


class RhythmForm(PanelForm):
    """How often to be in touch, and when next."""

    months = SelectField(_l("How often?"), coerce=int)
    on = DayField(_l("Next time"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the usual rhythms in words."""
        super().__init__(*args, **kwargs)
        self.months.choices = [SelectChoice(n, ngettext("Every month", "Every %(num)s months", n)) for n in RHYTHMS]


class FilterForm(Form):
    """What the board shows: cards of one career, with one tag, with these words."""

    q = StringField()
    career = IdField()
    tag = IdField()


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board is limited to; empty means everything."""

    q: str = ""
    career: int | None = None
    tag: int | None = None

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.career or self.tag)

    def in_address(self) -> dict[str, Any]:
        """Return the filters as the parameters of an address."""
        return {name: value for name, value in asdict(self).items() if value}
