"""What the contact page offers: the primary act of the stage or of the next step, then the others."""

from dataclasses import dataclass, field

from infoview.i18n import _
from infoview.models import Contact, Stage
from infoview.today.next_step import Step


@dataclass(frozen=True, slots=True)
class Act:
    """A button: its words and icon, and the page it leads to, with what that needs beside the contact.

    `opens` names a form that can open in place.
    """

    words: str
    icon: str
    page: str
    more: dict[str, str] = field(default_factory=dict)
    opens: str = ""


def acts(contact: Contact, step: Step | None) -> list[Act]:
    """Return the acts to offer beside the next step, the primary one first; none for a contact off the board."""
    if contact.paused_at is not None or contact.closed_at is not None or contact.stage is None:
        return []
    found = _for_rule(step.rule if step else "") + _for_stage(contact.stage)
    return list({act.page + str(act.more): act for act in reversed(found)}.values())[::-1]


def _for_rule(rule: str) -> list[Act]:
    if rule == "said-no":
        return [Act(_("Close"), "archive", "resting.close", {"reason": "declined"}, "close")]
    if rule == "said-later":
        return [Act(_("Pause until a day"), "pause", "resting.pause", opens="pause")]
    if rule in ("agree", "write-up"):
        return [Act(_("We talked"), "talk", "meetings.hold", opens="talked")]
    return []


def _for_stage(stage: Stage) -> list[Act]:
    answered = Act(_("They answered"), "answer", "logbook.answered", opens="answered")
    if stage is Stage.IDENTIFIED:
        return [_write("request", _("Write request"))]
    if stage is Stage.REQUESTED:
        return [answered]
    if stage is Stage.MET:
        return [_write("thank_you", _("Write thank-you"))]
    log = Act(_("Log contact"), "mail", "logbook.contacted", opens="contacted")
    return [log, _write("update", _("Write update"))]


def _write(kind: str, words: str) -> Act:
    return Act(words, "draft", "outreach.compose", {"kind": kind})
