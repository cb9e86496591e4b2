"""The form for something to share."""

from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from infoview.forms import Form, IdField, line
from infoview.i18n import _, _l
from infoview.sharing import queries


class ShareForm(Form):
    """What it is, where it is found, and whom it fits."""

    version = IdField()
    body = line(_l("What is it?"), required=_l("Write something first."), longest=500)
    url = line(_l("Link"), longest=2000, render_kw={"inputmode": "url"})
    topic = line(_l("Topic"), longest=100, render_kw={"list": "topics", "autocomplete": "off"})
    career = SelectField(_l("For people in"), default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the user's careers."""
        super().__init__(*args, **kwargs)
        careers = [SelectChoice(str(id_), name) for id_, name in queries.careers()]
        self.career.choices = [SelectChoice("", _("any field")), *careers]

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        career = self.career.data
        typed = {name: self[name].data or "" for name in ("body", "url", "topic")}
        return {**typed, "career_id": int(career) if career else None}
