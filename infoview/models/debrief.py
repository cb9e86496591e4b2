"""What is written up right after a meeting."""

import enum
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned
from infoview.models.career import Verdict


class Debrief(Owned, Base):
    """One meeting's write-up; what was learned stands on the meeting itself.

    `notes` and `people_noted` are what was typed during the conversation under no question: what else was said, and
    who was named. Ratings run from 1 (not at all) to 5 (very much). `verdict` is what this meeting says about its
    career. Saved while typing, so its texts are too chatty for the history.
    """

    __tablename__ = "debriefs"
    __unwatched__: ClassVar[frozenset[str]] = frozenset(
        {"notes", "people_noted", "more_to_know", "impressions", "liked", "disliked", "ways_in", "titles"}
        | {"why_interests", "why_values", "why_needs", "why_skills", "verdict_why", "next_step"}
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    notes: Mapped[str] = mapped_column(default="")
    people_noted: Mapped[str] = mapped_column(default="")
    more_to_know: Mapped[str] = mapped_column(default="")
    impressions: Mapped[str] = mapped_column(default="")
    liked: Mapped[str] = mapped_column(default="")
    disliked: Mapped[str] = mapped_column(default="")
    ways_in: Mapped[str] = mapped_column(default="")
    titles: Mapped[str] = mapped_column(default="")
    fit_interests: Mapped[int | None]
    fit_values: Mapped[int | None]
    fit_needs: Mapped[int | None]
    fit_skills: Mapped[int | None]
    why_interests: Mapped[str] = mapped_column(default="")
    why_values: Mapped[str] = mapped_column(default="")
    why_needs: Mapped[str] = mapped_column(default="")
    why_skills: Mapped[str] = mapped_column(default="")
    confidence_before: Mapped[int | None]
    confidence_after: Mapped[int | None]
    verdict: Mapped[Verdict | None]
    verdict_why: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    next_step_on: Mapped[date | None]
    created_at: Mapped[datetime]

    __table_args__ = (Index("uq_debriefs_meeting", "meeting_id", unique=True, sqlite_where=text("deleted_at IS NULL")),)


class Surprise(Owned, Base):
    """What the user had expected, and what it is really like."""

    __tablename__ = "surprises"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    expected: Mapped[str] = mapped_column(default="")
    actual: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Ability(enum.Enum):
    """Whether the user can meet a demand of the job."""

    CAN = "can"
    WITH_HELP = "with_help"
    CANNOT = "cannot"


class Demand(Owned, Base):
    """Something the job demands, and whether the user can meet it: private, never in anything meant for others."""

    __tablename__ = "demands"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    body: Mapped[str]
    ability: Mapped[Ability | None]
    position: Mapped[int] = mapped_column(default=0)
