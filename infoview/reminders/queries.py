"""What the page "Are my reminders working?" shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from infoview.clock import day_of
from infoview.db import db, settings, zone
from infoview.i18n import _, _l, age_words, instant_words, ngettext
from infoview.models import Account, MailServer, Notification, PushSubscription
from infoview.models.mail import MailState
from infoview.models.notification import NotificationKind, Way
from infoview.outbox import failures
from infoview.outbox.queries import STATE_NAMES
from infoview.pushing import reasons
from infoview.reminders import digest, lease, rounds, watch
from infoview.reminders.actions import may_try_again

LAST_SHOWN = 12
KIND_NAMES: dict[NotificationKind, Any] = {
    NotificationKind.DIGEST: _l("Daily mail"),
    NotificationKind.EVENING: _l("The evening before a conversation"),
    NotificationKind.DEBRIEF: _l("Right after a conversation"),
    NotificationKind.THANKS: _l("Thank-you"),
    NotificationKind.TEST: _l("Test"),
}
LEFT_OUT: dict[str, Any] = {
    digest.NOTHING: _l("Nothing was due, so nothing was sent."),
    digest.NO_SERVER: _l("There was no mail server to send it by."),
    digest.OFF: _l("It is switched off."),
    rounds.HELD_BY_RESTORE: _l("It was left out, because it may have been sent before the backup came back."),
    rounds.HELD_BY_CLOCK: _l("It was left out, because the clock had been set."),
    "over": _l("When its turn came, there was nothing to say any more."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A reminder that was sent, or was not: what it was, when, and what became of it."""

    id: int
    name: str
    when: str
    words: str
    answer: str
    is_bad: bool
    may_try_again: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Whether reminders work: what is wrong ("" for nothing), when they were and are looked for, by which way.

    `sentence` says it in words; `is_held` is whether the user may let them go on. `address` is where mail goes, "" if
    none can be sent; `push_words` says how many browsers are told, "" if none is; `has_server` whether a mail server is
    set up, `is_on` whether this installation sends mail at all.
    """

    sentence: str
    is_held: bool
    run_words: str
    next_digest: str
    address: str
    push_words: str
    has_server: bool
    is_on: bool
    told: list[Told]


def page(account: Account, *, at: datetime) -> Page:
    """Return all the page shows."""
    trouble = watch.look(account, at=at)
    server, state = db.session.scalar(select(MailServer.id).limit(1)), lease.state()
    can_mail = server is not None and settings().mail_enabled
    return Page(
        sentence=watch.sentence(trouble),
        is_held=bool(account.reminders_held),
        run_words=_run_words(state.ran_at, at),
        next_digest=_next_digest(account, at) if can_mail else "",
        address=account.email if can_mail else "",
        push_words=_push_words(),
        has_server=server is not None,
        is_on=settings().mail_enabled,
        told=_told(at),
    )


def _run_words(ran_at: datetime | None, at: datetime) -> str:
    if ran_at is None:
        return _("infoview checks within a minute what is due.")
    if ran_at > at:
        return ""  # the clock was set: that is said in full
    age = age_words(at - ran_at)
    if at - ran_at > lease.LONGEST_ROUND:
        return _("infoview last checked %(age)s what is due.", age=age)
    return _("infoview checked %(age)s what is due, and does so again within a minute.", age=age)


def _push_words() -> str:
    count = db.session.scalar(select(func.count(PushSubscription.id))) or 0
    words = ngettext(
        "%(num)s browser is told once a day if something is due.",
        "%(num)s browsers are told once a day if something is due.",
        count,
    )
    return words if count else ""


def _next_digest(account: Account, at: datetime) -> str:
    if account.reminders_held or NotificationKind.DIGEST.value in account.reminders_off.split():
        return ""
    decision = digest.decision(day_of(at, zone()))
    waits = decision is None or decision.state in (MailState.QUEUED, MailState.SENDING, MailState.HANDING_OVER)
    when = digest.next_at(at, account.digest_hour, zone(), is_done=not waits)
    if decision is not None and waits and decision.due_at > at:
        when = decision.due_at
    if when <= at:
        return _("The daily mail is about to leave to %(address)s, if something is due.", address=account.email)
    words = instant_words(when, zone(), at)
    return _(
        "The next daily mail leaves %(when)s to %(address)s, if something is due.", when=words, address=account.email
    )


def _told(at: datetime) -> list[Told]:
    last = select(Notification).order_by(Notification.created_at.desc(), Notification.id.desc()).limit(LAST_SHOWN)
    return [_tell(each, at) for each in db.session.scalars(last)]


def _tell(notification: Notification, at: datetime) -> Told:
    state, is_push = notification.state, notification.way is Way.PUSH
    name = str(KIND_NAMES[notification.kind])
    is_bad = state in (MailState.FAILED, MailState.UNKNOWN, MailState.HELD)
    return Told(
        id=notification.id,
        name=_("%(what)s, to your browsers", what=name) if is_push else name,
        when=instant_words(notification.sent_at or notification.created_at, zone(), at),
        words=_state_words(notification, at),
        answer=notification.answer,
        is_bad=is_bad,
        may_try_again=is_bad and state is not MailState.HELD and may_try_again(notification, at=at),
    )


def _state_words(notification: Notification, at: datetime) -> str:
    state, why = notification.state, _why(notification, at)
    if state is MailState.CANCELLED:
        return why or _("Not sent")
    return f"{STATE_NAMES[state]}. {why}" if why else str(STATE_NAMES[state])


def _why(notification: Notification, at: datetime) -> str:
    reason, state = notification.reason, notification.state
    if notification.way is Way.PUSH:
        return reasons.sentence(reason)
    if state is MailState.CANCELLED:
        return str(LEFT_OUT.get(reason, ""))
    why = failures.sentence(reason) if state is not MailState.SENT else ""
    if state is MailState.QUEUED and notification.attempts and notification.due_at > at:
        again = _("It is tried again %(when)s.", when=instant_words(notification.due_at, zone(), at))
        return " ".join(filter(None, (why, again)))
    return why
