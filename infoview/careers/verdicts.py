"""What the user makes of a career: pursue, maybe or drop, why, and since when."""

from dataclasses import replace
from datetime import date

from infoview.boxes import WAS, Box, Control, Outcome, Typed, controls, keep
from infoview.db import describe
from infoview.i18n import _
from infoview.labels import VERDICTS
from infoview.models import Career
from infoview.models.career import Verdict


def boxes(career: Career) -> list[Box]:
    """Return what can be written of a verdict."""
    return [
        Box("verdict", career, "verdict", Verdict),
        Box("verdict_why", career, "verdict_why"),
        Box("verdict_on", career, "verdict_on", date),
    ]


class NotWhole(Exception):
    """Part of a verdict cannot be stored: nothing of it is."""

    def __init__(self, outcome: Outcome) -> None:
        """Keep what became of each part."""
        super().__init__()
        self.outcome = outcome


def decide(career: Career, typed: Typed, *, on: date) -> Outcome:
    """Store a verdict as it was typed. One that changes without a day of its own is of `on`.

    Raises NotWhole if something is in the way.
    """
    describe("edit")
    before = career.verdict, career.verdict_on
    outcome = keep(boxes(career), typed)
    if not outcome.is_whole:
        raise NotWhole(outcome)
    if career.verdict is not before[0] and career.verdict_on == before[1]:
        career.verdict_on = on if career.verdict else None
    return outcome


def again(career: Career, typed: Typed, outcome: Outcome) -> dict[str, Control]:
    """Return the controls as they were typed, of which nothing was stored."""
    found = controls(boxes(career), typed, outcome)
    kept = {name: replace(found[name], value=text, was=typed[WAS + name][0]) for name, text in outcome.saved.items()}
    return found | kept


def choices() -> list[tuple[str, str]]:
    """Return what can be decided, each with its words."""
    return [(verdict.value, str(words)) for verdict, words in VERDICTS.items()] + [("", _("Not decided yet"))]
