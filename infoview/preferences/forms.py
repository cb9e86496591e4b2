"""The form for how the user wants to write."""

from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from infoview.etiquette.rules import RULES
from infoview.forms import Form, IdField, Required
from infoview.i18n import _l
from infoview.models.account import NudgeRule

NUDGE_RULES = {
    NudgeRule.AFTER_DAYS: _l("Nudge once after some days, then ask someone else there"),
    NudgeRule.WORKING_DAYS: _l("Nudge after 3 working days, ask someone else there after 7"),
    NudgeRule.UNTIL_FRIDAY: _l("No nudge: wait until Friday, then ask someone else there"),
    NudgeRule.NEVER: _l("No reminders"),
}


class DaysField(IntegerField):  # type: ignore[misc]
    """A small number of days."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; what is none is told by the rule about it."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


class PreferencesForm(Form):
    """When to follow up, how long a note may be, and which rules of the etiquette check speak."""

    version = IdField()
    nudge_rule = RadioField(
        _l("When a request has no answer"),
        [Required(_l("Choose one of these."))],
        choices=[SelectChoice(rule.value, words) for rule, words in NUDGE_RULES.items()],
    )
    nudge_days = DaysField(_l("Days to wait"), render_kw={"inputmode": "numeric"})
    linkedin_limit = RadioField(
        _l("Longest LinkedIn note"),
        [Required(_l("Choose one of these."))],
        choices=[SelectChoice("200", _l("200 characters")), SelectChoice("300", _l("300 characters (Premium)"))],
    )
    rules_on = SelectMultipleField(
        _l("What the etiquette check looks at"), choices=[SelectChoice(rule.code, rule.name) for rule in RULES]
    )
