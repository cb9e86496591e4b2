"""Questions: the user's own, those planned for a meeting with their answers, and what the user wants to learn."""

import enum
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned


class Topic(enum.Enum):
    """What a question is about."""

    PATH = "path"
    DAY = "day"
    LIKES = "likes"
    SKILLS = "skills"
    ENTRY = "entry"
    OUTLOOK = "outlook"
    ORGANIZATION = "organization"
    FIT = "fit"
    DEMANDS = "demands"
    SOURCES = "sources"


class LearningGoal(Owned, Base):
    """Something the user wants to learn about a career; `settled_at` says since when they know enough."""

    __tablename__ = "learning_goals"

    career_id: Mapped[int] = mapped_column(ForeignKey("careers.id", ondelete="CASCADE"), index=True)
    body: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class OwnQuestion(Owned, Base):
    """A question the user wrote for the bank, in the field language of the bank's own."""

    __tablename__ = "own_questions"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version"})

    text: Mapped[str]
    topic: Mapped[Topic]
    why: Mapped[str] = mapped_column(default="")
    follow_up: Mapped[str] = mapped_column(default="")
    is_early: Mapped[bool] = mapped_column(default=False)
    is_spare: Mapped[bool] = mapped_column(default=False)
    is_candid: Mapped[bool] = mapped_column(default=False)
    is_open: Mapped[bool] = mapped_column(default=True)
    career_id: Mapped[int | None] = mapped_column(ForeignKey("careers.id", ondelete="SET NULL"), index=True)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("learning_goals.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class MeetingQuestion(Owned, Base):
    """A question planned for a meeting, as worded for it, and what this person said.

    The same question is known over people by `code` (a question of the bank), by `own_question_id`, or else by its
    text. The answer is saved while typing, and too chatty for the history.
    """

    __tablename__ = "meeting_questions"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"answer", "position", "answered_at"})

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(default="")
    own_question_id: Mapped[int | None] = mapped_column(ForeignKey("own_questions.id", ondelete="SET NULL"), index=True)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("learning_goals.id", ondelete="SET NULL"), index=True)
    topic: Mapped[Topic | None]
    text: Mapped[str]
    follow_up: Mapped[str] = mapped_column(default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    minutes: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(default="")
    is_starred: Mapped[bool] = mapped_column(default=False)
    is_quote: Mapped[bool] = mapped_column(default=False)
    is_follow_up: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_meeting_questions_code", "owner_id", "code"),)
