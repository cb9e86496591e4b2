"""Which questions to ask next: what nobody has answered yet about this career, and what this person can tell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from infoview.db import db
from infoview.i18n import _, ngettext
from infoview.models import Contact, LearningGoal, Meeting, MeetingQuestion, OwnQuestion
from infoview.models.question import Topic
from infoview.questions import bank
from infoview.questions.nearness import nearest_to
from infoview.questions.situation import Situation, situation

# What helps most to hear first about a career of which nothing is known yet.
_WORTH = {
    topic: place
    for place, topic in enumerate(
        (
            *(Topic.DAY, Topic.PATH, Topic.LIKES, Topic.SOURCES, Topic.ENTRY),
            *(Topic.FIT, Topic.SKILLS, Topic.ORGANIZATION, Topic.DEMANDS, Topic.OUTLOOK),
        )
    )
}
# Every person knows other people, and every path is another one: one answer does not settle these.
_EACH_THEIR_OWN = frozenset({Topic.SOURCES, Topic.PATH})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question to ask, worded for the person, with the reason; of the bank (`code`) or the user's own."""

    code: str
    own_question_id: int | None
    topic: Topic
    text: str
    why: str
    follow_up: str
    is_open: bool
    reason: str
    goal_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Heard:
    """How often a question was answered about a career, whether by this very person, and whether it is planned."""

    answers: int = 0
    by_them: bool = False
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    key: str
    question: Any
    heard: _Heard
    goal: LearningGoal | None
    place: int

    @property
    def topic(self) -> Topic:
        topic: Topic = self.question.topic
        return topic

    @property
    def rank(self) -> tuple[Any, ...]:
        """Goals first, then what is unanswered, then what is no mere extra, in the order of the bank."""
        answers = 0 if self.topic in _EACH_THEIR_OWN else self.heard.answers
        return (self.goal is None, answers, self.question.is_spare, not self.question.is_early, self.place)


def suggest(meeting: Meeting, count: int = 5) -> list[Suggestion]:
    """Return up to `count` questions for a meeting, in the order to ask them: four queries.

    What is planned already, or was answered by this person before, is left out; so is what can be answered with yes
    or no, and what needs more trust than a first conversation has. The same facts bring the same questions.
    """
    return suggest_for(situation(meeting.id), count)


def suggest_for(about: Situation, count: int) -> list[Suggestion]:
    """Return what `suggest` does, for a meeting that is known already: three queries."""
    asked = _asked(about)
    goals = _open_goals(about.career_id)
    candidates = _candidates(about, asked, goals)
    chosen = _spread(candidates, count)
    if not any(row.meeting_id == about.meeting_id for row in asked):
        chosen = _with_beginning(chosen, candidates)
    return [_suggestion(each, about) for each in sorted(chosen, key=_turn)]


def _candidates(about: Situation, asked: Sequence[Any], goals: Sequence[LearningGoal]) -> list[_Candidate]:
    has_met = any(row.contact_id == about.contact_id and row.answer for row in asked)
    heard = _heard(about, asked)
    tied = {_key(row): row.goal_id for row in asked if row.goal_id}
    own = _own_questions(about.career_id)
    by_id = {goal.id: goal for goal in goals}
    ours = bank.questions(about.language)
    nearest = {code: goal.id for goal in reversed(goals) if (code := nearest_to(goal.body, about.language))}
    keyed: list[tuple[str, Any]] = [*((f"own-{each.id}", each) for each in own), *((each.code, each) for each in ours)]
    found = []
    for place, (key, question) in enumerate(keyed):
        of_goal = getattr(question, "goal_id", None) or tied.get(key)
        if of_goal is None and not question.is_spare:  # an extra is no way to learn what matters
            of_goal = nearest.get(key)
        each = _Candidate(key, question, heard.get(key, _Heard()), by_id.get(of_goal or 0), place)
        if _fits(each, about, has_met=has_met):
            found.append(each)
    return found


def _fits(each: _Candidate, about: Situation, *, has_met: bool) -> bool:
    question = each.question
    if each.heard.is_planned or each.heard.by_them or not question.is_open:
        return False
    if question.topic is Topic.ORGANIZATION and not about.organization:
        return False
    return not question.is_candid or has_met or about.is_familiar or each.goal is not None


