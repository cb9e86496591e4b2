"""The one thing now due on a contact, and all that is, from the facts: the same rules for board, Today, mail and feed.

The clocks are the defaults of the method (`meeting_steps.py`, `cadence.py`). When to follow up on a request is the
user's own rule (`rhythm.py`). What the user has set aside is not due.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from infoview.clock import day_of
from infoview.i18n import _, day_words
from infoview.models.message import MessageKind
from infoview.models.stage import Stage
from infoview.today.facts import BEFORE_A_TALK, OWN_STEP, STUCK, Facts, Left, Step, Urgency
from infoview.today.meeting_steps import DAYS_AHEAD, about_meeting, after_meeting
from infoview.today.other_steps import (
    LINES,
    about_mail,
    due_lines,
    keep_in_touch,
    left_to_do,
    lying_drafts,
    take_up_again,
)
from infoview.today.request_steps import about_request, waiting
from infoview.today.rhythm import Rhythm

__all__ = ["Facts", "Left", "Step", "Urgency", "all_of", "is_due", "of"]

# What waits for the user or for them, whatever lies in the outbox.
COMES_BEFORE_MAIL = frozenset({"answered", "agree", "confirm", "meets", "talking", "write-up"})
IS_TO_WRITE = frozenset(
    {"ask", "introduction", "asked", "nudge", "ask-another", "said-no", "thank", "promise", "touch", "draft"}
)
# While it is calm, there is nothing to do: what is due comes first.
CAN_WAIT = frozenset({"ask", "introduction", "asked", "said-no-thanked", "thanked", "touch", OWN_STEP, "opted-out"})
# Calm, and yet to be done: some without a day, some once their day is near.
ASKS_CALMLY = frozenset({"thank", "said-no", "said-later", "talking", "draft"})
WHEN_NEAR = frozenset({"confirm", "meets", "prepare", "proposed"})
WRITES = {
    "thank": MessageKind.THANK_YOU,
    "nudge": MessageKind.NUDGE,
    "touch": MessageKind.UPDATE,
    "confirm": MessageKind.CONFIRMATION,
    "said-no": MessageKind.REPLY_TO_NO,
}


def of(facts: Facts, *, now: datetime, zone: str, rhythm: Rhythm = Rhythm()) -> Step | None:  # noqa: B008  (frozen)
    """Return the next step of a contact, or None if there is nothing to say."""
    return next(iter(all_of(facts, now=now, zone=zone, rhythm=rhythm)), None)


def all_of(facts: Facts, *, now: datetime, zone: str, rhythm: Rhythm = Rhythm()) -> list[Step]:  # noqa: B008  (frozen)
    """Return all steps of a contact, the next one first: what is due, and what can wait after it.

    What is set aside is left out. A contact off the board has what was left for a day, and mails and drafts; one
    that is closed or paused only what the user wanted to be reminded of.
    """
    today = day_of(now, zone)
    facts = _without_mail_aside(facts, now, zone) if facts.aside and facts.mail is not None else facts
    if facts.stage is None or facts.is_resting:
        found = list(_off_board(facts, now, today, zone))
    else:
        found = _on_board(facts, now, today, zone, rhythm)
    shown = _not_aside(found, facts, today) if facts.aside else found
    if found and not shown:
        shown = _nothing_left(found, facts, today, zone)
    return sorted(shown, key=_can_wait) if len(shown) > 1 else shown


def is_due(step: Step, today: date) -> bool:
    """Whether a step asks for something now: that is all that Today shows."""
    if step.urgency is not Urgency.CALM or step.rule in ASKS_CALMLY:
        return True
    days = DAYS_AHEAD if step.rule in WHEN_NEAR else timedelta(0) if step.rule in LINES else None
    return days is not None and step.due is not None and step.due <= today + days


def _can_wait(step: Step) -> bool:
    return step.urgency is Urgency.CALM and step.rule in CAN_WAIT


def _off_board(facts: Facts, now: datetime, today: date, zone: str) -> Iterator[Step]:
    if facts.mail in STUCK and facts.mail is not None:
        yield about_mail(facts, facts.mail, now, zone)
    for step in due_lines(facts, today):
        if not facts.is_resting or step.rule == "reminder":
            yield step
    if facts.is_resting:
        yield from take_up_again(facts, today)
    elif facts.mail is None and not facts.has_opted_out:
        yield from lying_drafts(facts, now, today, zone)


def _on_board(facts: Facts, now: datetime, today: date, zone: str, rhythm: Rhythm) -> list[Step]:
    found = list(_of_stage(facts, now, today, zone, rhythm))
    is_first_to_write = not found or found[0].rule in IS_TO_WRITE
    if facts.mail is not None:
        mail = about_mail(facts, facts.mail, now, zone)
        comes_first = facts.mail in STUCK or not found or found[0].rule not in COMES_BEFORE_MAIL
        found = [step for step in found if step.rule not in IS_TO_WRITE or step.rule == "promise"]
        return [mail, *found] if comes_first else [*found[:1], mail, *found[1:]]
    if facts.has_opted_out:
        said = [Step("opted-out", _("Asked not to be written to"))] if is_first_to_write else []
        return said + [step for step in found if step.rule not in IS_TO_WRITE]
    if facts.drafts:
        written = {WRITES[step.rule].value for step in found if step.rule in WRITES and is_due(step, today)}
        found += [step for step in lying_drafts(facts, now, today, zone) if step.kind not in written]
    return found


def _of_stage(facts: Facts, now: datetime, today: date, zone: str, rhythm: Rhythm) -> Iterator[Step]:
    assert facts.stage is not None
    meeting = about_meeting(facts, now, today)
    if facts.stage in BEFORE_A_TALK:
        if meeting:
            yield from meeting
        elif facts.stage is Stage.REQUESTED:
            request = about_request(facts, now, today, zone, rhythm)
            yield from [request] if request is not None else []
        elif facts.waits_for:
            yield Step("introduction", _("Waiting for %(name)s’s introduction", name=facts.waits_for))
        else:
            yield Step("ask", _("Not asked yet"))
        yield from due_lines(facts, today)
        return
    after = after_meeting(facts, now, today, zone)
    yield from (step for step in after if step.rule != "thanked")
    yield from meeting
    yield from due_lines(facts, today)
    if not meeting:
        yield from _calm_after(facts, [step for step in after if step.rule == "thanked"], today, zone)


def _calm_after(facts: Facts, thanked: list[Step], today: date, zone: str) -> Iterator[Step]:
    """Return when to write again, or that they were thanked; an own step that is planned comes before."""
    touch = keep_in_touch(facts, today, zone) if facts.stage is not Stage.MET else None
    last = thanked if facts.stage is Stage.MET else [touch] if touch is not None else []
    planned = next((left for left in facts.left if left.kind == OWN_STEP and left.due_on > today), None)
    if planned is not None and all(step.urgency is Urgency.CALM for step in last):
        yield left_to_do(planned, today)
    yield from last


def _without_mail_aside(facts: Facts, now: datetime, zone: str) -> Facts:
    """Return the facts without a mail the user will look at later: it does not keep anything else from being due."""
    assert facts.mail is not None
    key = about_mail(facts, facts.mail, now, zone).key
    hidden = any(aside.key == key and aside.hides(day_of(now, zone)) for aside in facts.aside)
    return replace(facts, mail=None) if hidden else facts


def _not_aside(found: list[Step], facts: Facts, today: date) -> list[Step]:
    """Return the steps that are not set aside; one whose day to come back has come is due since that day."""
    hidden = {aside.key for aside in facts.aside if aside.hides(today)}
    back = {aside.key: aside.until for aside in facts.aside if aside.until is not None}
    return [
        replace(step, due=max(step.due or back[step.key], back[step.key])) if step.key in back else step
        for step in found
        if step.key not in hidden
    ]


def _nothing_left(found: list[Step], facts: Facts, today: date, zone: str) -> list[Step]:
    """Return what is to say when all was set aside: until when the first of it is, else since when they were asked."""
    keys = {step.key for step in found}
    days = [aside.until for aside in facts.aside if aside.key in keys and aside.until and aside.hides(today)]
    if days:
        return [Step("set-aside", _("Put off until %(day)s", day=day_words(min(days), today)), due=min(days))]
    asked = waiting(facts, today, zone) if facts.stage is Stage.REQUESTED and not facts.is_resting else None
    return [asked] if asked is not None else []
