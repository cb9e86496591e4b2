"""What the live page shows, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from infoview.accounts.queries import profile, reading_seconds
from infoview.boxes import Control, Outcome, Typed, controls
from infoview.db import db, zone
from infoview.errors import NotThere
from infoview.i18n import _, time_words
from infoview.live.boxes import boxes_of, instant_text
from infoview.meetings.lengths import usual_minutes
from infoview.models import Contact, Debrief, Meeting, MeetingQuestion
from infoview.models.contact import Permission

NOTHING = ("", Permission.NOT_ASKED.value)
CLOCK = ("began", "ended")


@dataclass(frozen=True, slots=True)
class Clockface:
    """The clock as the page shows it: instants for the script that lets it run, and words for everybody."""

    began: str
    ended: str
    now: str
    minutes: int
    words: str


@dataclass(frozen=True, slots=True)
class Pitch:
    """The user's introduction, and the seconds it takes to say."""

    text: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Live:
    """A meeting while it is held."""

    meeting: Meeting
    contact: Contact
    questions: list[MeetingQuestion]
    controls: dict[str, Control]
    clock: Clockface
    pitch: Pitch

    @property
    def has_notes(self) -> bool:
        """Whether somebody has begun to write."""
        return any(each.value not in NOTHING for name, each in self.controls.items() if name not in CLOCK)

    @property
    def can_set_back(self) -> bool:
        """Whether a clock that was started may have been a slip."""
        return not (self.clock.ended or self.has_notes)


def live(meeting_id: int, *, owner: int, at: datetime, typed: Typed | None = None, out: Outcome | None = None) -> Live:
    """Return the live page of a meeting: as stored, or as it was typed where that could not be kept. Raises NotThere.

    `owner` is the account whose introduction is shown.
    """
    meeting, contact = meeting_with_contact(meeting_id)
    questions = questions_of(meeting_id)
    debrief = db.session.scalar(select(Debrief).where(Debrief.meeting_id == meeting_id)) or Debrief()
    boxes = boxes_of(meeting, debrief, questions, at)
    return Live(meeting, contact, questions, controls(boxes, typed, out), clockface(meeting, at), pitch_of(owner))


def meeting_with_contact(meeting_id: int) -> tuple[Meeting, Contact]:
    """Return a meeting and whom it is with. Raises NotThere."""
    both = select(Meeting, Contact).join(Contact, Contact.id == Meeting.contact_id).where(Meeting.id == meeting_id)
    row = db.session.execute(both).one_or_none()
    if row is None:
        raise NotThere
    return row[0], row[1]


def questions_of(meeting_id: int) -> list[MeetingQuestion]:
    """Return the questions planned for a meeting, in their order."""
    planned = select(MeetingQuestion).where(MeetingQuestion.meeting_id == meeting_id)
    return list(db.session.scalars(planned.order_by(MeetingQuestion.position, MeetingQuestion.id)))


def pitch_of(account_id: int) -> Pitch:
    """Return the introduction of an account."""
    text = profile(account_id).pitch
    return Pitch(text, reading_seconds(text))


def clockface(meeting: Meeting, at: datetime) -> Clockface:
    """Return the clock of a meeting."""
    minutes = meeting.minutes or usual_minutes(meeting.mode)
    began, ended = meeting.started_at, meeting.ended_at
    return Clockface(instant_text(began), instant_text(ended), instant_text(at), minutes, _words(began, ended, minutes))


def _words(began: datetime | None, ended: datetime | None, minutes: int) -> str:
    if ended is not None:
        return _("Ended at %(time)s", time=time_words(ended, zone()))
    if began is None:
        return _("%(count)s minutes agreed", count=minutes)
    until = began + timedelta(minutes=minutes)
    return _("Begun at %(start)s, until %(end)s", start=time_words(began, zone()), end=time_words(until, zone()))
