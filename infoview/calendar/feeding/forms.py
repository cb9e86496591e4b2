"""The form for what a calendar feed holds."""

from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from infoview.calendar.kinds import KINDS
from infoview.forms import Form, Required
from infoview.i18n import _l

NAMES, BUSY = "names", "busy"


class FeedForm(Form):
    """Whether the feed names anybody, and which kinds of things it holds."""

    shows = RadioField(
        _l("What should your calendar show?"),
        [Required(_l("Choose one of these."))],
        choices=[
            SelectChoice(NAMES, _l("Everything: names, places, what to do")),
            SelectChoice(BUSY, _l("Only “busy”, and how much is due on a day: there you see no more than that either")),
        ],
    )
    kinds = SelectMultipleField(
        _l("What stands in it"), choices=[SelectChoice(kind, words) for kind, words in KINDS.items()]
    )
