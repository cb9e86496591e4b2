"""The one thing now due on a contact, from the facts: the same rules for the board, Today, mail and feed.

The clocks are the defaults of the method: a thank-you within two days of the meeting, a word every three months to
a warm contact and every six to others. When to follow up on a request is the user's own rule (`rhythm.py`).
"""

import enum
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from infoview.clock import day_of
from infoview.i18n import _, day_words, instant_words, ngettext
from infoview.ledger.words import ONE
from infoview.models.contact import Warmth
from infoview.models.mail import MailState
from infoview.models.meeting import LONGEST_TALK, MeetingStatus
from infoview.models.message import Answer
from infoview.models.stage import Stage
from infoview.today.rhythm import Rhythm

THANK_SOON = timedelta(hours=24)
THANK_LATE = timedelta(hours=48)
MONTHS_IF_WARM, MONTHS_OTHERWISE = 3, 6
OWN_STEP = "own-step"
LONGEST_LEFT = 80  # more of it is read where it stands
STUCK = frozenset({MailState.FAILED, MailState.UNKNOWN, MailState.HELD})  # they wait for the user's word


class Urgency(enum.Enum):
    """How pressing a step is: only `SOON` and `LATE` are coloured."""

    CALM = ""
    SOON = "is-soon"
    LATE = "is-late"


@dataclass(frozen=True, slots=True)
class Left:
    """Something a conversation left to do: the user's own next step, or an open line of the ledger of that kind."""

    kind: str
    body: str
    due_on: date


