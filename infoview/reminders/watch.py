"""What is wrong with the reminders, in one word, for each account: kept in memory, where every page finds it.

The thread of the reminders looks every few seconds, in every process. So a page asks the database nothing, and what
is mended is gone from the pages of all processes soon.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from infoview import clock
from infoview.db import as_owner, db, settings
from infoview.i18n import _
from infoview.models import Account, Notification, PushSubscription
from infoview.models.mail import MailState
from infoview.models.notification import Way
from infoview.outbox import failures
from infoview.pushing import reasons
from infoview.reminders import lease, rounds

LONGEST_PAUSE = timedelta(minutes=10)  # between two rounds; the server does one each minute
KEEPS_FAILING = timedelta(hours=1)
STANDS_STILL, FAILED_INSIDE, UNKNOWN, MAIL = "stands-still", "inside", "unknown", "mail:"
PUSH = "push:"
FORGOTTEN_IS_NEWS = timedelta(days=7)
_STARTED = clock.steady()
SETTLED = (MailState.SENT, MailState.FAILED, MailState.UNKNOWN)
_seen: dict[tuple[Path, int], str | None] = {}  # None where no reminder is promised
_looked_at: dict[Path, timedelta] = {}


def look_at_all() -> None:
    """Look at the reminders of every account; from now on its pages say what is seen."""
    accounts: Iterable[Account] = db.session.scalars(select(Account)).all()
    db.session.expunge_all()
    db.session.rollback()
    for account in accounts:
        with as_owner(account):
            _seen[settings().data, account.id] = _trouble(account, clock.now())
    _looked_at[settings().data] = clock.steady()


def look(account: Account, *, at: datetime) -> str:
    """Return what is wrong with the reminders of the account at work, "" for nothing, and have its pages say so."""
    found, place = _trouble(account, at), (settings().data, account.id)
    if place in _seen:
        _seen[place] = found
    return found or ""


def seen(account_id: int) -> str:
    """Return what was wrong with an account's reminders when somebody looked last; this asks the database nothing."""
    data = settings().data
    found = _seen.get((data, account_id))
    if found == "" and clock.steady() - _looked_at.get(data, clock.steady()) > LONGEST_PAUSE:
        return STANDS_STILL  # the thread that looks does not any more
    return found or ""


def forget() -> None:
    """Forget what was seen."""
    _seen.clear()
    _looked_at.clear()


def sentence(trouble: str) -> str:
    """Return what is wrong, in words."""
    if trouble.startswith(MAIL):
        why = failures.sentence(trouble.removeprefix(MAIL))
        return " ".join(filter(None, (_("Your last reminder could not be sent."), why)))
    if trouble.startswith(PUSH):
        why = reasons.sentence(trouble.removeprefix(PUSH))
        return " ".join(filter(None, (_("Your last push did not arrive."), why)))
    return {
        rounds.HELD_BY_RESTORE: _(
            "Your data came back from a backup, so reminders are held until you say that they may go on."
        ),
        rounds.HELD_BY_CLOCK: _(
            "The clock of the machine infoview runs on was set, so reminders are held until you say that they may "
            "go on."
        ),
        "waits": _(
            "The clock of the machine infoview runs on is behind, so no reminder is sent for now. "
            "Check its date and time."
        ),
        STANDS_STILL: _("Reminders stand still: infoview has not checked for a while what is due. Start it again."),
        FAILED_INSIDE: _("Something goes wrong when infoview checks what is due. Its log says more."),
        UNKNOWN: _("Nobody knows whether your last reminder arrived. Send yourself a test to see whether they do."),
    }.get(trouble, "")


def _trouble(account: Account, at: datetime) -> str | None:
    can_mail = rounds.has_server()
    by_push = _last_push(at, is_only_way=not can_mail)
    if not (can_mail or rounds.has_browser()):
        return by_push or None
    held = db.session.scalar(select(Account.reminders_held).where(Account.id == account.id))
    state = lease.state()
    if held:
        return held
    if state.is_clock_behind:
        return "waits"
    if _stands_still(state.ran_at, at):
        return STANDS_STILL
    if str(account.id) in state.problem.split():
        return FAILED_INSIDE
    return (_last_mail(at) if can_mail else "") or by_push


def _stands_still(ran_at: datetime | None, at: datetime) -> bool:
    """Whether nobody has looked for long; a server that has just been started has not looked yet, and will."""
    if ran_at is None:
        return clock.steady() - _STARTED > LONGEST_PAUSE
    return at - ran_at > LONGEST_PAUSE


def _last_mail(at: datetime) -> str:
    """Return what became of the last reminder by mail, if that was not good; "" for one only just tried again."""
    by_mail = Notification.way == Way.MAIL
    is_late = (Notification.state == MailState.QUEUED) & (Notification.attempts > 0)
    is_late &= Notification.created_at < at - KEEPS_FAILING
    told = select(Notification.state, Notification.reason).where(by_mail, Notification.state.in_(SETTLED) | is_late)
    last = db.session.execute(told.order_by(Notification.created_at.desc(), Notification.id.desc()).limit(1)).first()
    if last is None or last.state is MailState.SENT:
        return ""
    return UNKNOWN if last.state is MailState.UNKNOWN else f"{MAIL}{last.reason}"


def _last_push(at: datetime, *, is_only_way: bool) -> str:
    """Return what became of the last push, if no browser took it and none was put right since.

    That the last browser was forgotten is told for a week, and only where nothing comes by mail either.
    """
    settled = (Notification.way == Way.PUSH, Notification.state.in_(SETTLED))
    told = select(Notification.state, Notification.reason, Notification.created_at).where(*settled)
    last = db.session.execute(told.order_by(Notification.created_at.desc(), Notification.id.desc()).limit(1)).first()
    if last is None or last.state is not MailState.FAILED:
        return ""
    browsers = db.session.scalars(select(PushSubscription.reason)).all()
    is_forgotten = not browsers and last.reason == "gone"
    is_news = is_forgotten and is_only_way and at - last.created_at < FORGOTTEN_IS_NEWS
    return f"{PUSH}{last.reason}" if is_news or (browsers and all(browsers)) else ""
