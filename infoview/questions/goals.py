"""What the user wants to learn about a career."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from infoview.db import db, describe
from infoview.errors import Invalid, Refused, Stale
from infoview.i18n import _, ngettext
from infoview.models import Career, Contact, LearningGoal, Meeting, MeetingQuestion
from infoview.models.meeting import MeetingStatus
from infoview.text import clean_line

LONGEST_GOAL = 300
MOST_GOALS = 50


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to learn, with the questions tied to it: how many were asked, answered, and are still planned."""

    id: int
    body: str
    is_settled: bool
    asked: int = 0
    answered: int = 0
    planned: int = 0

    @property
    def words(self) -> str:
        """What has come of it so far."""
        if not self.asked:
            ahead = ngettext("%(num)s question planned", "%(num)s questions planned", self.planned)
            return ahead if self.planned else _("Not asked yet")
        asked = ngettext("%(num)s question asked", "%(num)s questions asked", self.asked)
        answered = ngettext("%(num)s answered", "%(num)s answered", self.answered) if self.answered else _("no answer")
        return f"{asked}, {answered}"


def of(career_id: int) -> list[Goal]:
    """Return what the user wants to learn about a career, in their order, the settled last: two queries."""
    goals = db.session.scalars(
        select(LearningGoal)
        .where(LearningGoal.career_id == career_id)
        .order_by(LearningGoal.settled_at.is_not(None), LearningGoal.position, LearningGoal.id)
    ).all()
    counts = _counts(career_id)
    return [Goal(each.id, each.body, each.settled_at is not None, *counts.get(each.id, (0, 0, 0))) for each in goals]


def add(career: Career, body: str, *, at: datetime) -> LearningGoal:
    """Note something to learn about a career, after all others. Raises Invalid if it is empty, Refused for too many."""
    describe("add")
    rows = _rows(career.id)
    if len(rows) >= MOST_GOALS:
        raise Refused(_("This is much to learn. Settle or remove some of it first."))
    position = rows[-1].position + 1 if rows else 0
    goal = LearningGoal(career_id=career.id, body=_checked(body), position=position, created_at=at)
    db.session.add(goal)
    db.session.flush()
    return goal


def edit(goal: LearningGoal, body: str, *, was: str | None = None) -> None:
    """Change the words of a goal. Raises Invalid if there are none, Stale if `was` is not what is stored."""
    describe("edit")
    if was is not None and clean_line(was) != goal.body and clean_line(body) != goal.body:
        raise Stale(_("This was changed in another window."), {"body": goal.body})
    goal.body = _checked(body)


def settle(goal: LearningGoal, *, at: datetime) -> None:
    """Say that enough is known about a goal."""
    describe("edit")
    goal.settled_at = goal.settled_at or at


def reopen(goal: LearningGoal) -> None:
    """Say that there is more to learn about a goal."""
    describe("edit")
    goal.settled_at = None


def remove(goal: LearningGoal, *, at: datetime) -> None:
    """Put a goal into the trash; the questions tied to it stay."""
    describe("delete")
    goal.deleted_at = at


def move(goal: LearningGoal, *, by: int) -> None:
    """Put a goal one place earlier (-1) or later (1) among those that are as open or as settled as it is."""
    describe("edit")
    rows = [row for row in _rows(goal.career_id) if (row.settled_at is None) is (goal.settled_at is None)]
    place = rows.index(goal)
    rows.insert(min(max(place + by, 0), len(rows) - 1), rows.pop(place))
    for position, row in enumerate(rows):
        row.position = position


def _rows(career_id: int) -> list[LearningGoal]:
    of_it = select(LearningGoal).where(LearningGoal.career_id == career_id)
    return list(db.session.scalars(of_it.order_by(LearningGoal.position, LearningGoal.id)))


def _counts(career_id: int) -> dict[int, tuple[int, int, int]]:
    """Return how many questions tied to each goal were asked, answered, and are planned."""
    is_answered = MeetingQuestion.answer != ""
    is_asked = or_(is_answered, Meeting.status == MeetingStatus.HELD)
    is_ahead = ~is_asked & Meeting.status.in_((MeetingStatus.PROPOSED, MeetingStatus.AGREED, MeetingStatus.MOVED))
    asked, answered, ahead = (func.count().filter(each) for each in (is_asked, is_answered, is_ahead))
    rows = db.session.execute(
        select(LearningGoal.id, asked, answered, ahead)
        .join(Meeting, Meeting.id == MeetingQuestion.meeting_id)
        .join(Contact, Contact.id == Meeting.contact_id)
        .join(LearningGoal, LearningGoal.id == MeetingQuestion.goal_id)
        .where(LearningGoal.career_id == career_id)
        .group_by(LearningGoal.id)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _checked(body: str) -> str:
    line = clean_line(body)
    if not line:
        raise Invalid("body", _("Write what you want to learn."))
    if len(line) > LONGEST_GOAL:
        raise Invalid("body", _("This is too long: at most %(max)d characters.", max=LONGEST_GOAL))
    return line
