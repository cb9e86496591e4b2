"""What messages tell the rules of the next step: what was written last of each kind, and what was answered."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import String, func, select, type_coerce

from infoview.kept import Kept
from infoview.many import AMONG
from infoview.models import Message
from infoview.models.message import Answer, Direction, MessageKind
from infoview.today.request_steps import answers

# Hundreds of rows for a board: direction and kind stay the plain texts they are stored as.
_SPOKEN = Kept(
    select(
        Message.contact_id,
        type_coerce(Message.direction, String).label("direction"),
        type_coerce(Message.kind, String).label("kind"),
        Message.answer,
        func.max(Message.sent_at).label("at"),
    )
    .where(Message.contact_id.in_(AMONG), Message.withdrawn_at.is_(None))
    .group_by(Message.contact_id, Message.direction, Message.kind, Message.answer)
)
_OUT, _IN = Direction.OUT.value, Direction.IN.value
_REPLY = MessageKind.REPLY.value
_ASKED = {
    MessageKind.REQUEST.value: "requested_at",
    MessageKind.NUDGE.value: "nudged_at",
    MessageKind.THANK_YOU.value: "thanked_at",
    MessageKind.REPLY_TO_NO.value: "consoled_at",
    MessageKind.CONFIRMATION.value: "confirmed_at",
}


def tell(ids: str, told: dict[int, dict[str, Any]], zone: str) -> None:
    """Tell when each kind was sent last, of the last contact, and of the answer that counts: one query."""
    given: dict[int, dict[Answer | None, datetime]] = defaultdict(dict)
    for contact_id, direction, kind, answer, at in _SPOKEN.rows(ids=ids):
        if direction == _IN and kind != _REPLY:
            continue  # no human wrote it
        facts = told[contact_id]
        facts["contact_at"] = max(at, facts.get("contact_at", at))
        if direction == _OUT and kind in _ASKED:
            facts[_ASKED[kind]] = max(at, facts.get(_ASKED[kind], at))
        elif direction == _IN:
            given[contact_id][answer] = max(at, given[contact_id].get(answer, at))
    for contact_id, said in given.items():
        asked = told[contact_id].get("requested_at")
        since = {answer: at for answer, at in said.items() if asked is None or answers(at, asked, zone)}
        last = _last(since or said)
        told[contact_id] |= {"answer": last, "answered_at": said[last]}


def _last(given: dict[Answer | None, datetime]) -> Answer | None:
    """Return the answer that counts: the last one. A yes or no stands although they wrote again."""
    told = sorted(given, key=lambda answer: given[answer])
    if told[-1] is None and len(told) > 1 and told[-2] is not Answer.LATER:
        return told[-2]
    return told[-1]
