"""When to ask what a contact said."""

from typing import Any

from infoview.i18n import _l
from infoview.models.message import Answer
from infoview.people.acts import ASKS_WHAT_THEY_SAID
from infoview.today.next_step import Step

SAID = {
    Answer.YES.value: _l("They said yes"),
    Answer.LATER.value: _l("They said later"),
    Answer.NO.value: _l("They said no"),
}


def asks(step: Step | None) -> dict[str, Any]:
    """Return the answers to offer while a request is out or a reply was kept, each with its words; else none."""
    return SAID if step is not None and step.rule in ASKS_WHAT_THEY_SAID else {}
