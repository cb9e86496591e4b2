"""What is on its way, and the mail server that carries it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from infoview import clock
from infoview.db import db, settings, zone
from infoview.i18n import _, _l, instant_words
from infoview.kept import Kept
from infoview.models import Contact, Mail, MailServer
from infoview.models.mail import MailState
from infoview.models.message import MessageKind
from infoview.outbox.actions import STUCK
from infoview.outbox.failures import SINCE_PLANNED, sentence
from infoview.outreach import labels

STATE_NAMES: dict[MailState, Any] = {
    MailState.QUEUED: _l("Waiting"),
    MailState.SENDING: _l("Being sent"),
    MailState.HANDING_OVER: _l("Being sent"),
    MailState.SENT: _l("Sent"),
    MailState.FAILED: _l("Not sent"),
    MailState.UNKNOWN: _l("May have been sent"),
    MailState.HELD: _l("Held back"),
    MailState.CANCELLED: _l("Cancelled"),
}
ON_THE_WAY = frozenset({MailState.QUEUED, MailState.SENDING, MailState.HANDING_OVER})
MOST_SHOWN, SENT_SHOWN = 200, 20
OPEN = (*ON_THE_WAY, *STUCK)

_SERVER = Kept(select(MailServer.host, MailServer.sender).limit(1))


@dataclass(frozen=True, slots=True)
class ServerSummary:
    """The mail server as the composer names it."""

    host: str
    sender: str


@dataclass(frozen=True, slots=True)
class Sending:
    """A mail as it is shown: what it is, how far it has got, and what can be done about it.

    `polls` is whether something may happen soon; `answer` is what the server said. `again` is what sending it after
    all is called, "" while that cannot be. `may_have_left` is whether only the user can tell if it arrived.
    """

    id: int
    contact_id: int
    title: str
    address: str
    subject: str
    state: MailState
    name: str
    words: str
    reason: str
    answer: str
    polls: bool
    again: str
    may_have_left: bool

    @property
    def is_waiting(self) -> bool:
        """Whether it can be cancelled."""
        return self.state is MailState.QUEUED

    @property
    def is_stuck(self) -> bool:
        """Whether it waits for the user's word."""
        return self.state in STUCK


def server() -> ServerSummary | None:
    """Return the mail server that sends now; None if none is set up, or sending is switched off."""
    if not settings().mail_enabled:
        return None
    return next((ServerSummary(row.host, row.sender) for row in _SERVER.rows()), None)


def sending_of(contact_id: int, kind: MessageKind, about_id: int | None = None) -> Sending | None:
    """Return the mail of that kind to a contact that is on its way or waits for the user's word, if there is one."""
    of_kind = (Mail.contact_id == contact_id, Mail.kind == kind, Mail.about_id == about_id)
    rows = _told(select(Mail, Contact).where(*of_kind, Mail.state.in_(OPEN)).limit(1), now=clock.now())
    return rows[0] if rows else None


def sending(mail_id: int) -> Sending:
    """Return one mail. Raises NotThere."""
    mail = db.get_row(Mail, mail_id)
    return _sending(mail, db.session.get(Contact, mail.contact_id), clock.now())


def outbox(*, now: datetime) -> list[Sending]:
    """Return the mails that wait for the user's word, those on their way, and the last ones that left."""
    waiting = _told(select(Mail, Contact).where(Mail.state.in_(OPEN)).limit(MOST_SHOWN), now=now)
    left = _told(select(Mail, Contact).where(Mail.state == MailState.SENT).limit(SENT_SHOWN), now=now)
    return sorted(waiting, key=lambda each: not each.is_stuck) + left


def state_words(mail: Mail, *, now: datetime) -> str:
    """Return how far a mail has got, as a sentence."""
    match mail.state:
        case MailState.QUEUED if not settings().mail_enabled:
            return _("It waits: sending is switched off on this server.")
        case MailState.QUEUED if mail.due_at > now and mail.attempts:
            return _("Not sent yet. It is tried again %(when)s.", when=instant_words(mail.due_at, zone(), now))
        case MailState.QUEUED if mail.due_at > now:
            return _("It will be sent %(when)s.", when=instant_words(mail.due_at, zone(), now))
        case MailState.QUEUED:
            return _("It will be sent in a moment.")
        case MailState.SENDING | MailState.HANDING_OVER:
            return _("It is being sent.")
        case MailState.SENT:
            return _("It was sent %(when)s.", when=instant_words(mail.changed_at, zone(), now))
        case MailState.FAILED:
            return _("It was not sent.")
        case MailState.UNKNOWN:
            return _("Nobody knows whether it was sent. Your mailbox may show it among the sent mail.")
        case MailState.HELD:
            return _("It is held back until you say what to do with it.")
        case _:
            return _("It was cancelled.")


def _told(mails: Any, *, now: datetime) -> list[Sending]:
    with_contacts = mails.outerjoin(Contact, Contact.id == Mail.contact_id).order_by(
        Mail.changed_at.desc(), Mail.id.desc()
    )
    return [_sending(mail, contact, now) for mail, contact in db.session.execute(with_contacts)]


def _sending(mail: Mail, contact: Contact | None, now: datetime) -> Sending:
    has_opted_out = contact is not None and contact.opted_out_at is not None
    is_soon = mail.state is not MailState.QUEUED or (mail.due_at <= now and settings().mail_enabled)
    return Sending(
        id=mail.id,
        contact_id=contact.id if contact else 0,
        title=labels.title(mail.kind, contact.full_name if contact else _("someone who was deleted")),
        address=mail.address,
        subject=mail.subject,
        state=mail.state,
        name=str(STATE_NAMES[mail.state]),
        words=state_words(mail, now=now),
        reason="" if mail.reason == "opted-out" and not has_opted_out else sentence(mail.reason),
        answer=mail.answer,
        polls=mail.state in ON_THE_WAY and is_soon,
        again="" if has_opted_out else _again(mail),
        may_have_left=mail.state in (MailState.UNKNOWN, MailState.HELD) and mail.reason not in SINCE_PLANNED,
    )


def _again(mail: Mail) -> str:
    if mail.state is MailState.FAILED:
        return _("Try again")
    if mail.state is MailState.UNKNOWN:
        return _("Send it again")
    return _("Send it anyway") if mail.reason in SINCE_PLANNED else _("Send it now")
