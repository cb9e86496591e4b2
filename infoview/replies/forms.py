"""The form for what came back."""

from flask_wtf.file import MultipleFileField
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from infoview.forms import DayField, Form, prose
from infoview.i18n import _l
from infoview.labels import CHANNELS
from infoview.models.message import Channel
from infoview.replies.reading import LONGEST_READ


class ReplyForm(Form):
    """What a contact wrote: pasted, or as saved mails. How and when are asked for what is pasted."""

    text = prose(_l("Their words"), longest=LONGEST_READ, render_kw={"rows": 6})
    mails = MultipleFileField(_l("Or saved mails (.eml)"))
    channel = SelectField(
        _l("How?"),
        choices=[SelectChoice(each.value, name) for each, name in CHANNELS.items()],
        default=Channel.EMAIL.value,
    )
    day = DayField(_l("When?"))

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """The files that were chosen, with their names; a field left empty has none."""
        return [(file.filename, file.read()) for file in self.mails.data or () if getattr(file, "filename", "")]
