"""Forms about careers."""

from collections.abc import Sequence

from infoview.forms import Form, IdField, line, prose
from infoview.i18n import _l

MOST_TICKED = 50


class CareerForm(Form):
    """Name and notes."""

    version = IdField()
    name = line(_l("Name"), required=_l("Give it a name."))
    notes = prose(_l("Notes"))


class AddForm(Form):
    """A new one by name."""

    name = line(_l("Name"), required=_l("Give it a name."))


def chosen_ids(texts: Sequence[str]) -> list[int]:
    """Return the ids of the careers that were ticked, each once; what is no id is that of a row that is not there."""
    ids = (int(text) if text.isdecimal() and len(text) < 19 else 0 for text in texts[:MOST_TICKED])
    return list(dict.fromkeys(ids))
