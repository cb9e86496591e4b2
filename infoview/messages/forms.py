"""What the log can be limited by; all of it stands in the address."""

from wtforms import StringField

from infoview.forms import Form, IdField
from infoview.i18n import _l


class LogForm(Form):
    """Which messages the log shows."""

    q = StringField(_l("Search messages"))
    kind = StringField(_l("Kind"))
    direction = StringField(_l("Sent or received"))
    answer = StringField(_l("Answer"))
    contact = IdField(_l("Contact"))
