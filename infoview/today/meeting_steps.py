"""What there is to do about a meeting: agree on it, confirm it, prepare it, hold it, write it up, say thank you."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from infoview.clock import day_of
from infoview.i18n import _, day_words, ngettext
from infoview.models.meeting import LONGEST_TALK, MeetingStatus
from infoview.models.stage import Stage
from infoview.questions.planned import FEWEST
from infoview.today.facts import BEFORE_A_TALK, Facts, Step, Urgency, stamp

THANK_SOON = timedelta(hours=24)
THANK_LATE = timedelta(hours=48)
DAYS_AHEAD = timedelta(days=2)  # from then on a meeting is near


@dataclass(frozen=True, slots=True)
class _Named:
    """What steps about one meeting have in common."""

    subject: str
    begins: datetime | None

    def step(self, rule: str, words: str, urgency: Urgency = Urgency.CALM, due: date | None = None) -> Step:
        return Step(rule, words, urgency, due, subject=self.subject, fact=stamp(self.begins), begins=self.begins)


def about_meeting(facts: Facts, now: datetime, today: date) -> list[Step]:
    """Return what there is to do about the meeting to come, or the one they missed, and about one that is over."""
    past, first = _past(facts, today), _first(facts, now, today)
    coming = _with_preparation(first, facts, today) if first is not None else []
    return [*coming, *past] if first is not None and first.rule == "talking" else [*past, *coming]


def _past(facts: Facts, today: date) -> list[Step]:
    """Return that the meeting before the one to come is to be written up."""
    if facts.past_until is None or facts.past_day is None or not _is_news(facts, facts.past_until):
        return []
    named = _Named(f"meeting {facts.past_id}", facts.past_from)
    return [_write_up(named, facts.past_day, today)]


def _write_up(named: _Named, day: date, today: date) -> Step:
    words = _("Met %(day)s: write it up", day=day_words(day, today))
    return named.step("write-up", words, Urgency.SOON, day)


def _with_preparation(first: Step, facts: Facts, today: date) -> list[Step]:
    """Return what comes first about a meeting to come and, once it is near, whether it is prepared."""
    day = first.due
    if first.rule not in ("confirm", "meets") or day is None or day > today + DAYS_AHEAD:
        return [first]
    prepared, words = _prepared(facts.meets_questions), _("Prepare for %(day)s", day=day_words(day, today))
    if first.rule == "meets":
        return [replace(first, why=prepared)]
    unconfirmed = _("Not confirmed yet")
    if facts.meets_questions >= FEWEST:
        return [replace(first, why=f"{unconfirmed} · {prepared}")]
    return [replace(first, why=unconfirmed), replace(first, rule="prepare", words=words, why=prepared)]


def _prepared(questions: int) -> str:
    """Return in words whether a meeting is prepared: what that needs most is questions."""
    if not questions:
        return _("Not prepared yet: no questions picked")
    if questions < FEWEST:
        return ngettext("Only %(num)s question is picked.", "Only %(num)s questions are picked.", questions)
    return ngettext("Prepared: %(num)s question", "Prepared: %(num)s questions", questions)


def _first(facts: Facts, now: datetime, today: date) -> Step | None:
    """Return what comes first about it. One that was over when the card came to its stage is what brought it there."""
    if facts.meets_until is None or facts.meets_day is None:
        return _missed(facts)
    named = _Named(f"meeting {facts.meets_id}", facts.meets_from)
    if facts.talks_at is not None and now - facts.talks_at < LONGEST_TALK:
        words = _("You are talking, since %(time)s", time=facts.talks_time)
        return named.step("talking", words, due=facts.meets_day)
    is_over, status = facts.meets_until <= now, facts.meets_status
    if (is_over or status is MeetingStatus.MOVED) and not _is_news(facts, facts.meets_until):
        return None
    if status is not MeetingStatus.AGREED and _has_answered(facts, facts.meets_noted_at):
        return None
    day = day_words(facts.meets_day, today)
    if status is MeetingStatus.MOVED:
        return named.step("moved", _("New day to agree on"), Urgency.SOON)
    if status is MeetingStatus.PROPOSED and is_over:
        return named.step("proposed", _("Proposed for %(day)s: did you talk?", day=day), Urgency.SOON)
    if status is MeetingStatus.PROPOSED:
        words = " ".join(filter(None, (_("Proposed %(day)s", day=day), facts.meets_time)))
        return named.step("proposed", _("%(what)s, waiting", what=words), due=facts.meets_day)
    if is_over:
        return _write_up(named, facts.meets_day, today)
    words = _("Meets %(day)s %(time)s", day=day, time=facts.meets_time).strip()
    return named.step("meets" if _is_confirmed(facts) else "confirm", words, due=facts.meets_day)


def _missed(facts: Facts) -> Step | None:
    at = facts.missed_at
    if at is None or not _is_news(facts, at) or _has_answered(facts, at):
        return None
    words, subject = _("Did not come: agree on another day"), f"meeting {facts.missed_id}"
    return Step("no-show", words, Urgency.SOON, subject=subject, fact=stamp(at))


def _is_confirmed(facts: Facts) -> bool:
    """Whether the contact was told when to meet since they met last, and since that changed."""
    said = facts.confirmed_at
    return said is not None and all(at is None or said > at for at in (facts.met_at, facts.meets_changed_at))


def _is_news(facts: Facts, ended_at: datetime) -> bool:
    """Whether a meeting ended after the card came to its stage, if that stage is one after a conversation."""
    return facts.stage in BEFORE_A_TALK or facts.stage_at is None or ended_at > facts.stage_at


def _has_answered(facts: Facts, since: datetime | None) -> bool:
    """Whether they have written back since: what they said comes first."""
    return facts.answered_at is not None and since is not None and facts.answered_at > since


def after_meeting(facts: Facts, now: datetime, today: date, zone: str) -> list[Step]:
    """Return what the conversation held last asks for: to be written up, and a thank-you.

    The write-up comes first, until a day has passed. Thanks are due by the card's stage only.
    """
    thanks = _thank_you(facts, now, today, zone) if facts.stage is Stage.MET else None
    if not facts.is_unwritten or facts.met_at is None:
        return [thanks] if thanks else []
    named = _Named(f"meeting {facts.met_id}", facts.met_from)
    write_up = _write_up(named, day_of(facts.met_at, zone), today)
    if thanks is None:
        return [write_up]
    comes_first = thanks.rule == "thank" and thanks.urgency is not Urgency.CALM
    return [thanks, write_up] if comes_first else [write_up, thanks]


def _thank_you(facts: Facts, now: datetime, today: date, zone: str) -> Step | None:
    met = facts.met_at or facts.stage_at
    if met is None:
        return None
    if facts.thanked_at is not None and facts.thanked_at >= met - THANK_SOON:
        return Step("thanked", _("Thanked %(day)s", day=day_words(day_of(facts.thanked_at, zone), today)))
    passed, due = now - met, day_of(met + THANK_LATE, zone)
    subject = f"meeting {facts.met_id}" if facts.met_id else ""
    fact = stamp(facts.met_from or met.date())
    if passed < THANK_LATE:
        hours = max(1, round((THANK_LATE - passed).total_seconds() / 3600))
        words = ngettext("Thank-you due in %(num)s hour", "Thank-you due in %(num)s hours", hours)
        urgency = Urgency.CALM if passed < THANK_SOON else Urgency.SOON
        return Step("thank", words, urgency, due, subject=subject, fact=fact)
    days = max(2, (today - day_of(met, zone)).days)
    words = ngettext("Met %(num)s day ago, not thanked yet", "Met %(num)s days ago, not thanked yet", days)
    return Step("thank", words, Urgency.LATE, due, subject=subject, fact=fact)
