"""What the page of a meeting's questions shows: the plan, what is suggested, and all that could be picked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from infoview.boxes import Box, Control, Outcome, Typed, controls
from infoview.i18n import _, ngettext
from infoview.questions import goals, listing, suggesting
from infoview.questions.goals import Goal
from infoview.questions.picking import MOST_MINUTES
from infoview.questions.planned import FEWEST, Plan, plan_of
from infoview.questions.situation import Situation, situation

USUAL = 5
FEWEST_SUGGESTED = 3
LARGEST_ID = 10**9 - 1


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows. `boxes` are the controls of the plan by their names."""

    about: Situation
    plan: Plan
    boxes: dict[str, Control]
    goals: list[Goal]
    suggested: list[suggesting.Suggestion]
    groups: list[listing.Group]

    @property
    def count(self) -> str:
        """How many questions are picked, in words."""
        return ngettext("%(num)s question", "%(num)s questions", len(self.plan.questions))

    @property
    def minutes(self) -> str:
        """The minutes the questions take of those that are agreed on, in words."""
        planned, agreed = self.plan.minutes_planned, self.plan.minutes_agreed
        if agreed:
            return _("%(planned)s of %(agreed)s minutes", planned=planned, agreed=agreed)
        return ngettext("%(num)s minute", "%(num)s minutes", planned)

    @property
    def is_begun(self) -> bool:
        """Whether so many are picked that nothing need be suggested first."""
        return len(self.plan.questions) >= FEWEST


def page_of(
    meeting_id: int, filters: listing.Filters, typed: Typed | None = None, outcome: Outcome | None = None
) -> Page:
    """Return the page of a meeting's questions: a fixed number of queries. Raises NotThere."""
    about = situation(meeting_id)
    plan = plan_of(meeting_id, about.minutes)
    missing = max(USUAL - len(plan.questions), FEWEST_SUGGESTED)
    return Page(
        about=about,
        plan=plan,
        boxes=controls(boxes_of(plan.questions), typed, outcome),
        goals=goals.of(about.career_id) if about.career_id else [],
        suggested=suggesting.suggest_for(about, missing),
        groups=listing.groups(filters, about, plan.questions),
    )


def boxes_of(questions: Iterable[Any]) -> list[Box]:
    """Return the controls of a plan: the minutes of each question, and the goal it serves."""
    boxes = []
    for each in questions:
        boxes.append(Box(f"minutes-{each.id}", each, "minutes", int, 1, MOST_MINUTES))
        boxes.append(Box(f"goal-{each.id}", each, "goal_id", int, 1, LARGEST_ID))
    return boxes
