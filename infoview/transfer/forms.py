"""Forms of importing: the file, its columns, the choices in the preview."""

from flask_wtf.file import FileField
from wtforms import Field

from infoview.forms import Form, IdField
from infoview.i18n import _, _l
from infoview.transfer.columns import Column, Mapping
from infoview.transfer.records import MOST_COLUMNS, MOST_ROWS


class UploadForm(Form):
    """Choose a file."""

    file = FileField(_l("Choose your Connections.csv"))


class ColumnsField(Field):  # type: ignore[misc]
    """What each column of a file means, from the left; nothing leaves a column out."""

    data: Mapping

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the meanings."""
        try:
            self.data = [Column(value) if value else None for value in valuelist[:MOST_COLUMNS]]
        except ValueError:
            raise ValueError(_("This is not a meaning a column can have.")) from None


class MappingForm(Form):
    """Say what the columns hold."""

    mapping = ColumnsField()


class LinesField(Field):  # type: ignore[misc]
    """Numbers of lines, each ticked; what is no such number is passed over."""

    data: set[int]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the numbers."""
        self.data = {int(text) for text in valuelist[:MOST_ROWS] if text.isascii() and text.isdigit() and len(text) < 8}


class ChoicesForm(Form):
    """Who is added although they are perhaps there: `add` among the lines `first` to `last` of the page shown."""

    add = LinesField()
    first = IdField()
    last = IdField()
    page = IdField()

    @property
    def shown(self) -> range:
        """The lines of the page whose choices were sent."""
        return range(self.first.data or 0, (self.last.data or -1) + 1)
