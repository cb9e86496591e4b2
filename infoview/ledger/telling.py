"""Which lines of the ledger a contact was told of: those that an update sent after they were settled names."""

from typing import Any

from sqlalchemy import func, or_, select

from infoview.models import Message
from infoview.models.ledger import LedgerEntry
from infoview.models.message import Direction, MessageKind


def first_told(model: type[LedgerEntry]) -> Any:
    """Return the moment of the first such update, as a column of `model`.

    A line is named whatever its first letter and its last mark became inside a sentence. Of an update that was noted
    without its text nobody knows what it said: it counts as having told everything.
    """
    words = func.lower(func.substr(func.rtrim(model.body, " .,;:"), 2))
    first = select(func.min(Message.sent_at)).where(
        Message.contact_id == model.contact_id,
        Message.kind == MessageKind.UPDATE,
        Message.direction == Direction.OUT,
        Message.withdrawn_at.is_(None),
        Message.sent_at >= model.done_at,
        or_(Message.body == "", func.instr(func.lower(Message.body), words) > 0),
    )
    return first.correlate(model).scalar_subquery().label("told_at")
