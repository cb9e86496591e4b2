"""The shape of what Today takes: what to set aside and until when, and a weekly goal."""

from typing import Any

from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from infoview.forms import DayField, Form, Required
from infoview.i18n import _l, ngettext
from infoview.today.goal import HIGHEST_GOAL

LONGEST_NAME = 100  # of a rule, a subject or a fact


class SetAsideForm(Form):
    """A step by its rule, subject and fact; when to show it again, or that it is done."""

    rule = HiddenField(validators=[Required(_l("This is not there any more.")), Length(max=LONGEST_NAME)])
    subject = HiddenField(validators=[Length(max=LONGEST_NAME)])
    fact = HiddenField(validators=[Length(max=LONGEST_NAME)])
    until = HiddenField()
    day = DayField(_l("Another day"))


class GoalForm(Form):
    """How many conversations a week the user wants to have."""

    goal = SelectField(_l("Conversations a week"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the goals in words."""
        super().__init__(*args, **kwargs)
        numbers = range(1, HIGHEST_GOAL + 1)
        words = [SelectChoice(n, ngettext("One conversation", "%(num)s conversations", n)) for n in numbers]
        self.goal.choices = [SelectChoice(0, str(_l("No goal"))), *words]
