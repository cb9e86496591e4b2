"""The form for a conversation that has begun before anything was written."""

from typing import Any

from infoview.forms import Form, IdField, line, prose
from infoview.i18n import _l

NOTES = ("first", "second", "third")
LONGEST_NOTE = 10_000


def note_of(label: Any) -> Any:
    """Return a field for what is said."""
    return prose(label, longest=LONGEST_NOTE, render_kw={"rows": 2, "autocomplete": "off"})


class NowForm(Form):
    """Who is on the phone, and what they say. `began` is when the page was opened."""

    began = line("", longest=40)
    who = IdField()
    name = line(_l("Who is it?"), longest=500)
    first = note_of("")
    second = note_of("")
    third = note_of("")
    notes = note_of(_l("Anything else"))

    @property
    def answers(self) -> list[str]:
        """What was said to each question."""
        return [self._fields[name].data or "" for name in NOTES]
