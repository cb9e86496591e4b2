"""What else there is to do: write again, keep what was promised, look at a mail or a draft, take somebody up again."""

from datetime import date, datetime, timedelta

from infoview.clock import day_of
from infoview.i18n import _, day_words, instant_words, ngettext
from infoview.labels import KINDS
from infoview.ledger.words import BY_WORD, ONE
from infoview.models.mail import MailState
from infoview.today.cadence import months_between, months_later, spread
from infoview.today.facts import OWN_STEP, REMINDER, Facts, Left, Step, Urgency, stamp

LINES = frozenset({REMINDER, *BY_WORD})
LONGEST_LEFT = 80  # more of it is read where it stands
LIES_AFTER = timedelta(days=2)
NO_HURRY_AFTER = timedelta(days=30)  # what has waited so long is not pressing any more


def about_mail(facts: Facts, state: MailState, now: datetime, zone: str) -> Step:
    """Return what is to say about a mail that has not left, or of which nobody knows whether it has."""
    words, urgency = {
        MailState.FAILED: (_("Mail not sent: look at it"), Urgency.LATE),
        MailState.UNKNOWN: (_("Mail may have been sent: look at it"), Urgency.LATE),
        MailState.HELD: (_("Mail held back: look at it"), Urgency.SOON),
    }.get(state, (_("Mail is being sent"), Urgency.CALM))
    if state is MailState.QUEUED and facts.mail_at is not None and facts.mail_at > now:
        words = _("Mail goes out %(when)s", when=instant_words(facts.mail_at, zone, now))
    subject, fact = f"mail {facts.mail_id}", f"{state.value} {stamp(facts.mail_since)}".strip()
    return Step("mail", words, urgency, mail_id=facts.mail_id, subject=subject, fact=fact)


def keep_in_touch(facts: Facts, today: date, zone: str) -> Step | None:
    """Return when to write again, or that it is time."""
    last = facts.contact_at or facts.stage_at
    if last is None:
        return None
    spoke, chosen = day_of(last, zone), facts.touch_on
    usual = months_later(spoke, months_between(facts.warmth, facts.touch_months))
    due = chosen or usual + timedelta(days=spread(facts.contact_id))
    why, fact = _("You chose this day") if chosen else "", stamp(chosen or last.date())
    if due > today:
        return Step("touch", _("Write again %(day)s", day=day_words(due, today)), due=due, fact=fact, why=why)
    months = (today.year - spoke.year) * 12 + today.month - spoke.month - (today.day < spoke.day)
    if months < 1:
        return Step("touch", _("Time to write again"), Urgency.SOON, due, fact=fact, why=why)
    words = ngettext("Last contact %(num)s month ago", "Last contact %(num)s months ago", months)
    return Step("touch", words, Urgency.SOON, due, fact=fact, why=why)


def due_lines(facts: Facts, today: date) -> list[Step]:
    """Return what is left to do and whose day has come, what has waited longest first."""
    return [left_to_do(left, today) for left in facts.left if left.due_on <= today]


def left_to_do(left: Left, today: date) -> Step:
    """Return what there is to do, in the words in which it was noted; of what is for later, with its day."""
    body = left.body if len(left.body) <= LONGEST_LEFT else f"{left.body[: LONGEST_LEFT - 1].rstrip()}…"
    words, urgency = body, Urgency.LATE if left.due_on < today else Urgency.SOON
    if left.due_on <= today and left.kind not in (OWN_STEP, REMINDER):
        words = _("%(what)s: %(words)s", what=str(ONE[left.kind]), words=body)
    waits_long = left.kind in LINES and left.due_on < today - NO_HURRY_AFTER
    if left.due_on > today or waits_long:
        day = _("for %(day)s", day=day_words(left.due_on, today))
        words, urgency = f"{words} ({day})", Urgency.CALM
    return Step(left.kind, words, urgency, left.due_on, subject=left.subject, fact=stamp(left.due_on), body=body)


def lying_drafts(facts: Facts, now: datetime, today: date, zone: str) -> list[Step]:
    """Return the drafts nobody has touched for two days."""
    return [
        Step(
            "draft",
            _("%(kind)s not sent, written %(day)s", kind=KINDS[draft.kind], day=_day(draft.saved_at, today, zone)),
            subject=f"draft {draft.id}",
            fact=stamp(draft.saved_at),
            kind=draft.kind.value,
            about_id=draft.about_id,
        )
        for draft in facts.drafts
        if now - draft.saved_at >= LIES_AFTER
    ]


def take_up_again(facts: Facts, today: date) -> list[Step]:
    """Return that the day has come until which a contact was paused."""
    until = facts.paused_until
    if until is None or until > today:
        return []
    words = _("Paused until %(day)s: take them up again", day=day_words(until, today))
    return [Step("paused-until", words, Urgency.SOON, until, fact=stamp(until))]


def _day(at: datetime, today: date, zone: str) -> str:
    return day_words(day_of(at, zone), today)
