"""The kinds of what stands in a calendar: meetings, and steps that fall due, by the rule they come from."""

from typing import Any

from infoview.i18n import _, _l, ngettext
from infoview.today.next_step import Step

MEETINGS = "meetings"
OTHERS = "others"
KINDS = {
    MEETINGS: _l("Meetings"),
    "afterwards": _l("Thank-yous and conversations to write up"),
    "requests": _l("Requests without an answer"),
    "touch": _l("People to write to again"),
    "promises": _l("Promises, advice, leads and your own next steps"),
    "reminders": _l("Your reminders"),
    OTHERS: _l("Anything else that has its day"),
}
_BY_RULE = {
    **dict.fromkeys(("thank", "write-up"), "afterwards"),
    **dict.fromkeys(("nudge", "ask-another"), "requests"),
    "touch": "touch",
    **dict.fromkeys(("promise", "advice", "lead", "own-step"), "promises"),
    "reminder": "reminders",
}
# They are about a meeting, which stands there itself.
ABOUT_A_MEETING = frozenset({"meets", "prepare", "confirm", "proposed", "talking"})
# What a step is on its day, whenever that is read. Steps that stand in the user's own words are not here.
_ON_ITS_DAY: dict[str, Any] = {
    "thank": _l("Thank %(name)s"),
    "write-up": _l("Write up the conversation with %(name)s"),
    "nudge": _l("Ask %(name)s once more"),
    "ask-another": _l("Ask somebody else: no answer from %(name)s"),
    "touch": _l("Write to %(name)s again"),
    "moved": _l("Agree on another day with %(name)s"),
    "paused-until": _l("Take up %(name)s again"),
    "draft": _l("Finish the draft to %(name)s"),
}


def kind_of(step: Step) -> str:
    """Return the kind of a step."""
    return _BY_RULE.get(step.rule, OTHERS)


def title_of(step: Step, name: str) -> str:
    """Return what a step is on its day, what to do first.

    It has no word that is true only today: calendars keep it for a while.
    """
    words = _ON_ITS_DAY.get(step.rule)
    if words is not None:
        return str(words) % {"name": name}
    return _("%(words)s · %(name)s", words=step.words, name=name)


def count_words(number: int) -> str:
    """Return how many things are due on a day, without saying which."""
    return ngettext("%(num)s thing is due", "%(num)s things are due", number)
