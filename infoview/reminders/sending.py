"""Sending the reminders that are written down: each once, whatever happens.

It goes as with other mails (`outbox/sender.py`), but here two may be at work, when one was slow and lost the lease.
So every step is tied to the attempt it belongs to: a mail is handed over by whoever began with it last, and nobody
begins with one that may have left.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, or_, select, update

from infoview import clock
from infoview.db import db, owner_id, settings, transaction
from infoview.logs import kind, log, places
from infoview.models import Account, Notification
from infoview.models.mail import MailState
from infoview.models.notification import NotificationKind, Way
from infoview.outbox.conversation import Conversation
from infoview.outbox.failures import Failure, Unknown
from infoview.outbox.obstacles import as_called
from infoview.outbox.sender import Interrupted, Parcel
from infoview.outbox.servers import access
from infoview.reminders.composing import compose
from infoview.reminders.labels import mail_with

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, *[2 * 60] * 12)]
KEEPS_TRYING, PAUSE = 12, 5  # times, and seconds between them, to write down what was accepted
MOST_IN_A_ROUND = 10
TESTS_LAST = timedelta(minutes=5)
OVER = "over"
_MAIL = Notification.way == Way.MAIL


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to send a reminder: no other attempt may go on with it."""

    id: int
    number: int


def clear_up() -> None:
    """Put right what a process left half-way when it died: before the handing over nothing had left.

    Only for whoever holds the lease. A test is somebody's who waits for its answer, and nobody sends it again.
    """
    is_test = Notification.kind == NotificationKind.TEST
    half_way = Notification.state.in_((MailState.SENDING, MailState.HANDING_OVER))
    old_test = is_test & (Notification.due_at < clock.now() - TESTS_LAST)
    waits = half_way | (Notification.state == MailState.QUEUED) & old_test
    if db.session.scalar(select(Notification.id).where(_MAIL, waits).limit(1)) is None:
        return
    ours = or_(~is_test, old_test)
    with transaction():
        _mark(MailState.HANDING_OVER, ours, state=MailState.UNKNOWN, reason="stopped")
        _mark(MailState.SENDING, ~is_test, state=MailState.QUEUED)
        for state in (MailState.SENDING, MailState.QUEUED):
            _mark(state, old_test, state=MailState.FAILED, reason="inside")


def send_waiting(stop: Event, may_go_on: Callable[[], bool]) -> None:
    """Send what is written down and due, one after the other."""
    tried: set[int] = set()
    for _each in range(MOST_IN_A_ROUND):
        next_id = _next_due(tried)
        if next_id is None or stop.is_set() or not may_go_on():
            return
        tried.add(next_id)
        send(next_id, stop)


def send(notification_id: int, stop: Event) -> None:
    """Send one reminder, and keep what became of it."""
    attempt: Attempt | None = None
    try:
        attempt = _take(notification_id)
        parcel = _parcel(attempt)
        with Conversation(parcel.server) as talk:
            talk.address(parcel.to, len(parcel.content))
            _begin_handing_over(attempt, stop)
            talk.hand_over(parcel.content)
            _note_accepted(attempt, stop)
    except Failure as failure:
        _put_back(attempt, failure)
    except Unknown:
        _change(attempt, MailState.HANDING_OVER, state=MailState.UNKNOWN, reason="cut-off")
        log.warning("A connection broke while a reminder was handed over: nobody knows whether it was sent")
    except Interrupted:
        _change(attempt, MailState.SENDING, state=MailState.QUEUED)
    except Exception as problem:
        log.error("Sending a reminder failed: %s at %s", kind(problem), places(problem))
        _put_back(attempt, Failure("inside"), came_back=False)


def _next_due(tried: set[int]) -> int | None:
    if not settings().mail_enabled:
        return None
    due = select(Notification.id).where(
        *(_MAIL, Notification.state == MailState.QUEUED, Notification.due_at <= clock.now()),
        *(Notification.kind != NotificationKind.TEST, Notification.id.not_in(tried)),
    )
    found = db.session.scalar(due.order_by(Notification.due_at, Notification.id).limit(1))
    db.session.rollback()  # no snapshot is held while the server is waited for
    return found


