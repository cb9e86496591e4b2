"""The rows a message is made of. The composer asks for all of them every time, so each is turned into SQL once."""

from typing import Any

from sqlalchemy import bindparam, column, func, literal, or_, select, union_all

from infoview.kept import Kept
from infoview.ledger.telling import first_told
from infoview.models import (
    Advice,
    Change,
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
from infoview.models.meeting import IN_CALENDARS, MeetingStatus
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
# Conversations held and agreed, as `confirming.in_order` brings them into their order.
MEETINGS = Kept(
    select(
        *(Meeting.id, Meeting.status, Meeting.day, Meeting.start, Meeting.minutes, Meeting.zone, Meeting.ended_at),
        *(Meeting.mode, Meeting.place, Meeting.learned, Meeting.created_at),
    )
    .where(Meeting.contact_id == _THEIRS, Meeting.status != MeetingStatus.CANCELLED)
    .order_by(Meeting.day, Meeting.id)
)
# When what a confirmation says of a meeting was last changed, and when confirmations left.
MEETING_CHANGES = Kept(
    select(Change.row_id, func.max(Change.at).label("at"))
    .where(
        Change.contact_id == _THEIRS,
        Change.row_table == Meeting.__tablename__,
        or_(*(func.json_type(Change.before, f"$.{name}").is_not(None) for name in IN_CALENDARS if name != "status")),
    )
    .group_by(Change.row_id)
)
CONFIRMATIONS = Kept(
    select(Message.sent_at)
    .where(
        Message.contact_id == _THEIRS,
        Message.kind == MessageKind.CONFIRMATION,
        Message.direction == Direction.OUT,
        Message.withdrawn_at.is_(None),
    )
    .order_by(Message.sent_at, Message.id)
)
# What they advised, and what was promised to them. Leads are no part of it: they never reach a message.
LEDGER = Kept(
    union_all(
        *(
            select(
                literal(kind).label("kind"),
                *(model.id, model.meeting_id, model.body, model.done_at, model.position),
                first_told(model),
            ).where(model.contact_id == _THEIRS, model.body != "")
            for kind, model in (("advice", Advice), ("promise", Promise))
        )
    ).order_by(column("meeting_id"), column("position"), column("id"))
)
# The starred answers: they are for the thank-you, the others are not.
STARRED = Kept(
    select(MeetingQuestion.meeting_id, MeetingQuestion.answer, MeetingQuestion.is_quote)
    .join(Meeting, Meeting.id == MeetingQuestion.meeting_id)
    .where(
        Meeting.contact_id == _THEIRS,
        MeetingQuestion.answer != "",
        MeetingQuestion.is_starred,
    )
    .order_by(MeetingQuestion.position, MeetingQuestion.id)
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
