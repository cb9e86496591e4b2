"""One person of an organization at a time: who there has been asked and has not answered yet."""

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from infoview.kept import Kept
from infoview.models import Contact, Mail, Message, Stage
from infoview.models.mail import MailState
from infoview.models.message import Direction, MessageKind

_ANSWER = aliased(Message)
_IS_ANSWERED = exists().where(
    _ANSWER.contact_id == Contact.id,
    _ANSWER.direction == Direction.IN,
    _ANSWER.kind == MessageKind.REPLY,
    _ANSWER.withdrawn_at.is_(None),
    _ANSWER.sent_at >= Message.sent_at,
)
_ASKED = exists().where(
    Message.contact_id == Contact.id,
    Message.kind == MessageKind.REQUEST,
    Message.direction == Direction.OUT,
    Message.withdrawn_at.is_(None),
    ~_IS_ANSWERED,
)
_WILL_BE_ASKED = exists().where(
    Mail.contact_id == Contact.id, Mail.kind == MessageKind.REQUEST, Mail.state == MailState.QUEUED
)
_ASKED_THERE = Kept(
    select(Contact.full_name)
    .where(
        Contact.organization_id == bindparam("organization"),
        Contact.id != bindparam("but"),
        Contact.paused_at.is_(None),
        Contact.closed_at.is_(None),
        or_(and_(Contact.stage == Stage.REQUESTED, _ASKED), _WILL_BE_ASKED),
    )
    .order_by(Contact.stage_at.desc(), Contact.sort_name)
)


def others_asked(contact: Contact) -> list[str]:
    """Return the names of those at the organization who have been asked, or will be, and have not answered."""
    if contact.organization_id is None:
        return []
    return [row.full_name for row in _ASKED_THERE.rows(organization=contact.organization_id, but=contact.id)]