@dataclass(slots=True)  # not frozen: a board makes hundreds, and freezing takes three times as long
class Facts:
    """What the rules look at. Instants are aware; a meeting is its end as an instant, with its day and words.

    `meets_…` are about the meeting to come: noted down at `meets_noted_at`, and given another time at
    `meets_changed_at`. The contact did not come to the one of `missed_at`. The one held last `is_unwritten` if its
    clock ran and it was not written up.

    `waits_for` is who was asked for an introduction to the contact. A reply to a no was sent at `consoled_at`.
    Of what conversations left, `left` is due, and the own step that is `planned` is for later.
    `mail` is the state of a mail to them that has not left the outbox, which goes out at `mail_at`.
    """

    stage: Stage | None
    stage_at: datetime | None = None
    waits_for: str = ""
    requested_at: datetime | None = None
    nudged_at: datetime | None = None
    answer: Answer | None = None
    answered_at: datetime | None = None
    consoled_at: datetime | None = None
    confirmed_at: datetime | None = None
    meets_until: datetime | None = None
    meets_day: date | None = None
    meets_time: str = ""
    meets_status: MeetingStatus = MeetingStatus.AGREED
    meets_noted_at: datetime | None = None
    meets_changed_at: datetime | None = None
    talks_at: datetime | None = None
    talks_time: str = ""
    missed_at: datetime | None = None
    is_unwritten: bool = False
    met_at: datetime | None = None
    thanked_at: datetime | None = None
    contact_at: datetime | None = None
    warmth: Warmth | None = None
    touch_months: int | None = None
    touch_on: date | None = None
    left: Left | None = None
    planned: Left | None = None
    mail: MailState | None = None
    mail_at: datetime | None = None
    mail_id: int = 0
    is_resting: bool = False
    has_opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What is due, in words; `rule` names why, `due` when (None: no day).

    `who` is somebody else whom it is about: id and name of the person to ask next. `mail_id` is the mail it is about.
    """

    rule: str
    words: str
    urgency: Urgency = Urgency.CALM
    due: date | None = None
    who: tuple[int, str] | None = None
    mail_id: int = 0


# What waits for the user or for them, whatever lies in the outbox.
COMES_BEFORE_MAIL = frozenset({"answered", "agree", "confirm", "meets", "talking", "write-up"})
IS_TO_WRITE = frozenset(
    {"ask", "introduction", "asked", "nudge", "ask-another", "said-no", "thank", "promise", "touch"}
)


def of(facts: Facts, *, now: datetime, zone: str, rhythm: Rhythm = Rhythm()) -> Step | None:  # noqa: B008  (frozen)
    """Return the next step of a contact, or None: off the board, paused and closed contacts have none."""
    if facts.stage is None or facts.is_resting:
        return None
    step = _of_stage(facts, now, day_of(now, zone), zone, rhythm)
    if facts.mail is not None and (facts.mail in STUCK or step is None or step.rule not in COMES_BEFORE_MAIL):
        return _mail(facts, facts.mail, now, zone)
    if facts.has_opted_out and (step is None or step.rule in IS_TO_WRITE):
        return Step("opted-out", _("Asked not to be written to"))
    return step


def _of_stage(facts: Facts, now: datetime, today: date, zone: str, rhythm: Rhythm) -> Step | None:
    assert facts.stage is not None
    meeting = _meeting(facts, now, today)
    if meeting is not None and facts.stage.rank < Stage.MET.rank:
        return meeting
    if facts.stage is Stage.IDENTIFIED:
        if facts.waits_for:
            return Step("introduction", _("Waiting for %(name)s’s introduction", name=facts.waits_for))
        return Step("ask", _("Not asked yet"))
    if facts.stage is Stage.REQUESTED:
        return _request(facts, now, today, zone, rhythm)
    thanks = _thank_you(facts, now, today, zone) if facts.stage is Stage.MET else None
    if thanks is not None and thanks.rule == "thank":
        return _write_up(facts, thanks, today, zone)
    if meeting is not None:
        return meeting
    if facts.left is not None:
        return _left(facts.left, today)
    last = thanks if facts.stage is Stage.MET else _keep_in_touch(facts, today, zone)
    is_calm = last is None or last.urgency is Urgency.CALM
    return _left(facts.planned, today) if facts.planned is not None and is_calm else last


def _mail(facts: Facts, state: MailState, now: datetime, zone: str) -> Step:
    """Return what is to say about a mail that has not left, or of which nobody knows whether it has."""
    words, urgency = {
        MailState.FAILED: (_("Mail not sent: look at it"), Urgency.LATE),
        MailState.UNKNOWN: (_("Mail may have been sent: look at it"), Urgency.LATE),
        MailState.HELD: (_("Mail held back: look at it"), Urgency.SOON),
    }.get(state, (_("Mail is being sent"), Urgency.CALM))
    if state is MailState.QUEUED and facts.mail_at is not None and facts.mail_at > now:
        words = _("Mail goes out %(when)s", when=instant_words(facts.mail_at, zone, now))
    return Step("mail", words, urgency, mail_id=facts.mail_id)


def months_between(facts: Facts) -> int:
    """Return how many months to let pass between two contacts."""
    return facts.touch_months or (MONTHS_IF_WARM if facts.warmth is Warmth.WARM else MONTHS_OTHERWISE)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _meeting(facts: Facts, now: datetime, today: date) -> Step | None:
    """Return what there is to do about the meeting to come, or the one they missed; None if there is neither.

    One that was over when the card came to its stage is part of what brought it there.
    """
    if facts.meets_until is None or facts.meets_day is None:
        missed = (
            facts.missed_at is not None
            and _is_news(facts, facts.missed_at)
            and not _has_answered(facts, facts.missed_at)
        )
        return Step("no-show", _("Did not come: agree on another day"), Urgency.SOON) if missed else None
    if facts.talks_at is not None and now - facts.talks_at < LONGEST_TALK:
        return Step("talking", _("You are talking, since %(time)s", time=facts.talks_time), due=facts.meets_day)
    is_over, status = facts.meets_until <= now, facts.meets_status
    if (is_over or status is MeetingStatus.MOVED) and not _is_news(facts, facts.meets_until):
        return None
    if status is not MeetingStatus.AGREED and _has_answered(facts, facts.meets_noted_at):
        return None
    day = day_words(facts.meets_day, today)
    if status is MeetingStatus.MOVED:
        return Step("moved", _("New day to agree on"), Urgency.SOON)
    if status is MeetingStatus.PROPOSED:
        if is_over:
            return Step("proposed", _("Proposed for %(day)s: did you talk?", day=day), Urgency.SOON)
        words = " ".join(filter(None, (_("Proposed %(day)s", day=day), facts.meets_time)))
        return Step("proposed", _("%(what)s, waiting", what=words), due=facts.meets_day)
    if is_over:
        return Step("write-up", _("Met %(day)s: write it up", day=day), Urgency.SOON)
    words = _("Meets %(day)s %(time)s", day=day, time=facts.meets_time).strip()
    return Step("meets" if _is_confirmed(facts) else "confirm", words, Urgency.CALM, facts.meets_day)


def _is_confirmed(facts: Facts) -> bool:
    """Whether the contact was told when to meet since they met last, and since that changed."""
    said = facts.confirmed_at
    return said is not None and all(at is None or said > at for at in (facts.met_at, facts.meets_changed_at))


def _is_news(facts: Facts, ended_at: datetime) -> bool:
    """Whether a meeting ended after the card came to its stage, if that stage is one after a conversation."""
    assert facts.stage is not None
    return facts.stage.rank < Stage.MET.rank or facts.stage_at is None or ended_at > facts.stage_at


def _has_answered(facts: Facts, since: datetime | None) -> bool:
    """Whether they have written back since: what they said comes first."""
    return facts.answered_at is not None and since is not None and facts.answered_at > since


def _write_up(facts: Facts, thanks: Step, today: date, zone: str) -> Step:
    """Return that a conversation is to be written up before the thank-you, until the day for that is over."""
    if not facts.is_unwritten or facts.met_at is None or thanks.urgency is not Urgency.CALM:
        return thanks
    day = day_words(day_of(facts.met_at, zone), today)
    return replace(thanks, rule="write-up", words=_("Met %(day)s: write it up", day=day), urgency=Urgency.SOON)


def answers(answered: datetime, asked: datetime, zone: str) -> bool:
    """Whether what came can be the answer to what was asked: of many a message only the day is known."""
    return answered >= asked or day_of(answered, zone) == day_of(asked, zone)


def _request(facts: Facts, now: datetime, today: date, zone: str, rhythm: Rhythm) -> Step | None:
    asked, nudged = facts.requested_at or facts.stage_at, facts.nudged_at
    if asked is None:
        return None
    if facts.answered_at is not None and answers(facts.answered_at, asked, zone):
        return _answered(facts, today, zone)
    may_nudge = rhythm.nudges and nudged is None
    due = rhythm.nudge_at(asked, zone) if may_nudge else rhythm.another_at(asked, nudged, zone)
    since = day_of(max(asked, nudged or asked), zone)
    if due is None or now < due:
        day = day_words(since, today)
        words = _("Nudged %(day)s", day=day) if nudged else _("Asked %(day)s", day=day)
        return Step("asked", words, due=day_of(due, zone) if due else None)
    days = (today - since).days
    words = ngettext("No answer for %(num)s day", "No answer for %(num)s days", days)
    if may_nudge:
        return Step("nudge", words, Urgency.SOON, day_of(due, zone))
    if nudged:
        words = ngettext("No answer to your nudge for %(num)s day", "No answer to your nudge for %(num)s days", days)
    return Step("ask-another", words, Urgency.LATE, day_of(due, zone))


def ask_next(step: Step, who: tuple[int, str]) -> Step:
    """Return a step that says who else there could be asked."""
    return replace(step, words=_("Still no answer: ask %(name)s next?", name=who[1]), who=who)


def _answered(facts: Facts, today: date, zone: str) -> Step:
    assert facts.answered_at is not None
    day = day_words(day_of(facts.answered_at, zone), today)
    if facts.answer is None:
        return Step("answered", _("Wrote back %(day)s: what did they say?", day=day), Urgency.SOON)
    if facts.answer is Answer.NO:
        is_thanked = facts.consoled_at is not None and facts.consoled_at >= facts.answered_at
        return Step("said-no-thanked" if is_thanked else "said-no", _("Said no %(day)s", day=day))
    if facts.answer is Answer.LATER:
        return Step("said-later", _("Asked for later %(day)s", day=day))
    return Step("agree", _("Said yes %(day)s: agree on a time", day=day), Urgency.SOON)


def _thank_you(facts: Facts, now: datetime, today: date, zone: str) -> Step | None:
    met = facts.met_at or facts.stage_at
    if met is None:
        return None
    if facts.thanked_at is not None and facts.thanked_at >= met - THANK_SOON:
        return Step("thanked", _("Thanked %(day)s", day=day_words(day_of(facts.thanked_at, zone), today)))
    passed, due = now - met, day_of(met + THANK_LATE, zone)
    if passed < THANK_LATE:
        hours = max(1, round((THANK_LATE - passed).total_seconds() / 3600))
        words = ngettext("Thank-you due in %(num)s hour", "Thank-you due in %(num)s hours", hours)
        return Step("thank", words, Urgency.CALM if passed < THANK_SOON else Urgency.SOON, due)
    days = max(2, (today - day_of(met, zone)).days)
    words = ngettext("Met %(num)s day ago, not thanked yet", "Met %(num)s days ago, not thanked yet", days)
    return Step("thank", words, Urgency.LATE, due)


def _keep_in_touch(facts: Facts, today: date, zone: str) -> Step | None:
    last = facts.contact_at or facts.stage_at
    if last is None:
        return None
    spoke = day_of(last, zone)
    due = facts.touch_on or months_later(spoke, months_between(facts))
    if due > today:
        return Step("touch", _("Write again %(day)s", day=day_words(due, today)), due=due)
    months = (today.year - spoke.year) * 12 + today.month - spoke.month - (today.day < spoke.day)
    if months < 1:
        return Step("touch", _("Time to write again"), Urgency.SOON, due)
    words = ngettext("Last contact %(num)s month ago", "Last contact %(num)s months ago", months)
    return Step("touch", words, Urgency.SOON, due)


def _left(left: Left, today: date) -> Step:
    """Return what a conversation left to do, in the words in which it was noted; of what is for later, with its day."""
    body = left.body if len(left.body) <= LONGEST_LEFT else f"{left.body[: LONGEST_LEFT - 1].rstrip()}…"
    if left.due_on > today:
        day = _("for %(day)s", day=day_words(left.due_on, today))
        return Step(left.kind, f"{body} ({day})", due=left.due_on)
    words = body if left.kind == OWN_STEP else _("%(what)s: %(words)s", what=str(ONE[left.kind]), words=body)
    return Step(left.kind, words, Urgency.SOON if left.due_on == today else Urgency.LATE, left.due_on)
