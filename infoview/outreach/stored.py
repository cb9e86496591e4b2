"""The rows a message is made of. The composer asks for all of them every time, so each is turned into SQL once."""

from typing import Any

from sqlalchemy import bindparam, column, func, literal, or_, select, union_all

from infoview.kept import Kept
from infoview.models import (
    Advice,
    Contact,
    Draft,
    EmailAddress,
    FreeSlot,
    Link,
    Meeting,
    MeetingQuestion,
    Message,
    PhoneNumber,
    Promise,
)
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
        *(Draft.subject, Draft.body, Draft.subject_touched, Draft.body_touched, Draft.has_invitation),
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
        *(Meeting.id, Meeting.status, Meeting.day, Meeting.start, Meeting.minutes, Meeting.zone, Meeting.ended_at),
        *(Meeting.mode, Meeting.place, Meeting.learned),
    )
    .where(Meeting.contact_id == _THEIRS, Meeting.status != MeetingStatus.CANCELLED)
    .order_by(Meeting.day, Meeting.id)
)
# What they advised, and what was promised to them. Leads are no part of it: they never reach a message.
LEDGER = Kept(
    union_all(
        *(
            select(
                literal(kind).label("kind"),
                *(model.id, model.meeting_id, model.body, model.done_at, model.position),
            ).where(model.contact_id == _THEIRS, model.body != "")
            for kind, model in (("advice", Advice), ("promise", Promise))
        )
    ).order_by(column("meeting_id"), column("position"), column("id"))
)
# Answers that were marked, the starred ones first: they say best what a conversation was worth.
MARKED = Kept(
    select(MeetingQuestion.meeting_id, MeetingQuestion.answer, MeetingQuestion.is_quote)
    .join(Meeting, Meeting.id == MeetingQuestion.meeting_id)
    .where(
        Meeting.contact_id == _THEIRS,
        MeetingQuestion.answer != "",
        or_(MeetingQuestion.is_starred, MeetingQuestion.is_quote),
    )
    .order_by(MeetingQuestion.is_starred.desc(), MeetingQuestion.position, MeetingQuestion.id)
)
# The free times offered to them.
OFFERED = Kept(
    select(FreeSlot.day, FreeSlot.start, FreeSlot.zone)
    .where(FreeSlot.contact_id == _THEIRS)
    .order_by(FreeSlot.day, FreeSlot.start, FreeSlot.id)
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
        *(Meeting.day, Meeting.start, Meeting.minutes, Meeting.zone, Meeting.ended_at),
    )
    .outerjoin(Meeting, (Meeting.contact_id == Contact.id) & (Meeting.status == MeetingStatus.HELD))
    .where(Contact.referred_by_id == _THEIRS)
    .order_by(Contact.id, Meeting.day, Meeting.id)
)
