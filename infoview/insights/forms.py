"""Forms about whom to ask next."""

from wtforms import IntegerField
from wtforms.validators import Optional

from infoview.forms import Form, IdField
from infoview.i18n import _l


class WhoNextForm(Form):
    """What the list is limited to."""

    career = IdField()


class RatingForm(Form):
    """How easy somebody is to ask, or how much there is to learn from them; empty for not known."""

    ease = IntegerField(_l("Easy to ask"), [Optional()])
    value = IntegerField(_l("Much to learn"), [Optional()])
