"""The rows a message is made of. The composer asks for all of them every time, so each is turned into SQL once."""

from typing import Any

from sqlalchemy import bindparam, func, or_, select

from infoview.kept import Kept
from infoview.models import Advice, Contact, Draft, EmailAddress, Link, Meeting, Message, PhoneNumber
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Direction, MessageKind

_THEIRS: Any = bindparam("contact")

EMAILS = Kept(
    select(EmailAddress.address).where(EmailAddress.contact_id == _THEIRS).order_by(EmailAddress.position).limit(20)
)
PHONES = Kept(
    select(PhoneNumber.number).where(PhoneNumber.contact_id == _THEIRS).order_by(PhoneNumber.position).limit(20)
)
LINKS = Kept(select(Link.url).where(Link.contact_id == _THEIRS).order_by(Link.position).limit(20))
# The draft of one kind, open or not: the latest, if there are several.
DRAFTS = Kept(
    select(
        *(Draft.id, Draft.state, Draft.version, Draft.route, Draft.channel, Draft.wording, Draft.address, Draft.news),
        *(Draft.subject, Draft.body, Draft.subject_touched, Draft.body_touched),
    )
    .where(
        Draft.contact_id == _THEIRS,
        Draft.kind == bindparam("kind"),
        Draft.about_id.is_not_distinct_from(bindparam("about")),
    )
    .order_by(Draft.id.desc())
    .limit(1)
)
# Conversations held and agreed, in their order.
MEETINGS = Kept(
    select(
        *(Meeting.id, Meeting.status, Meeting.day, Meeting.start, Meeting.minutes, Meeting.zone),
        *(Meeting.mode, Meeting.place, Meeting.learned),
    )
    .where(Meeting.contact_id == _THEIRS, Meeting.status != MeetingStatus.CANCELLED)
    .order_by(Meeting.day, Meeting.id)
)
ADVICE = Kept(
    select(Advice.id, Advice.meeting_id, Advice.body, Advice.done_at)
    .where(Advice.contact_id == _THEIRS)
    .order_by(Advice.meeting_id, Advice.position, Advice.id)
)
# When they were last written to, by the kind of message.
WRITTEN = Kept(
    select(Message.kind, func.max(Message.sent_at).label("at"))
    .where(Message.contact_id == _THEIRS, Message.direction == Direction.OUT, Message.withdrawn_at.is_(None))
    .group_by(Message.kind)
)
# Automatic mail that came in is no way to write to each other.
LAST_CHANNEL = Kept(
    select(Message.channel)
    .where(
        Message.contact_id == _THEIRS,
        Message.withdrawn_at.is_(None),
        or_(Message.direction == Direction.OUT, Message.kind == MessageKind.REPLY),
    )
    .order_by(Message.sent_at.desc(), Message.id.desc())
    .limit(1)
)
# The people they named, each with the conversations held with them, the last one last.
NAMED = Kept(
    select(
        *(Contact.id, Contact.full_name, Contact.stage, Contact.stage_at),
        *(Meeting.day, Meeting.start, Meeting.minutes, Meeting.zone),
    )
    .outerjoin(Meeting, (Meeting.contact_id == Contact.id) & (Meeting.status == MeetingStatus.HELD))
    .where(Contact.referred_by_id == _THEIRS)
    .order_by(Contact.id, Meeting.day, Meeting.id)
)
