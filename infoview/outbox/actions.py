"""Queueing a mail, cancelling it, and saying what became of it."""

from datetime import datetime

from sqlalchemy import select

from infoview.db import db, describe, settings
from infoview.errors import Invalid, Refused
from infoview.i18n import _
from infoview.models import Contact, Draft, Mail, MailServer, Message
from infoview.models.draft import DraftState
from infoview.models.mail import MailState
from infoview.models.message import Channel, Route
from infoview.outbox.failures import SINCE_PLANNED, sentence
from infoview.outreach.actions import keep_sent
from infoview.outreach.delivery import INVITATION, is_address, new_header_id
from infoview.outreach.labels import opted_out_words

SEEN_ALL = {"include_deleted": True}
STUCK = frozenset({MailState.FAILED, MailState.UNKNOWN, MailState.HELD})


def queue(
    contact: Contact,
    draft: Draft,
    *,
    subject: str,
    body: str,
    address: str,
    route: Route | None,
    language: str | None,
    due_at: datetime,
    at: datetime,
    invitation: str = "",
) -> Mail:
    """Have the text of an open draft sent to `address`, at `due_at` or soon; the draft rests meanwhile.

    `invitation` is an .ics text it brings, or "".

    Raises Refused if nothing can be sent, there is no text, the draft is not open, or the contact asked not to be
    written to; Invalid for an address no mail can go to.
    """
    describe("queue")
    server = db.session.scalar(select(MailServer))
    if server is None or not settings().mail_enabled:
        raise Refused(_("No mail can be sent from here now. Set up your mail server first."))
    if contact.opted_out_at is not None:
        raise Refused(opted_out_words(contact.full_name))
    if draft.state is not DraftState.OPEN:
        raise Refused(_("This draft is not open any more."))
    if not body.strip():
        raise Refused(_("There is no text in this message yet."))
    if not address.strip():
        raise Invalid("address", _("Write their e-mail address first."))
    if not is_address(address):
        raise Invalid("address", _("This does not look like an e-mail address."))
    draft.state = DraftState.QUEUED
    draft.version += 1
    mail = Mail(
        contact_id=contact.id,
        about_id=draft.about_id,
        draft_id=draft.id,
        kind=draft.kind,
        route=route,
        language=language,
        address=address,
        subject=subject,
        body=body,
        invitation=invitation,
        header_id=new_header_id(server.sender.rpartition("@")[2]),
        state=MailState.QUEUED,
        due_at=max(due_at, at),
        changed_at=at,
        created_at=at,
    )
    db.session.add(mail)
    db.session.flush()
    return mail


def cancel(mail: Mail, at: datetime) -> None:
    """Do not send a mail that still waits; its draft can be written on again. Raises Refused once it is on its way."""
    describe("cancel")
    if mail.state is not MailState.QUEUED:
        raise Refused(_("This message is not waiting any more."))
    _change(mail, MailState.CANCELLED, at)
    _reopen_draft(mail)


def try_again(mail: Mail, at: datetime) -> None:
    """Send a mail that did not leave, or of which that is not known, once more. Raises Refused for any other.

    What it was held for does not hold it again: the user has been told, and wants it sent.
    """
    describe("try_again")
    _check_stuck(mail)
    contact = _contact(mail)
    if contact.opted_out_at is not None:
        raise Refused(opted_out_words(contact.full_name))
    if mail.reason in SINCE_PLANNED:
        mail.created_at = at
    _change(mail, MailState.QUEUED, at)
    mail.due_at, mail.attempts, mail.reason, mail.answer = at, 0, "", ""


def hold_back(contact: Contact, at: datetime) -> None:
    """Hold what waits to be sent to a contact who asked not to be written to."""
    waiting = select(Mail).where(Mail.contact_id == contact.id, Mail.state == MailState.QUEUED)
    for mail in db.session.scalars(waiting):
        _change(mail, MailState.HELD, at)
        mail.reason, mail.answer = "opted-out", ""


def settle(mail: Mail, *, went: bool, at: datetime) -> None:
    """Take the user's word for what became of a mail: kept as sent, or back to its draft.

    Raises Refused unless it failed, is held, or nobody knows.
    """
    describe("send" if went else "cancel")
    _check_stuck(mail)
    if went:
        keep_as_sent(mail, sent_at=mail.changed_at, at=at)
    else:
        _change(mail, MailState.CANCELLED, at)
        _reopen_draft(mail)


def keep_as_sent(mail: Mail, *, sent_at: datetime, at: datetime) -> None:
    """Make a mail that left the message it is, close its draft, and move the card. Raises Refused without a draft."""
    describe("send")
    draft = db.session.get(Draft, mail.draft_id, execution_options=SEEN_ALL) if mail.draft_id else None
    if draft is None:
        raise Refused(sentence("draft"))
    keep_sent(
        _contact(mail),
        draft,
        subject=mail.subject,
        body=mail.body,
        route=mail.route,
        language=mail.language,
        channel=Channel.EMAIL,
        address=mail.address,
        header_id=mail.header_id,
        sent_at=sent_at,
        at=at,
        attachments=INVITATION if mail.invitation else "",
    )
    db.session.flush()
    of_draft = select(Message.id).where(Message.draft_id == draft.id).order_by(Message.id.desc())
    mail.message_id = db.session.scalar(of_draft.limit(1))
    mail.reason = mail.answer = ""
    _change(mail, MailState.SENT, at)


def _change(mail: Mail, state: MailState, at: datetime) -> None:
    mail.state, mail.changed_at = state, at


def _check_stuck(mail: Mail) -> None:
    if mail.state not in STUCK:
        raise Refused(_("This message is not waiting for your word any more."))


def _contact(mail: Mail) -> Contact:
    contact = db.session.get(Contact, mail.contact_id, execution_options=SEEN_ALL)
    assert contact is not None, "a mail goes with its contact"
    return contact


def _reopen_draft(mail: Mail) -> None:
    """Open the draft again, unless another of its kind was begun since: there is one open at a time."""
    draft = db.session.get(Draft, mail.draft_id) if mail.draft_id else None
    if draft is None or draft.state is not DraftState.QUEUED:
        return
    of_kind = (Draft.contact_id == draft.contact_id, Draft.kind == draft.kind, Draft.about_id == draft.about_id)
    other = db.session.scalar(select(Draft.id).where(*of_kind, Draft.state == DraftState.OPEN).limit(1))
    draft.state = DraftState.OPEN if other is None else DraftState.DISCARDED
    draft.version += 1