def _take(notification_id: int) -> Attempt:
    """Begin with a reminder. Raises Interrupted if somebody else has."""
    with _fresh():
        found = db.session.get(Notification, notification_id)
        if found is None or found.state is not MailState.QUEUED:
            raise Interrupted
        attempt = Attempt(found.id, found.attempts + 1)
        found.state, found.attempts, found.due_at = MailState.SENDING, attempt.number, clock.now()
    return attempt


def _parcel(attempt: Attempt) -> Parcel:
    """Make the mail as things stand now. Raises Failure, or Interrupted if there is nothing to say any more."""
    notification = db.get_row(Notification, attempt.id)
    account = _account()
    letter = compose(notification, account, at=clock.now())
    if letter is None:
        if notification.reason:  # it could not be sent while there was something to say
            raise Failure(OVER)
        _change(attempt, MailState.SENDING, state=MailState.CANCELLED, reason=OVER)
        raise Interrupted
    server, to = access(), as_called(account.email)
    if not to:
        raise Failure("address")
    mail = mail_with(
        letter,
        to=to,
        name=account.name,
        sender=server.sender,
        header_id=notification.header_id,
        date=clock.now(),
    )
    db.session.rollback()  # no snapshot is held while the server is waited for
    return Parcel(server, to, mail.as_bytes())


def _begin_handing_over(attempt: Attempt, stop: Event) -> None:
    """Note down that from now on the server may have it. Raises Interrupted if it is not ours to send any more."""
    if stop.is_set():
        raise Interrupted
    with _fresh():
        if _account().reminders_held or not _mark(
            MailState.SENDING, *_of(attempt), state=MailState.HANDING_OVER, due_at=clock.now()
        ):
            raise Interrupted


def _note_accepted(attempt: Attempt, stop: Event) -> None:
    """Keep a reminder the server has accepted as sent, also if somebody took us for dead meanwhile."""
    accepted_at = clock.now()
    for _try in range(KEEPS_TRYING):
        try:
            with _fresh():
                for state in (MailState.HANDING_OVER, MailState.UNKNOWN):
                    _mark(state, *_of(attempt), state=MailState.SENT, sent_at=accepted_at, reason="", answer="")
            log.info("Sent a reminder")
            return
        except Exception as problem:
            log.error("A reminder was sent, and this could not be kept: %s at %s", kind(problem), places(problem))
            stop.wait(PAUSE)


def _put_back(attempt: Attempt | None, failure: Failure, *, came_back: bool = True) -> None:
    """Keep why a reminder did not leave. It is tried again later if that may help; `came_back` tells that the server
    itself may have refused it at the end."""
    if attempt is None:
        return
    with _fresh():
        is_test = db.get_row(Notification, attempt.id).kind is NotificationKind.TEST
        tries = failure.may_pass and attempt.number <= len(WAITS) and not is_test
        kept: dict[str, Any] = {"state": MailState.FAILED}
        if failure.reason != OVER:  # else what went wrong before still stands there
            kept |= {"reason": failure.reason, "answer": failure.answer}
        if tries:
            kept |= {"state": MailState.QUEUED, "due_at": clock.now() + WAITS[attempt.number - 1]}
        for state in (MailState.SENDING, *([MailState.HANDING_OVER] if came_back else [])):
            _mark(state, *_of(attempt), **kept)
    log.info("A reminder was not sent: %s", failure.reason)


def _account() -> Account:
    return db.session.get_one(Account, owner_id())


def _of(attempt: Attempt) -> tuple[ColumnElement[bool], ...]:
    return Notification.id == attempt.id, Notification.attempts == attempt.number


def _change(attempt: Attempt | None, present: MailState, **values: Any) -> None:
    if attempt is not None:
        with _fresh():
            _mark(present, *_of(attempt), **values)


def _mark(present: MailState, *which: ColumnElement[bool], **values: Any) -> bool:
    """Change reminders that are in one state; return whether there were any."""
    of_state = update(Notification).where(_MAIL, Notification.state == present, *which)
    changed: CursorResult[Any] = db.session.execute(of_state.values(**values))  # type: ignore[assignment]
    return bool(changed.rowcount)


@contextmanager
def _fresh() -> Iterator[None]:
    """Change something, having forgotten all that was read before: others write meanwhile."""
    db.session.expunge_all()
    with transaction():
        yield
