"""What went out already, so that nobody is sent the same message twice by mistake."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from infoview.db import db, zone
from infoview.i18n import instant_words
from infoview.labels import CHANNELS
from infoview.models import Message
from infoview.models.draft import DraftState
from infoview.models.message import Direction
from infoview.outreach import labels
from infoview.outreach.composer import Composer
from infoview.outreach.delivery import Letter

JUST_NOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Gone:
    """A message that has left: its text, and in words when (`words` of this one, `line` of one of its kind) and how."""

    message_id: int
    words: str
    line: str
    how: str
    letter: Letter
    language: str | None
    is_recent: bool


def gone(composer: Composer, *, now: datetime) -> Gone | None:
    """Return the last message that its draft became; None while the draft is written or waits, or if there is none.

    One query, and none where there is no draft.
    """
    if composer.draft_id is None or composer.state in (DraftState.OPEN, DraftState.QUEUED):
        return None
    sent = (
        Message.draft_id == composer.draft_id,
        Message.direction == Direction.OUT,
        Message.withdrawn_at.is_(None),
    )
    latest = select(Message).where(*sent).order_by(Message.sent_at.desc(), Message.id.desc())
    message = db.session.scalar(latest.limit(1))
    if message is None:
        return None
    when = instant_words(message.sent_at, zone(), now)
    return Gone(
        message_id=message.id,
        words=labels.gone_words(message.channel, when),
        line=labels.last_words(message.kind, message.channel, when),
        how=str(CHANNELS[message.channel]),
        letter=Letter("", message.address, message.subject, message.body),
        language=message.language,
        is_recent=now - max(message.sent_at, message.created_at) < JUST_NOW,
    )
