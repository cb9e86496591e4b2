"""The same question to several people: their answers side by side. Grouping is pure; reading is one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from infoview.careers.folded import Folded
from infoview.careers.meetings_of import tells_of
from infoview.careers.talks import Talk
from infoview.db import db
from infoview.models import Contact, Meeting, MeetingQuestion
from infoview.models.question import Topic
from infoview.text import fold

SHOWN_AT_ONCE = 3  # answers to a question; the others are folded behind their number


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said."""

    text: str
    talk: Talk
    is_starred: bool = False
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked of one person: by what it is known over people, and what they said."""

    talk: Talk
    text: str
    topic: Topic | None = None
    code: str = ""
    own_question_id: int | None = None
    answer: str = ""
    is_starred: bool = False
    is_quote: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same question as another person's: code, own question, or else its text."""
        if self.code:
            return "code", self.code
        return ("own", str(self.own_question_id)) if self.own_question_id else ("text", fold(self.text))


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all its answers, what was starred first, then the latest."""

    key: tuple[str, str]
    text: str
    topic: Topic | None
    answers: Folded[Answer]


def asked(career_id: int, talks: Iterable[Talk]) -> list[Asked]:
    """Return every question that was planned for the conversations about a career: one query."""
    by_id = {talk.id: talk for talk in talks}
    rows = db.session.execute(
        select(
            *(MeetingQuestion.meeting_id, MeetingQuestion.text, MeetingQuestion.topic, MeetingQuestion.code),
            *(MeetingQuestion.own_question_id, MeetingQuestion.answer),
            *(MeetingQuestion.is_starred, MeetingQuestion.is_quote),
        )
        .join(Meeting, Meeting.id == MeetingQuestion.meeting_id)
        .join(Contact, Contact.id == Meeting.contact_id)
        .where(tells_of(career_id))
        .order_by(MeetingQuestion.position, MeetingQuestion.id)
    )
    return [Asked(by_id[row.meeting_id], *row[1:]) for row in rows if row.meeting_id in by_id]


def grouped(asked: Iterable[Asked], wordings: Mapping[str, str] | None = None) -> list[Question]:
    """Return the questions that were answered, by topic, those with most answers first.

    `wordings` say a question of the bank as it is asked of anybody; else it stands as it was asked last.
    """
    by_key: dict[tuple[str, str], list[Asked]] = {}
    for each in asked:
        if each.answer.strip():
            by_key.setdefault(each.key, []).append(each)
    questions = [_question(key, same, wordings or {}) for key, same in by_key.items()]
    return sorted(questions, key=lambda question: (_place(question.topic), -question.answers.count))


def _question(key: tuple[str, str], same: list[Asked], wordings: Mapping[str, str]) -> Question:
    same = sorted(same, key=lambda each: (each.talk.day, each.talk.id), reverse=True)
    latest = same[0]
    said = [Answer(each.answer.strip(), each.talk, each.is_starred, each.is_quote) for each in same]
    said.sort(key=lambda answer: not answer.is_starred)
    return Question(key, wordings.get(latest.code, latest.text), latest.topic, Folded(said, SHOWN_AT_ONCE))


def _place(topic: Any) -> int:
    topics = list(Topic)
    return topics.index(topic) if topic in topics else len(topics)
