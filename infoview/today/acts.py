"""What there is to do about a step: one table for the cards of the board, Today, the mails and the feed."""

from dataclasses import dataclass
from typing import Any

from infoview.i18n import _, _l
from infoview.ledger.words import BY_WORD
from infoview.today.next_step import Step


@dataclass(frozen=True, slots=True)
class Act:
    """A button: its words and icon, and what the address of the contact's page goes on with."""

    words: str
    icon: str
    path: str


# The primary act of every rule that has one of its own; for the others a card has that of its stage.
_BY_RULE: dict[str, tuple[Any, str, str]] = {
    "mail": (_l("Look at it"), "send", ""),
    **dict.fromkeys(("promise", "lead", "advice"), (_l("Look at it"), "note", "#ledger-title")),
    "reminder": (_l("Look at it"), "note", "#reminders-title"),
    "own-step": (_l("Debrief"), "note", "/meeting/debrief"),
    "opted-out": (_l("Close"), "archive", "/close?reason=declined"),
    "nudge": (_l("Nudge"), "draft", "/drafts/nudge"),
    "ask-another": (_l("Ask another"), "draft", ""),
    "said-no": (_l("Reply"), "draft", "/drafts/reply_to_no"),
    "said-no-thanked": (_l("Close"), "archive", "/close?reason=declined"),
    "said-later": (_l("Pause"), "pause", "/pause"),
    "agree": (_l("Note meeting"), "talk", "/agreed"),
    "proposed": (_l("Agree"), "answer", "/agreed"),
    **dict.fromkeys(("moved", "no-show"), (_l("New day"), "calendar", "/agreed")),
    "confirm": (_l("Confirm"), "draft", "/drafts/confirmation"),
    **dict.fromkeys(("meets", "prepare"), (_l("Prepare"), "talk", "/meeting/prepare")),
    "draft": (_l("Finish it"), "draft", "/drafts"),
    "talking": (_l("Go on"), "note", "/meeting/live"),
    "write-up": (_l("Debrief"), "note", "/meeting/debrief"),
}
# Those of the others, where no card stands around them.
_IN_LISTS: dict[str, tuple[Any, str, str]] = {
    "ask": (_l("Write request"), "draft", "/drafts/request"),
    "introduction": (_l("Look at it"), "person", ""),
    **dict.fromkeys(("asked", "answered"), (_l("They answered"), "answer", "/answered")),
    "thank": (_l("Write thank-you"), "draft", "/drafts/thank_you"),
    "thanked": (_l("Log contact"), "mail", "/contacted"),
    "touch": (_l("Write update"), "draft", "/drafts/update"),
    "paused-until": (_l("Take them up again"), "undo", ""),
}
# These wait for something to happen: nobody can say that they are done.
WAIT_FOR_A_FACT = frozenset({"agree", "said-later", "answered", "mail", "meets", "prepare", "talking"})
RULES_WITH_ACT = _BY_RULE.keys()


def by_rule() -> dict[str, Act]:
    """Return the primary acts of rules, in the language shown."""
    return {rule: Act(str(words), icon, path) for rule, (words, icon, path) in _BY_RULE.items()}


def of_list() -> dict[str, Act]:
    """Return the act of every rule as a list offers it, in the language shown."""
    others = {rule: Act(str(words), icon, path) for rule, (words, icon, path) in _IN_LISTS.items()}
    return by_rule() | others


def of(step: Step, table: dict[str, Act]) -> Act:
    """Return the act of a step, from `of_list`."""
    if step.rule == "ask-another" and step.who is not None:
        return Act(_("Write to %(name)s", name=step.who[1]), "draft", table["ask"].path)
    return table.get(step.rule) or Act(_("Look at it"), "person", "")


def path(contact_id: int, step: Step, act: Act) -> str:
    """Return the page an act leads to, as an address below that of the app: that of the very thing where it has one."""
    what, _space, number = step.subject.partition(" ")
    if what == "mail" and number:
        return f"outbox/{number}"
    if what == "meeting" and number and act.path.startswith("/meeting/"):
        return f"meetings/{number}/{act.path.removeprefix('/meeting/')}"
    if what in BY_WORD and number:
        return f"contacts/{contact_id}#entry-{what}-{number}"
    if what == "draft" and step.kind:
        about = f"?about={step.about_id}" if step.about_id else ""
        return f"contacts/{contact_id}/drafts/{step.kind}{about}"
    return f"contacts/{step.who[0] if step.who else contact_id}{act.path}"
