"""One round of reminders: in every account, write down what has come due, and send what is written down."""

import secrets
from collections.abc import Callable
from datetime import datetime
from threading import Event

from sqlalchemy import select, update

from infoview import clock
from infoview.db import as_owner, db, settings, transaction, zone
from infoview.logs import kind, log, places
from infoview.models import Account, MailServer, Notification, PushSubscription
from infoview.models.mail import MailState
from infoview.models.notification import NotificationKind, Way
from infoview.pushing.sending import push_due
from infoview.reminders import digest, lease, sending, timely
from infoview.reminders.clockwork import Clockwork, Doubt
from infoview.today.agenda import due_count

HELD_BY_CLOCK, HELD_BY_RESTORE = "clock", "restored"


def do_round(holder: str, clockwork: Clockwork, stop: Event) -> str:
    """Do one round for whoever holds the lease; return what went wrong, "" for nothing.

    That is "clock" if the clock is doubted and nothing was done, else the ids of the accounts that failed.
    """
    at = clock.now()
    state = lease.state()
    behind_since = state.behind_since(at)
    doubt = clockwork.doubt(at, state.ran_at, behind_since=behind_since)
    if doubt is Doubt.WAIT:
        log.warning("The clock of this machine is behind its last round of reminders: none is sent meanwhile")
        lease.note_round(holder, at=at, problem=f"{lease.CLOCK} {behind_since.isoformat()}", is_done=False)
        return HELD_BY_CLOCK
    if doubt is Doubt.HOLD:
        log.warning("The clock of this machine was set: reminders are held until their owners say go on")
        _hold_all()
    problem = " ".join(map(str, _serve_all(stop, lambda: lease.take(holder, at=clock.now()))))
    if not stop.is_set():
        lease.note_round(holder, at=clock.now(), problem=problem)
    return problem


def run() -> str | None:
    """Do one round now, unless another process has the lease: then return None, else what went wrong."""
    holder = f"once-{secrets.token_hex(6)}"
    if not lease.take(holder, at=clock.now()):
        return None
    try:
        return do_round(holder, Clockwork(), Event())
    finally:
        lease.give_back(holder)


def told(problem: str) -> str:
    """Return what went wrong in a round, as a sentence for the person who runs the server."""
    if problem == HELD_BY_CLOCK:
        return "The clock of this machine is behind its last round of reminders: check its date and time."
    return f"The reminders of some accounts failed (numbers {problem}); the log says where."


def told_of_another() -> str:
    """Return that another process does this, as a sentence for the person who runs the server."""
    if lease.state().is_late(clock.now()):
        return "Another process is at it, but its last round is long over: infoview doctor says more."
    return "infoview runs and does this itself."


def has_server() -> bool:
    """Whether mail of the owner's can leave."""
    return settings().mail_enabled and db.session.scalar(select(MailServer.id).limit(1)) is not None


def has_browser() -> bool:
    """Whether a browser of the owner's takes pushes."""
    return db.session.scalar(select(PushSubscription.id).limit(1)) is not None


def _serve_all(stop: Event, may_go_on: Callable[[], bool]) -> list[int]:
    """Serve every account, whatever happens in another one; return the ids of those in which it failed."""
    accounts = db.session.scalars(select(Account).order_by(Account.id)).all()
    db.session.expunge_all()
    db.session.rollback()  # a snapshot held while servers are waited for would hold up others
    failed = []
    for account in accounts:
        if stop.is_set() or not may_go_on():
            break
        try:
            with as_owner(account):
                _serve(account, stop, may_go_on)
        except Exception as problem:
            log.error("The reminders of an account failed: %s at %s", kind(problem), places(problem))
            failed.append(account.id)
    return failed


def _serve(account: Account, stop: Event, may_go_on: Callable[[], bool]) -> None:
    sending.clear_up()
    if account.reminders_held:
        return
    can_mail, can_push, at = has_server(), has_browser(), clock.now()
    off = frozenset(account.reminders_off.split())
    if can_mail:
        timely.write_due(off=off, at=at)
    if can_mail or can_push:
        is_on = NotificationKind.DIGEST.value not in off
        digest.decide(hour=account.digest_hour, is_on=is_on, has_server=can_mail, at=at)
    if can_push and _waits_for_push(account.digest_hour, at):
        push_due(count=due_count(at), at=at)
    if can_mail:
        sending.send_waiting(stop, may_go_on)


def _waits_for_push(hour: int, at: datetime) -> bool:
    """Whether browsers are still to be told today: something was due, and they were not told, or not all of them."""
    day = digest.day_due(at, hour, zone())
    decision = digest.decision(day) if day is not None else None
    if day is None or decision is None or decision.reason == digest.NOTHING:
        return False
    told = select(Notification).where(Notification.way == Way.PUSH, Notification.kind == NotificationKind.DIGEST)
    push = db.session.scalar(told.where(Notification.key == day.isoformat()))
    if push is None:
        return True
    return push.state is MailState.HANDING_OVER or (push.state is MailState.QUEUED and push.due_at <= at)


def _hold_all() -> None:
    with transaction():
        free = update(Account).where(Account.reminders_held == "")
        db.session.execute(free.values(reminders_held=HELD_BY_CLOCK))
