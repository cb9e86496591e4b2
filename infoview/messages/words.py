"""What a message is called: the same in the log and on its own page."""

from typing import Any

from infoview.i18n import _
from infoview.labels import ANSWERS
from infoview.messages.automatic import is_automatic, is_bounce
from infoview.models.message import Direction
from infoview.outreach.labels import title


def title_of(message: Any, name: str) -> str:
    """Return what a message is, and to whom: "Request to Ada Byron"; of an answer what it says."""
    words = title(message.kind, name)
    if is_automatic(message):
        lost = is_bounce(message.address, message.attachments.splitlines())
        words = _("Automatic reply from %(name)s", name=name)
        if lost:
            words = _("A mail to %(name)s did not arrive", name=name)
    elif message.direction is Direction.IN:
        words = _("%(name)s wrote", name=name)
        if message.answer is not None:
            words = _("%(name)s answered: %(answer)s", name=name, answer=str(ANSWERS[message.answer]).lower())
    return _("%(title)s (withdrawn)", title=words) if message.withdrawn_at else words
