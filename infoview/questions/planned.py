"""The questions planned for a meeting: in their order, how long they take, and what to think about before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from infoview.db import db
from infoview.errors import NotThere
from infoview.i18n import _, ngettext
from infoview.models import Contact, LearningGoal, Meeting, MeetingQuestion
from infoview.models.question import Topic

FEWEST, MOST = 3, 6
USUAL_MINUTES = 3


@dataclass(frozen=True, slots=True)
class Planned:
    """A question of a meeting, as worded for it, with what this person said and how that was marked."""

    id: int
    code: str
    own_question_id: int | None
    topic: Topic | None
    text: str
    follow_up: str
    is_open: bool
    minutes: int | None
    answer: str
    answered_at: datetime | None
    is_starred: bool
    is_quote: bool
    is_follow_up: bool
    goal_id: int | None
    goal: str

    @property
    def marks(self) -> tuple[str, ...]:
        """How the answer was marked: "star", "quote", "follow"."""
        marked = (("star", self.is_starred), ("quote", self.is_quote), ("follow", self.is_follow_up))
        return tuple(name for name, is_on in marked if is_on)

    @property
    def has_answer(self) -> bool:
        """Whether something was noted or marked under it, which must not be lost."""
        return bool(self.answer.strip() or self.marks)


@dataclass(frozen=True, slots=True)
class Plan:
    """The questions of a meeting in their order, and the minutes they take of those agreed on."""

    questions: list[Planned]
    minutes_planned: int
    minutes_agreed: int | None
    warnings: list[str]


def plan(meeting_id: int) -> Plan:
    """Return what is planned for a meeting: two queries. Raises NotThere."""
    meeting = db.session.execute(
        select(Meeting.minutes).join(Contact, Contact.id == Meeting.contact_id).where(Meeting.id == meeting_id)
    ).one_or_none()
    if meeting is None:
        raise NotThere
    return plan_of(meeting_id, meeting.minutes)


def plan_of(meeting_id: int, agreed: int | None) -> Plan:
    """Return what is planned for a meeting of so many minutes: one query."""
    questions = planned(meeting_id)
    total = sum(each.minutes or 0 for each in questions)
    return Plan(questions, total, agreed, warnings(questions, total, agreed))


def planned(meeting_id: int) -> list[Planned]:
    """Return the questions of a meeting in their order: one query."""
    same = [getattr(MeetingQuestion, name) for name in Planned.__slots__ if name != "goal"]
    rows: Iterable[Any] = db.session.execute(
        select(*same, func.coalesce(LearningGoal.body, ""))
        .outerjoin(LearningGoal, LearningGoal.id == MeetingQuestion.goal_id)
        .where(MeetingQuestion.meeting_id == meeting_id)
        .order_by(MeetingQuestion.position, MeetingQuestion.id)
    )
    return [Planned(*row) for row in rows]


def warnings(questions: Iterable[Planned], total: int, agreed: int | None) -> list[str]:
    """Return what may be wrong with a plan, each with its reason. One without questions is just not made yet."""
    questions = list(questions)
    found = []
    if 0 < len(questions) < FEWEST:
        found.append(_("With fewer than three questions, one short answer can leave you without a next one."))
    if len(questions) > MOST:
        found.append(_("More than six questions seldom fit: good answers take time. Put the ones that matter first."))
    if agreed and total > agreed:
        over = total - agreed
        found.append(
            ngettext(
                "Your questions take %(num)s minute more than you agreed on. Keep their time: give some of them less.",
                "Your questions take %(num)s minutes more than you agreed on. Keep their time: give some of them less.",
                over,
            )
        )
    return found + [_closed(each) for each in questions if is_closed(each)]


def is_closed(each: Planned) -> bool:
    """Whether yes or no would answer it. Questions about whom to ask next, and for leave, are right that way."""
    return not each.is_open and each.topic is not Topic.SOURCES


def _closed(each: Planned) -> str:
    text = _("“%(question)s” can be answered with yes or no. Begin with “how” or “what”, and they tell you more.")
    return text % {"question": each.text}
