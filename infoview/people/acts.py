"""What the contact page offers: the primary act of the next step or of the stage, then the others."""

from dataclasses import dataclass, field
from typing import Any

from infoview.i18n import _
from infoview.models import Stage
from infoview.people.queries import Person
from infoview.today.next_step import Step

# Where one click tells what they said, the form for it is offered beside.
ASKS_WHAT_THEY_SAID = frozenset({"asked", "nudge", "ask-another", "answered"})


@dataclass(frozen=True, slots=True)
class Act:
    """A button: its words and icon, and the page it leads to, with what its address takes.

    `opens` names a form that can open in place.
    """

    words: str
    icon: str
    page: str
    address: dict[str, Any] = field(default_factory=dict)
    opens: str = ""


def acts(person: Person, step: Step | None, *, has_thanked_referrer: bool = False) -> list[Act]:
    """Return the acts to offer beside the next step, the primary one first; none for a contact off the board.

    `has_thanked_referrer` tells whether who named them has been told how it went.
    """
    contact = person.contact
    if contact.paused_at is not None or contact.closed_at is not None or contact.stage is None:
        return []
    if step is not None and step.rule in ("mail", "opted-out"):
        return _instead_of_writing(contact.id, step)
    found = [
        *_for_rule(contact.id, step),
        *([] if step is not None and step.rule in ASKS_WHAT_THEY_SAID else _for_stage(contact.id, contact.stage)),
        *_about_referrer(person, has_thanked_referrer),
    ]
    return list({act.page + str(act.address): act for act in reversed(found)}.values())[::-1]


def _for_rule(id_: int, step: Step | None) -> list[Act]:
    here = {"contact_id": id_}
    talked = Act(_("We talked"), "talk", "meetings.hold", here, "talked")
    match step.rule if step else "":
        case "nudge":
            return [_write(id_, "nudge", _("Write nudge"))]
        case "ask-another":
            close = Act(_("Close"), "archive", "resting.close", {**here, "reason": "no_reply"}, "close")
            return [*_to_another(step), close]
        case "said-no":
            close = Act(_("Close"), "archive", "resting.close", {**here, "reason": "declined"}, "close")
            return [_write(id_, "reply_to_no", _("Reply and thank them")), close]
        case "said-no-thanked":
            return [Act(_("Close"), "archive", "resting.close", {**here, "reason": "declined"}, "close")]
        case "said-later":
            return [Act(_("Pause until a day"), "pause", "resting.pause", here, "pause")]
        case "agree":
            return [Act(_("Note the meeting"), "talk", "meetings.agree", here, "agreed"), talked]
        case "proposed":
            return [Act(_("Note what they said"), "answer", "meetings.agree", here), talked]
        case "moved" | "no-show":
            return [Act(_("Agree on another day"), "calendar", "meetings.agree", here), talked]
        case "confirm":
            return [_write(id_, "confirmation", _("Write confirmation")), _go_on(id_, "prepare", _("Prepare")), talked]
        case "meets" | "prepare":
            again = _write(id_, "confirmation", _("Write confirmation"))
            return [_go_on(id_, "prepare", _("Prepare")), talked, again]
        case "promise" | "lead" | "advice":
            return [Act(_("Look at it"), "check", "people.show", {**here, "_anchor": "ledger-title"})]
        case "reminder":
            return [Act(_("Look at it"), "check", "people.show", {**here, "_anchor": "reminders-title"})]
        case "draft" if step is not None and step.kind:
            about = {"about": step.about_id} if step.about_id else {}
            return [_write(id_, step.kind, _("Finish the draft"), **about)]
        case "own-step":
            return [_go_on(id_, "debrief", _("Debrief"))]
        case "talking":
            return [_go_on(id_, "live", _("Back to the conversation"))]
        case "write-up":
            return [_go_on(id_, "debrief", _("Debrief")), talked]
        case _:
            return []


def _for_stage(id_: int, stage: Stage) -> list[Act]:
    here = {"contact_id": id_}
    if stage is Stage.IDENTIFIED:
        return [_write(id_, "request", _("Write request"))]
    if stage is Stage.REQUESTED:
        return [Act(_("They answered"), "answer", "logbook.answered", here, "answered")]
    if stage is Stage.MET:
        return [_write(id_, "thank_you", _("Write thank-you"))]
    log = Act(_("Log contact"), "mail", "logbook.contacted", here, "contacted")
    return [log, _write(id_, "update", _("Write update"))]


def _instead_of_writing(id_: int, step: Step) -> list[Act]:
    """Return what there is to do while a mail waits, or where none may be written."""
    if step.mail_id:
        return [Act(_("Look at it"), "send", "outbox.show_mail", {"mail_id": step.mail_id})]
    here = {"contact_id": id_}
    return [
        Act(_("We talked"), "talk", "meetings.hold", here, "talked"),
        Act(_("Close"), "archive", "resting.close", {**here, "reason": "declined"}, "close"),
    ]


def _to_another(step: Step | None) -> list[Act]:
    if step is None or step.who is None:
        return []
    return [_write(step.who[0], "request", _("Write to %(name)s", name=step.who[1]))]


def _about_referrer(person: Person, has_thanked: bool) -> list[Act]:
    """Return what can be written about a contact to who named them."""
    contact, referrer = person.contact, person.referrer
    if referrer is None:
        return []
    about = {"about": contact.id}
    if contact.stage is Stage.IDENTIFIED:
        return [_write(referrer.id, "introduction", _("Ask %(name)s to introduce you", name=referrer.name), **about)]
    if contact.stage in (Stage.MET, Stage.THANKED) and not has_thanked:
        return [_write(referrer.id, "referrer_thanks", _("Thank %(name)s", name=referrer.name), **about)]
    return []


def _go_on(id_: int, what: str, words: str) -> Act:
    return Act(words, "note", "meetings.go_on", {"contact_id": id_, "what": what})


def _write(contact_id: int, kind: str, words: str, **more: int) -> Act:
    return Act(words, "draft", "outreach.compose", {"contact_id": contact_id, "kind": kind, **more})
