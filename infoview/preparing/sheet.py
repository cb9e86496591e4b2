"""What of a preparation stands on the printed sheet. It is one page, whatever was written."""

from dataclasses import dataclass

from infoview.organizations.research import NOTES
from infoview.preparing.queries import Subject
from infoview.questions.planned import Plan, Planned

WITH_ROOM = 6  # more leave too little to write under each


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions with room under each, the texts of those for spare time, and the names of the research notes."""

    questions: list[Planned]
    spare: str
    notes: dict[str, str]


def sheet(about: Subject, plan: Plan) -> Sheet:
    """Return what is printed. The texts themselves are cut by the page, where they are too long for it."""
    spare = " · ".join(each.text for each in plan.questions[WITH_ROOM:])
    notes = {name: str(label) for name, (label, _hint) in NOTES.items()} if about.organization else {}
    return Sheet(plan.questions[:WITH_ROOM], spare, notes)
