"""Sending what is due: each mail once.

Only one thread of all processes is in here at a time (`postman.py`). So whatever it finds half-way was left there by
a process that died: before the handing over nothing had left, after it nobody knows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import Any

from sqlalchemy import ColumnElement, select, update

from infoview import clock
from infoview.db import as_owner, db, settings, transaction
from infoview.logs import kind, log, places
from infoview.models import Account, Contact, Mail
from infoview.models.mail import MailState
from infoview.outbox.actions import keep_as_sent
from infoview.outbox.conversation import Conversation
from infoview.outbox.failures import Failure, Unknown
from infoview.outbox.obstacles import as_called, obstacle
from infoview.outbox.servers import Access, access
from infoview.outreach.delivery import Letter, mail_of

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, *[4 * 60] * 6)]
OVERDUE = timedelta(days=1)  # what is older is not sent without asking: it may speak of a day that is over
KEEPS_TRYING = 12  # times, to write down what was accepted
PAUSE = 5  # seconds between them
MOST_IN_A_TURN = 5  # mails of one account, before the next one has its turn
LONGEST_TURN = 60  # seconds


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail as it leaves: by which server, and to whom."""

    server: Access
    to: str
    content: bytes


class Interrupted(Exception):
    """The process is about to end, or somebody was quicker."""


def send_due(stop: Event) -> None:
    """Send what is due in every account, one mail after the other and none twice, the accounts taking turns."""
    tried: set[int] = set()
    while _send_round(tried, stop):
        pass


def _send_round(tried: set[int], stop: Event) -> bool:
    """Give each account its turn, and return whether one had more to send than fits in it."""
    accounts = db.session.scalars(select(Account)).all()
    db.session.expunge_all()
    db.session.rollback()  # a snapshot held while servers are waited for would hold up others
    has_more = False
    for account in accounts:
        with as_owner(account):
            _clear_up()
            has_more = _send_some(account, tried, stop) or has_more
    return has_more


def _send_some(account: Account, tried: set[int], stop: Event) -> bool:
    """Send what is due in one account that was not tried yet, and return whether its turn was too short for all."""
    ends = monotonic() + LONGEST_TURN
    for _each in range(MOST_IN_A_TURN):
        mail_id = _next_due() if settings().mail_enabled and not stop.is_set() else None
        if mail_id is None or mail_id in tried:
            return False
        tried.add(mail_id)
        _send(mail_id, account, stop)
        if monotonic() > ends:
            break
    return True


def _clear_up() -> None:
    """Put right what a process left half-way when it died, and hold what should have gone long ago."""
    half_way = Mail.state.in_((MailState.SENDING, MailState.HANDING_OVER))
    late = (Mail.state == MailState.QUEUED) & (Mail.due_at < clock.now() - OVERDUE)
    if db.session.scalar(select(Mail.id).where(half_way | late).limit(1)) is None:
        return
    with transaction():
        _mark(MailState.SENDING, state=MailState.QUEUED)
        _mark(MailState.HANDING_OVER, state=MailState.UNKNOWN, reason="stopped")
        _mark(MailState.QUEUED, late, state=MailState.HELD, reason="overdue")


def _next_due() -> int | None:
    due = select(Mail.id).where(Mail.state == MailState.QUEUED, Mail.due_at <= clock.now())
    return db.session.scalar(due.order_by(Mail.due_at, Mail.id).limit(1))


def _send(mail_id: int, account: Account, stop: Event) -> None:
    """Send one mail, and keep what became of it."""
    try:
        parcel = _take(mail_id, account)
        with Conversation(parcel.server) as talk:
            talk.address(parcel.to, len(parcel.content))
            _begin_handing_over(mail_id, stop)
            talk.hand_over(parcel.content)
            _note_accepted(mail_id, stop)
    except Failure as failure:
        _put_back(mail_id, failure)
    except Unknown:
        with _fresh():
            _mark(MailState.HANDING_OVER, Mail.id == mail_id, state=MailState.UNKNOWN, reason="cut-off")
        log.warning("A connection broke while a mail was handed over: nobody knows whether it was sent")
    except Interrupted:
        with _fresh():
            _mark(MailState.SENDING, Mail.id == mail_id, state=MailState.QUEUED)
    except Exception as problem:
        log.error("Sending a mail failed: %s at %s", kind(problem), places(problem))
        _put_back(mail_id, Failure("inside"), since=())


