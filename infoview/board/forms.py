"""The shape of a move, and of the filters in the board's address."""

from dataclasses import asdict, dataclass
from typing import Any

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from infoview.forms import Form, IdField, choice_of
from infoview.i18n import _l
from infoview.models import Stage

STAGE_NAMES = {
    Stage.IDENTIFIED: _l("Identified"),
    Stage.REQUESTED: _l("Requested"),
    Stage.MET: _l("Met"),
    Stage.THANKED: _l("Thanked"),
    Stage.IN_TOUCH: _l("In touch"),
}


class MoveForm(Form):
    """Where a card goes: a stage, or none to take it off the board, and the card it goes before."""

    stage = SelectField(
        _l("Stage"),
        choices=[*(SelectChoice(stage.value, name) for stage, name in STAGE_NAMES.items()), SelectChoice("", "")],
        validate_choice=True,
    )
    before = IdField(_l("Before"))

    @property
    def to(self) -> Stage | None:
        """The stage asked for."""
        stage: Stage | None = choice_of(Stage)(self.stage.data)
        return stage


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
