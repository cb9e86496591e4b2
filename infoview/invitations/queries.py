"""Gathers what an invitation says from what is stored about a meeting."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from infoview.db import db
from infoview.errors import Refused
from infoview.i18n import _, as_language
from infoview.invitations.ics import Entry, Who, ics
from infoview.labels import MODES
from infoview.meetings.lengths import usual_minutes
from infoview.models import Account, Contact, EmailAddress, MailServer, Meeting
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.outreach import stored
from infoview.outreach.confirming import in_order, to_confirm

FAR = frozenset({MeetingMode.WORKPLACE, MeetingMode.COFFEE})
REMIND, REMIND_IF_FAR = timedelta(minutes=15), timedelta(hours=1)


def invitation(meeting: Meeting, contact: Contact, account: Account, *, at: datetime, address: str = "") -> str:
    """Return a meeting for the contact's calendar, in their language, with both people in it where known.

    `address` is where it is sent; else the contact's first one. Raises Refused for one that waits for its new day.
    """
    _check_has_day(meeting)
    to = address or db.session.scalar(
        select(EmailAddress.address).where(EmailAddress.contact_id == contact.id).order_by(EmailAddress.position)
    )
    with as_language(contact.language or account.language):
        me, them = Who(account.name, _sender(account)), Who(contact.full_name, to or "")
        return ics(entry_of(meeting, account.name, organizer=me, attendee=them), at=at)


def confirmed(contact: Contact, account: Account, *, at: datetime, address: str) -> str:
    """Return the invitation to the meeting a confirmation is about, "" if there is none to come."""
    about = to_confirm(contact.id, in_order(stored.MEETINGS.rows(contact=contact.id)), now=at)
    return invitation(db.get_row(Meeting, about.id), contact, account, at=at, address=address) if about else ""


def own_entry(meeting: Meeting, contact: Contact, *, at: datetime) -> str:
    """Return a meeting for the user's own calendar: nobody is invited, and there is time to get there.

    Raises Refused for one that waits for its new day.
    """
    _check_has_day(meeting)
    return ics(entry_of(meeting, contact.full_name, travel=meeting.travel_minutes or 0), at=at)


def _check_has_day(meeting: Meeting) -> None:
    if meeting.status is MeetingStatus.MOVED:
        raise Refused(_("This meeting waits for its new day. When there is one, the invitation moves it."))


def _sender(account: Account) -> str:
    """Return the address the user's mail comes from: calendars compare it with the organizer's."""
    return db.session.scalar(select(MailServer.sender)) or account.email


def entry_of(
    meeting: Any, other: str, *, organizer: Who | None = None, attendee: Who | None = None, travel: int = 0
) -> Entry:
    """Return the entry for a calendar whose owner meets `other`. A row with the columns of a meeting is enough."""
    is_far = meeting.mode in FAR
    return Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        status=meeting.status,
        day=meeting.day,
        start=meeting.start,
        minutes=meeting.minutes or usual_minutes(meeting.mode),
        zone=meeting.zone,
        title=_("Conversation with %(name)s", name=other) if other else _("Conversation"),
        place=meeting.place,
        link=meeting.link,
        notes=(str(MODES[meeting.mode]),) if meeting.mode and meeting.mode is not MeetingMode.OTHER else (),
        organizer=organizer,
        attendee=attendee,
        remind=(REMIND_IF_FAR if is_far else REMIND) + timedelta(minutes=travel),
    )
