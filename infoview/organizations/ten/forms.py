"""Forms about the ten."""

from wtforms import IntegerField
from wtforms.validators import InputRequired

from infoview.boxes import LONGEST_BOX
from infoview.forms import Form, line, prose
from infoview.i18n import _l


class TenForm(Form):
    """One more of the ten: its name, and why."""

    name = line(_l("Organization"), required=_l("Give it a name."))
    why = prose(_l("Why this one?"), longest=LONGEST_BOX)


class PlaceForm(Form):
    """Another place among the ten."""

    to = IntegerField(validators=[InputRequired(_l("Choose a place."))])
