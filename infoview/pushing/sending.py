"""Telling an account's browsers that something is due: once a day, and nothing but that.

The notification is written down before anything leaves, so a push lost in a crash is not sent again: the page shows
all of it anyway.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from infoview.clock import day_of
from infoview.db import db, settings, transaction, zone
from infoview.errors import CannotStart
from infoview.i18n import _
from infoview.logs import log
from infoview.models import Notification, PushSubscription
from infoview.models.mail import MailState
from infoview.models.notification import NotificationKind, Way
from infoview.pushing.keys import authorization
from infoview.pushing.services import Answer, hand_over, origin_of

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a push: how many browsers have it, how many do not take any more, how many failed, and why."""

    sent: int = 0
    gone: int = 0
    failed: int = 0
    reason: str = ""
    may_pass: bool = False


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that takes pushes."""

    id: int
    endpoint: str
    p256dh: str
    auth: str


def push_due(*, count: int, at: datetime) -> Outcome:
    """Tell the owner's browsers that something is due, once for each local day; nothing if nothing is, or none asked.

    Called again on the same day it only tries again what a service could not take just then.
    """
    key = day_of(at, zone()).isoformat()
    browsers = _waiting(key, at=at) if count > 0 else []
    if not browsers:
        return Outcome()
    notification_id = _begin(NotificationKind.DIGEST, key, at=at)
    return Outcome() if notification_id is None else _send(notification_id, browsers, at=at)


def push_test(*, at: datetime) -> Outcome:
    """Send every browser of the owner a push that says it is a test."""
    browsers = _browsers()
    notification_id = _begin(NotificationKind.TEST, at.isoformat(), at=at) if browsers else None
    return Outcome() if notification_id is None else _send(notification_id, browsers, at=at, is_test=True)


def _browsers(*, but_since: datetime | None = None) -> list[Browser]:
    columns = PushSubscription.id, PushSubscription.endpoint, PushSubscription.p256dh, PushSubscription.auth
    wanted = select(*columns).order_by(PushSubscription.id)
    if but_since is not None:
        wanted = wanted.where(PushSubscription.sent_at.is_(None) | (PushSubscription.sent_at < but_since))
    return [Browser(*row) for row in db.session.execute(wanted)]


def _waiting(key: str, *, at: datetime) -> list[Browser]:
    """Return the browsers that are still to be told what `key` is about."""
    notification = _find(NotificationKind.DIGEST, key)
    if notification is None:
        return _browsers()
    if notification.state is MailState.HANDING_OVER:
        _note_stopped(notification.id)
    if notification.state is not MailState.QUEUED or notification.due_at > at:
        return []
    return _browsers(but_since=notification.created_at)


def _note_stopped(notification_id: int) -> None:
    """Keep that a process died while it pushed: only one of all is in here at a time, and now it is this one."""
    with transaction():
        notification = db.get_row(Notification, notification_id)
        notification.state, notification.reason = MailState.UNKNOWN, "stopped"


def _find(kind: NotificationKind, key: str) -> Notification | None:
    wanted = select(Notification).where(Notification.kind == kind, Notification.key == key)
    return db.session.scalar(wanted.where(Notification.way == Way.PUSH))


def _begin(kind: NotificationKind, key: str, *, at: datetime) -> int | None:
    """Write down that a push is about to leave; None if another process has done so."""
    db.session.expunge_all()
    with transaction():
        notification = _find(kind, key)
        if notification is None:
            notification = Notification(kind=kind, way=Way.PUSH, key=key, due_at=at, created_at=at)
            db.session.add(notification)
        elif notification.state is not MailState.QUEUED:
            return None
        notification.state, notification.attempts = MailState.HANDING_OVER, (notification.attempts or 0) + 1
        db.session.flush()
        return notification.id


def _send(notification_id: int, browsers: Iterable[Browser], *, at: datetime, is_test: bool = False) -> Outcome:
    words = _("This is a test. Pushes work here.") if is_test else _("Something is due.")
    content = json.dumps({"words": words}).encode()
    answers = [(browser.id, _push(browser, content, at=at)) for browser in browsers]
    outcome = Outcome(
        sent=sum(answer.is_taken for _id, answer in answers),
        gone=sum(answer.is_gone for _id, answer in answers),
        failed=sum(not answer.is_taken and not answer.is_gone for _id, answer in answers),
        reason=next((answer.reason for _id, answer in answers if answer.reason), ""),
        may_pass=any(answer.may_pass for _id, answer in answers),
    )
    with transaction():
        for browser_id, answer in answers:
            _note_browser(browser_id, answer, at=at)
        _note(notification_id, outcome, at=at)
    log.info("Pushed to %d browsers; %d are gone, %d failed", outcome.sent, outcome.gone, outcome.failed)
    return outcome


def _push(browser: Browser, content: bytes, *, at: datetime) -> Answer:
    from infoview.pushing.encryption import seal  # slow to load: not at every start

    origin = origin_of(browser.endpoint, settings())
    if origin is None:
        return Answer(reason="host")
    try:
        sealed = seal(content, p256dh=browser.p256dh, auth=browser.auth)
    except ValueError:
        return Answer(is_gone=True, reason="gone")
    try:
        permit = authorization(settings(), origin, at=at)
    except CannotStart as problem:
        log.error("No push can be sent: %s", problem)
        return Answer(reason="own-key")
    return hand_over(browser.endpoint, sealed, origin=origin, authorization=permit)


def _note_browser(browser_id: int, answer: Answer, *, at: datetime) -> None:
    """Keep what became of a push to a browser; one that is gone is forgotten."""
    browser = db.session.get(PushSubscription, browser_id)
    if browser is None:
        return
    if answer.is_gone:
        db.session.delete(browser)
        return
    browser.reason = answer.reason
    if answer.is_taken:
        browser.sent_at = at


def _note(notification_id: int, outcome: Outcome, *, at: datetime) -> None:
    notification = db.get_row(Notification, notification_id)
    is_again = (
        outcome.may_pass and notification.attempts <= len(WAITS) and notification.kind is not NotificationKind.TEST
    )
    if is_again:
        notification.state, notification.due_at = MailState.QUEUED, at + WAITS[notification.attempts - 1]
    else:
        notification.state = MailState.SENT if outcome.sent else MailState.FAILED
    notification.sent_at = at if outcome.sent else notification.sent_at
    notification.reason = outcome.reason
