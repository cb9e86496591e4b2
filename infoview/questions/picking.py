"""Picking the questions of a meeting: adding, ordering, timing and removing them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from infoview.db import db, describe
from infoview.errors import Invalid, NotThere, Refused
from infoview.i18n import _
from infoview.models import LearningGoal, Meeting, MeetingQuestion, OwnQuestion
from infoview.questions import bank
from infoview.questions.openness import is_open
from infoview.questions.planned import USUAL_MINUTES, Plan, Planned, plan
from infoview.questions.situation import Situation, situation
from infoview.questions.suggesting import Suggestion, suggest
from infoview.text import clean_line

__all__ = ["Plan", "Planned", "add", "move", "order", "pick_suggested", "plan", "remove", "rows_of", "set_minutes"]

LONGEST_QUESTION = 500
MOST_QUESTIONS = 50
MOST_MINUTES = 120


def add(
    meeting: Meeting,
    *,
    code: str = "",
    own: OwnQuestion | None = None,
    text: str = "",
    goal: LearningGoal | None = None,
    at: datetime,
) -> MeetingQuestion:
    """Plan a question for a meeting: of the bank by its `code`, the user's `own`, or a `text` for this meeting only.

    It is worded for the person and comes last. One that is planned already stays the one it is. Raises NotThere for
    a code there is not, Invalid for a text that is none, Refused for too many.
    """
    describe("add")
    rows = rows_of(meeting.id)
    known = next((row for row in rows if (code and row.code == code) or (own and row.own_question_id == own.id)), None)
    if known is not None:
        return known
    if len(rows) >= MOST_QUESTIONS:
        raise Refused(_("These are more questions than anybody could answer. Remove some first."))
    row = _worded(situation(meeting.id), code, own, text)
    row.meeting_id, row.minutes, row.created_at = meeting.id, USUAL_MINUTES, at
    row.position = rows[-1].position + 1 if rows else 0
    row.goal_id = goal.id if goal else own.goal_id if own else None
    db.session.add(row)
    db.session.flush()
    return row


def pick_suggested(meeting: Meeting, count: int = 5, *, at: datetime) -> list[MeetingQuestion]:
    """Plan the questions that are suggested for a meeting, up to `count` of them."""
    describe("add")
    return [_add_suggested(meeting, each, at) for each in suggest(meeting, count)]


def remove(question: MeetingQuestion, *, at: datetime, with_answer: bool = False) -> None:
    """Take a question out of its meeting. Raises Refused for one with an answer, unless that may go too."""
    describe("delete")
    if has_answer(question) and not with_answer:
        raise Refused(_("There is an answer to this question. Say first whether it may go too."))
    question.deleted_at = at


def has_answer(question: MeetingQuestion) -> bool:
    """Whether something was noted or marked under a question."""
    marks = question.is_starred or question.is_quote or question.is_follow_up
    return bool(question.answer.strip() or marks)


def order(meeting: Meeting, ids: Iterable[int]) -> None:
    """Put a meeting's questions into the order of their `ids`; those that are not named follow in theirs."""
    wanted = {row_id: place for place, row_id in reversed(list(enumerate(ids)))}
    rows = rows_of(meeting.id)
    for place, row in enumerate(sorted(rows, key=lambda row: wanted.get(row.id, len(wanted) + MOST_QUESTIONS))):
        row.position = place
    db.session.flush()


def move(question: MeetingQuestion, *, by: int) -> None:
    """Put a question one place earlier (-1) or later (1); the first and the last stay where they are."""
    rows = rows_of(question.meeting_id)
    place = rows.index(question)
    to = min(max(place + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(place))
    for position, row in enumerate(rows):
        row.position = position
    db.session.flush()


def set_minutes(question: MeetingQuestion, minutes: int | None) -> None:
    """Say how long a question may take. Raises Invalid for what is no such time."""
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Invalid("minutes", _("Give the minutes as a number, like 3."))
    question.minutes = minutes


def _add_suggested(meeting: Meeting, each: Suggestion, at: datetime) -> MeetingQuestion:
    own = db.get_row(OwnQuestion, each.own_question_id) if each.own_question_id else None
    goal = db.get_row(LearningGoal, each.goal_id) if each.goal_id else None
    return add(meeting, code=each.code, own=own, goal=goal, at=at)


def _worded(about: Situation, code: str, own: OwnQuestion | None, text: str) -> MeetingQuestion:
    if own is not None:
        return MeetingQuestion(
            own_question_id=own.id,
            topic=own.topic,
            text=about.merge(own.text),
            follow_up=about.merge(own.follow_up),
            is_open=own.is_open,
        )
    if not code:
        line = clean_line(text)
        if not line:
            raise Invalid("text", _("Write the question first."))
        if len(line) > LONGEST_QUESTION:
            raise Invalid("text", _("This is too long: at most %(max)d characters.", max=LONGEST_QUESTION))
        return MeetingQuestion(text=line, is_open=is_open(line))
    question = bank.find(code, about.language)
    if question is None:
        raise NotThere
    return MeetingQuestion(
        code=code,
        topic=question.topic,
        text=about.merge(question.text),
        follow_up=about.merge(question.follow_up),
        is_open=question.is_open,
    )


def rows_of(meeting_id: int) -> list[MeetingQuestion]:
    """Return the questions of a meeting in their order."""
    of_it = select(MeetingQuestion).where(MeetingQuestion.meeting_id == meeting_id)
    return list(db.session.scalars(of_it.order_by(MeetingQuestion.position, MeetingQuestion.id)))
