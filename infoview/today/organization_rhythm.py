"""One person of an organization at a time: who there has been asked and has not answered yet."""

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from infoview.kept import Kept
from infoview.models import Contact, Message, Stage
from infoview.models.message import Direction, MessageKind

_ANSWER = aliased(Message)
_ASKED_THERE = Kept(
    select(Contact.id, Contact.full_name, func.max(Message.sent_at).label("asked_at"))
    .join(Message, Message.contact_id == Contact.id)
    .where(
        Contact.organization_id == bindparam("organization"),
        Contact.id != bindparam("but"),
        Contact.stage == Stage.REQUESTED,
        Contact.paused_at.is_(None),
        Contact.closed_at.is_(None),
        Message.kind == MessageKind.REQUEST,
        Message.direction == Direction.OUT,
        Message.withdrawn_at.is_(None),
        ~exists().where(
            _ANSWER.contact_id == Contact.id, _ANSWER.direction == Direction.IN, _ANSWER.sent_at >= Message.sent_at
        ),
    )
    .group_by(Contact.id, Contact.full_name)
    .order_by(func.max(Message.sent_at).desc())
)


def others_asked(contact: Contact) -> list[str]:
    """Return the names of those at the contact's organization who wait with an answer, the last one asked first."""
    if contact.organization_id is None:
        return []
    return [row.full_name for row in _ASKED_THERE.rows(organization=contact.organization_id, but=contact.id)]
