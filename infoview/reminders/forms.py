"""The form for when and about what the user is reminded."""

from datetime import time
from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from infoview.forms import Form, IdField
from infoview.i18n import _l, clock_words
from infoview.models.notification import NotificationKind
from infoview.reminders.actions import HOURS

ABOUT = {
    NotificationKind.DIGEST: _l("A daily mail with what is due; none on a day on which nothing is"),
    NotificationKind.EVENING: _l("The evening before a conversation, with the page to prepare it"),
    NotificationKind.DEBRIEF: _l("Ten minutes after a conversation, to write down what you learned"),
    NotificationKind.THANKS: _l("A day after a conversation, if you have not said thank you"),
}


class RemindersForm(Form):
    """When the daily mail leaves, and which reminders there are."""

    version = IdField()
    digest_hour = SelectField(_l("The daily mail leaves at"), coerce=int)
    kinds_on = SelectMultipleField(
        _l("Remind me"), choices=[SelectChoice(kind.value, words) for kind, words in ABOUT.items()]
    )

    def __init__(self, data: object = None, **values: Any) -> None:
        """Offer the hours as they are written in the language shown."""
        super().__init__(data, **values)
        self.digest_hour.choices = [SelectChoice(hour, clock_words(time(hour))) for hour in HOURS]
