"""The form that adds a line to the ledger."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from infoview.forms import DayField, Form, line
from infoview.i18n import _l
from infoview.ledger.actions import LONGEST_ENTRY
from infoview.ledger.words import ONE


class EntryForm(Form):
    """A line that was left out when the conversation was written up."""

    kind = SelectField(_l("Kind"), choices=[SelectChoice(*each) for each in ONE.items()])
    body = line(_l("What it says"), required=_l("Write something first."), longest=LONGEST_ENTRY)
    due_on = DayField(_l("When to do it"))
