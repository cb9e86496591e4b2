"""What can be noted while two people talk, box by box."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from infoview.boxes import Box
from infoview.db import next_act
from infoview.meetings import actions
from infoview.models import Debrief, Meeting, MeetingQuestion
from infoview.models.contact import Permission

DEBRIEFED = ("notes", "people_noted", "impressions")
ASKED = ("name_allowed", "again_allowed", "resume_allowed")
MARKS = {"star": "is_starred", "quote": "is_quote", "follow": "is_follow_up"}
LONGEST_WAY = timedelta(days=366)
"""What a browser kept for longer than this is no time of a clock any more."""


class Clock:
    """The clock of a meeting as boxes see it: when it began and ended as texts, "" for what has not come yet.

    A browser without a connection notes an instant and sends it later; one that is still to come is taken as `at`.
    What is no instant changes nothing, and a clock that was started is never set back.
    """

    def __init__(self, meeting: Meeting, at: datetime) -> None:
        """Show and set the clock of `meeting`."""
        self.meeting, self.at = meeting, at

    @property
    def began(self) -> str:
        """When the conversation began."""
        return instant_text(self.meeting.started_at)

    @began.setter
    def began(self, text: str) -> None:
        began = read_instant(text, self.at)
        if began is not None:
            actions.begin(self.meeting, at=began)

    @property
    def ended(self) -> str:
        """When the conversation was over."""
        return instant_text(self.meeting.ended_at)

    @ended.setter
    def ended(self, text: str) -> None:
        ended = read_instant(text, self.at)
        if ended is not None:
            next_act()  # taken back by itself: the notes that came along stay
            actions.end(self.meeting, at=max(ended, self.meeting.started_at or ended))


def boxes_of(meeting: Meeting, debrief: Debrief, questions: Iterable[MeetingQuestion], at: datetime) -> list[Box]:
    """Return every box of the live page of a meeting, its end last."""
    clock = Clock(meeting, at)
    return [
        Box("began", clock, "began"),
        *(box for question in questions for box in _of_question(question)),
        *(Box(name, debrief, name) for name in DEBRIEFED),
        Box("asked_for_others", meeting, "asked_for_others", bool),
        *(Box(name, meeting, name, Permission) for name in ASKED),
        Box("ended", clock, "ended"),
    ]


def _of_question(question: MeetingQuestion) -> list[Box]:
    marks = [Box(f"{mark}-{question.id}", question, column, bool) for mark, column in MARKS.items()]
    return [Box(f"answer-{question.id}", question, "answer"), *marks]


def instant_text(instant: datetime | None) -> str:
    """Return an instant as a browser writes it, "" for none."""
    return "" if instant is None else instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def read_instant(text: str, at: datetime) -> datetime | None:
    """Return the instant a browser wrote, at most `at`; None if it is none, or lies more than a year back."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is None or at - found > LONGEST_WAY:
        return None
    return min(found.astimezone(UTC), at)