def _spread(candidates: list[_Candidate], count: int) -> list[_Candidate]:
    """Return the best of each topic, a topic of which less was heard before others; then the second best, and so on."""
    heard = Counter[Topic]()
    for each in candidates:
        heard[each.topic] += 0 if each.topic in _EACH_THEIR_OWN else each.heard.answers
    rounds: Counter[Topic] = Counter()
    placed = []
    for each in sorted(candidates, key=lambda each: each.rank):
        turn = 0 if each.goal else rounds[each.topic]
        rounds[each.topic] += 1
        placed.append(((each.goal is None, turn, bool(heard[each.topic]), _WORTH[each.topic], each.rank), each))
    return [each for _rank, each in sorted(placed, key=lambda pair: pair[0])[: max(count, 0)]]


def _with_beginning(chosen: list[_Candidate], candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the choice with one question in it that is easy to begin with, in place of the last if there is none."""
    easy = [each for each in candidates if each.question.is_early and each.topic is Topic.PATH]
    if len(chosen) < 2 or not easy or any(each.question.is_early for each in chosen):
        return chosen
    return [*chosen[:-1], min(easy, key=lambda each: each.rank)]


def _turn(each: _Candidate) -> tuple[Any, ...]:
    """Early questions first, sources last, and between them by topic."""
    is_last = each.topic is Topic.SOURCES
    return (is_last, not each.question.is_early, list(Topic).index(each.topic), each.place)


def _suggestion(each: _Candidate, about: Situation) -> Suggestion:
    question = each.question
    return Suggestion(
        code=getattr(question, "code", ""),
        own_question_id=getattr(question, "id", None),
        topic=question.topic,
        text=about.merge(question.text),
        why=question.why,
        follow_up=about.merge(question.follow_up),
        is_open=question.is_open,
        reason=_reason(each, about),
        goal_id=each.goal.id if each.goal else None,
    )


def _reason(each: _Candidate, about: Situation) -> str:
    if each.goal is not None:
        return _("You want to learn this: “%(goal)s”", goal=each.goal.body)
    if each.topic is Topic.SOURCES:
        return _("Everybody knows other people and places. Ask it last.")
    if each.topic is Topic.ORGANIZATION:
        return _("They know %(organization)s from the inside.", organization=about.organization)
    if each.topic is Topic.PATH:
        return _("Easy to answer, and everybody came another way: a good beginning.")
    if each.heard.answers:
        heard = each.heard.answers
        return ngettext("Only %(num)s answer so far.", "Only %(num)s answers so far.", heard)
    if about.career:
        return _("Nobody has answered this about %(career)s yet.", career=about.career)
    return _("Nobody has answered this yet.")


# --- what is known --------------------------------------------------------------------------------------------------


def _asked(about: Situation) -> Sequence[Any]:
    """Return what was asked about the career so far, and all that is planned for or was said by this person."""
    wanted = [Meeting.id == about.meeting_id, Meeting.contact_id == about.contact_id]
    if about.career_id is not None:
        wanted.append(func.coalesce(Meeting.career_id, Contact.career_id) == about.career_id)
    return db.session.execute(
        select(
            *(MeetingQuestion.meeting_id, MeetingQuestion.code, MeetingQuestion.own_question_id),
            *(MeetingQuestion.answer, MeetingQuestion.topic, MeetingQuestion.goal_id),
            *(Meeting.contact_id, Contact.organization_id),
        )
        .join(Meeting, Meeting.id == MeetingQuestion.meeting_id)
        .join(Contact, Contact.id == Meeting.contact_id)
        .where(or_(*wanted))
        .order_by(MeetingQuestion.id)
    ).all()


def _heard(about: Situation, asked: Iterable[Any]) -> dict[str, _Heard]:
    """Return what was heard so far by question. What was said about one employer says nothing about another."""
    found: dict[str, _Heard] = {}
    for row in asked:
        before = found.get(_key(row), _Heard())
        counts = row.topic is not Topic.ORGANIZATION or row.organization_id == about.organization_id
        found[_key(row)] = _Heard(
            answers=before.answers + bool(row.answer and counts),
            by_them=before.by_them or bool(row.answer and row.contact_id == about.contact_id),
            is_planned=before.is_planned or row.meeting_id == about.meeting_id,
        )
    return found


def _key(row: Any) -> str:
    return row.code or f"own-{row.own_question_id}"


def _open_goals(career_id: int | None) -> Sequence[LearningGoal]:
    of_it = select(LearningGoal).where(LearningGoal.career_id == career_id, LearningGoal.settled_at.is_(None))
    return db.session.scalars(of_it.order_by(LearningGoal.position, LearningGoal.id)).all()


def _own_questions(career_id: int | None) -> Sequence[OwnQuestion]:
    """Return the user's own questions that are for every career, or for this one."""
    for_it = or_(OwnQuestion.career_id.is_(None), OwnQuestion.career_id == career_id)
    return db.session.scalars(select(OwnQuestion).where(for_it).order_by(OwnQuestion.id)).all()
