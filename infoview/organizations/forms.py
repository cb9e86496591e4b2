"""Forms about organizations."""

from infoview.forms import Form, IdField, line, prose
from infoview.i18n import _l


class OrganizationForm(Form):
    """Name and notes."""

    version = IdField()
    name = line(_l("Name"), required=_l("Give it a name."))
    notes = prose(_l("Notes"))


class AddForm(Form):
    """A new one by name."""

    name = line(_l("Name"), required=_l("Give it a name."))
