"""What there is to do about a request that was sent: wait, follow up by the user's rule, take up the answer."""

from dataclasses import replace
from datetime import date, datetime

from infoview.clock import day_of
from infoview.i18n import _, day_words, ngettext
from infoview.models.message import Answer
from infoview.today.facts import Facts, Step, Urgency, stamp
from infoview.today.rhythm import Rhythm


def about_request(facts: Facts, now: datetime, today: date, zone: str, rhythm: Rhythm) -> Step | None:
    """Return the one thing to do, or that an answer is awaited; None if nobody knows since when."""
    asked, nudged = facts.requested_at or facts.stage_at, facts.nudged_at
    if asked is None:
        return None
    if facts.answered_at is not None and answers(facts.answered_at, asked, zone):
        return _answered(facts, today, zone)
    may_nudge = rhythm.nudges and nudged is None
    due = rhythm.nudge_at(asked, zone) if may_nudge else rhythm.another_at(asked, nudged, zone)
    if due is None or now < due:
        return replace(_waiting(asked, nudged, today, zone), due=day_of(due, zone) if due else None)
    last = max(asked, nudged or asked)
    days, day, fact = (today - day_of(last, zone)).days, day_of(due, zone), stamp(last)
    words = ngettext("No answer for %(num)s day", "No answer for %(num)s days", days)
    if may_nudge:
        return Step("nudge", words, Urgency.SOON, day, fact=fact)
    if nudged:
        words = ngettext("No answer to your nudge for %(num)s day", "No answer to your nudge for %(num)s days", days)
    return Step("ask-another", words, Urgency.LATE, day, fact=fact)


def waiting(facts: Facts, today: date, zone: str) -> Step | None:
    """Return when they were asked, whatever may be due: None if nobody knows."""
    asked = facts.requested_at or facts.stage_at
    return _waiting(asked, facts.nudged_at, today, zone) if asked is not None else None


def _waiting(asked: datetime, nudged: datetime | None, today: date, zone: str) -> Step:
    day = day_words(day_of(max(asked, nudged or asked), zone), today)
    return Step("asked", _("Nudged %(day)s", day=day) if nudged else _("Asked %(day)s", day=day))


def ask_next(step: Step, who: tuple[int, str]) -> Step:
    """Return a step that says who else there could be asked."""
    return replace(step, words=_("Still no answer: ask %(name)s next?", name=who[1]), who=who)


def answers(answered: datetime, asked: datetime, zone: str) -> bool:
    """Whether what came can be the answer to what was asked: of many a message only the day is known."""
    return answered >= asked or day_of(answered, zone) == day_of(asked, zone)


def _answered(facts: Facts, today: date, zone: str) -> Step:
    assert facts.answered_at is not None
    day, fact = day_words(day_of(facts.answered_at, zone), today), stamp(facts.answered_at)
    if facts.answer is None:
        return Step("answered", _("Wrote back %(day)s: what did they say?", day=day), Urgency.SOON, fact=fact)
    if facts.answer is Answer.NO:
        is_thanked = facts.consoled_at is not None and facts.consoled_at >= facts.answered_at
        return Step("said-no-thanked" if is_thanked else "said-no", _("Said no %(day)s", day=day), fact=fact)
    if facts.answer is Answer.LATER:
        return Step("said-later", _("Asked for later %(day)s", day=day), fact=fact)
    return Step("agree", _("Said yes %(day)s: agree on a time", day=day), Urgency.SOON, fact=fact)
