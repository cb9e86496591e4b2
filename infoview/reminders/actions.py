"""Changing when and about what one is reminded, trying it out, and letting held reminders go on."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update

from infoview.clock import day_of
from infoview.db import db, settings, zone
from infoview.errors import Invalid, Refused, Stale
from infoview.i18n import _
from infoview.models import Account, Notification
from infoview.models.mail import MailState
from infoview.models.notification import NotificationKind, Way
from infoview.outreach.delivery import new_header_id
from infoview.reminders import digest, rounds, timely
from infoview.reminders.writing import new

KINDS = (NotificationKind.DIGEST, NotificationKind.EVENING, NotificationKind.DEBRIEF, NotificationKind.THANKS)
HOURS = range(24)
STAYS_NEWS = timedelta(days=1)
ON_THE_WAY = (MailState.QUEUED, MailState.SENDING, MailState.HELD)


def edit_settings(account: Account, *, hour: int, kinds_on: Collection[str], version: int | None) -> None:
    """Keep when the daily mail leaves, and which reminders there are. Raises Invalid, or Stale."""
    if version != account.version:
        raise Stale(_("Your settings were changed in another window."), {})
    if hour not in HOURS:
        raise Invalid("digest_hour", _("Choose one of these."))
    ours = {kind.value for kind in KINDS}
    others = [word for word in account.reminders_off.split() if word not in ours]
    account.digest_hour = hour
    account.reminders_off = " ".join([*others, *(kind.value for kind in KINDS if kind.value not in kinds_on)])
    account.version += 1
    db.session.flush()


def begin_test(*, at: datetime) -> int:
    """Write down a reminder that is a test, and return its id. Raises Refused if none can leave."""
    if not settings().mail_enabled:
        raise Refused(_("Sending is switched off on this server."))
    if not rounds.has_server():
        raise Refused(_("No mail server is set up."))
    key = new_header_id("")
    written = new(NotificationKind.TEST, key, at=at)
    db.session.flush()
    return written.id


def try_again(notification: Notification, *, at: datetime) -> None:
    """Send a reminder that did not leave, or perhaps did not, once more. Raises Refused if it cannot be."""
    if notification.state not in (MailState.FAILED, MailState.UNKNOWN) or not may_try_again(notification, at=at):
        raise Refused(_("This reminder cannot be sent any more."))
    notification.state, notification.due_at, notification.reason, notification.answer = MailState.QUEUED, at, "", ""


def may_try_again(notification: Notification, *, at: datetime) -> bool:
    """Whether a reminder may still have something to say: a daily mail until its day is over, others for a day."""
    if notification.way is not Way.MAIL or notification.kind is NotificationKind.TEST:
        return False
    is_digest = notification.kind is NotificationKind.DIGEST
    if is_digest:
        return notification.key == day_of(at, zone()).isoformat()
    return at - notification.created_at < STAYS_NEWS


def go_on(account: Account, *, at: datetime) -> None:
    """Let reminders go on that were held. What may have been sent before is not sent again.

    After a backup was restored that is all that is due now; after the clock was set, what was written before.
    """
    why, account.reminders_held = account.reminders_held, ""
    waiting = update(Notification).where(Notification.way == Way.MAIL, Notification.state.in_(ON_THE_WAY))
    db.session.execute(waiting.values(state=MailState.CANCELLED, reason=why or rounds.HELD_BY_RESTORE))
    for early in db.session.scalars(select(Notification).where(Notification.created_at > at)):
        early.key = f"{early.key} ({early.id})"  # its day, or its meeting, is still to come
    if why == rounds.HELD_BY_RESTORE:
        _leave_out_due(account, at)


def _leave_out_due(account: Account, at: datetime) -> None:
    off = frozenset(account.reminders_off.split())
    due = [(each.kind, each.key) for each in timely.due(off=off, at=at)]
    if day := digest.day_due(at, account.digest_hour, zone()):
        due.append((NotificationKind.DIGEST, day.isoformat()))
    written = {tuple(row) for row in db.session.execute(select(Notification.kind, Notification.key))}
    for kind, key in due:
        if (kind, key) not in written:
            new(kind, key, at=at, reason=rounds.HELD_BY_RESTORE)