def _take(mail_id: int, account: Account) -> Parcel:
    """Begin with a mail. Raises Failure if it cannot be sent any more."""
    with _fresh():
        mail = _still(mail_id, MailState.QUEUED)
        _mark(MailState.QUEUED, Mail.id == mail_id, state=MailState.SENDING, attempts=mail.attempts + 1)
        means = _means(mail)
    if isinstance(means, Failure):
        raise means
    server, name = means
    letter = Letter(name, as_called(mail.address), mail.subject, mail.body, mail.invitation)
    content = mail_of(
        letter, sender=server.sender, sender_name=account.name, header_id=mail.header_id, date=clock.now()
    )
    return Parcel(server, letter.address, content.as_bytes())


def _means(mail: Mail) -> tuple[Access, str] | Failure:
    """Return by what server a mail is sent, and how its recipient is called; or why it cannot be."""
    try:
        if problem := obstacle(mail):
            return Failure(problem)
        return access(), db.get_row(Contact, mail.contact_id).full_name
    except Failure as failure:
        return failure


def _begin_handing_over(mail_id: int, stop: Event) -> None:
    """Note down that from now on the server may have the mail. Raises Failure, or Interrupted."""
    if stop.is_set():
        raise Interrupted
    with _fresh():
        if problem := obstacle(_still(mail_id, MailState.SENDING)):
            raise Failure(problem)
        _mark(MailState.SENDING, Mail.id == mail_id, state=MailState.HANDING_OVER)


def _note_accepted(mail_id: int, stop: Event) -> None:
    """Keep a mail the server has accepted as sent. If that cannot be written down, it stays unknown."""
    accepted_at = clock.now()
    for _try in range(KEEPS_TRYING):
        try:
            with _fresh():
                keep_as_sent(_still(mail_id, MailState.HANDING_OVER), sent_at=accepted_at, at=accepted_at)
            log.info("Sent a mail")
            return
        except Exception as problem:
            log.error("A mail was sent, and this could not be kept: %s at %s", kind(problem), places(problem))
            stop.wait(PAUSE)


def _put_back(mail_id: int, failure: Failure, *, since: tuple[MailState, ...] = (MailState.HANDING_OVER,)) -> None:
    """Keep why a mail did not leave: it is tried again later, or waits for the user's word.

    `since` are states in which the server itself may have given it back. If it is the server's doing, the others that
    are due share its fate: a wrong password is not tried ten times.
    """
    now = clock.now()
    with _fresh():
        mail = db.get_row(Mail, mail_id)
        tries = failure.may_pass and mail.attempts <= len(WAITS)
        ended = MailState.HELD if failure.asks else MailState.FAILED
        kept = {
            "state": MailState.QUEUED if tries else ended,
            "due_at": now + WAITS[mail.attempts - 1] if tries else mail.due_at,
            "reason": failure.reason,
            "answer": failure.answer,
        }
        for state in (MailState.SENDING, *since):
            _mark(state, Mail.id == mail_id, **kept)
        if failure.is_of_server:
            _mark(MailState.QUEUED, (Mail.due_at <= now) & (Mail.id != mail_id), **kept)
    log.info("A mail was not sent: %s", failure.reason)


def _still(mail_id: int, state: MailState) -> Mail:
    """Return a mail that is in that state. Raises Interrupted if it is not: it was cancelled, or taken back."""
    mail = db.session.get(Mail, mail_id)
    if mail is None or mail.state is not state:
        raise Interrupted
    return mail


def _mark(present: MailState, *which: ColumnElement[bool], **values: Any) -> None:
    """Change mails that are in one state. This is no act of the user's: it leaves nothing to undo."""
    of_state = update(Mail).where(Mail.state == present, *which)
    db.session.execute(of_state.values(changed_at=clock.now(), **values))


@contextmanager
def _fresh() -> Iterator[None]:
    """Change something, having forgotten all that was read before: others write meanwhile."""
    db.session.expunge_all()
    with transaction():
        yield
