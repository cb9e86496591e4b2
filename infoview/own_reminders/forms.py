"""The form for an own reminder."""

from infoview.forms import DayField, Form, IdField, Required, line
from infoview.i18n import _l
from infoview.own_reminders.actions import LONGEST_REMINDER


class ReminderForm(Form):
    """A line and a day."""

    version = IdField()
    body = line(_l("What to remember"), required=_l("Write something first."), longest=LONGEST_REMINDER)
    due_on = DayField(_l("On which day?"), [Required(_l("Choose a day."))])
